"""The one list of synonyms: what is replaced, what only widens a search, what the list may not say."""

import pytest

from knowledge.errors import RegistryError
from nlu.synonyms import as_phrase, load_synonyms, replacements, shipped_synonyms


@pytest.fixture
def listed(tmp_path):
    def write(text):
        (tmp_path / "list.toml").write_text(text, encoding="utf-8")
        return load_synonyms(tmp_path / "list.toml")

    return write


def test_same_is_replaced_and_near_is_not(listed):
    groups = listed('["chữ ký số"]\nsame = ["chữ ký điện tử"]\nnear = ["ký số"]\n')
    assert groups[0].phrases == (("chữ", "ký", "số"), ("chữ", "ký", "điện", "tử"), ("ký", "số"))
    table = replacements(groups)
    assert table[as_phrase("chữ ký điện tử")] == as_phrase("chữ ký số")
    assert as_phrase("ký số") not in table


@pytest.mark.parametrize(
    "text",
    [
        '["a"]\nsame = ["c"]\n["b"]\nsame = ["c"]\n',  # two wordings for one phrase
        '["a"]\nsame = ["b"]\n["b"]\nsame = ["c"]\n',  # a replacement that is replaced in turn
        '["a"\n',
        "a = 1\n",
    ],
)
def test_a_list_that_can_not_be_followed_is_refused(listed, text):
    with pytest.raises(RegistryError, match=r"list\.toml"):
        listed(text)


def test_the_shipped_list_has_no_empty_phrase_and_no_repetition():
    for group in shipped_synonyms():
        assert all(group.phrases)
        assert len(set(group.phrases)) == len(group.phrases) > 1, group.wording
