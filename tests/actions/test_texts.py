"""Every Vietnamese sentence renders from its own example."""

import pytest

from actions.engine.texts import phrase, texts


@pytest.mark.parametrize("name", sorted(texts().templates))
def test_each_template_renders_its_example(name):
    rendered = texts().render(name, texts().examples[name])
    assert rendered or name.endswith("_line")
    assert "{" not in rendered
    assert "None" not in rendered


@pytest.mark.parametrize("name", sorted(texts().phrases))
def test_each_phrase_is_text_or_a_list_of_texts(name):
    value = texts().phrases[name]
    assert isinstance(value, (str, list))


def test_a_phrase_fills_its_placeholders():
    assert phrase("above", value="50%") == "trên 50%"
