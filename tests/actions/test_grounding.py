"""Nothing ungrounded is sent: the check itself, and thousands of generated questions through the engine."""

import logging
import os
import random
import re
from dataclasses import replace

import pytest

from actions.engine.reply import grounding
from actions.engine.types import Draft, Question
from tests.actions.conftest import Talk

ALL = bool(os.environ.get("HOISO_TEST_ALL_QUESTIONS"))
"""Every generated question, some thousands; by default a sample drawn with a fixed seed."""
SAMPLE = 400
LIMIT = 2000
ONE_FACT = 800


@pytest.fixture(scope="module")
def draft(library):
    record = next(item for item in library.indicators if item.baseline and item.measured_by)
    return Draft(
        "answered",
        "indicator",
        citations=(library.citation(record.document_id, record.clause, record.quote),),
    )


ASKED = Question("x", "x", "indicator")


@pytest.mark.parametrize(
    "text",
    [
        "Mục tiêu là 87,65%.",  # a figure of nowhere
        "Năm 2041 sẽ đạt.",
        "Do Sở Ngoại vụ chủ trì.",  # a body of nowhere
        "Bộ Quốc phòng đo.",
    ],
)
def test_what_stands_nowhere_is_found(draft, library, text):
    assert grounding.check(text, draft, ASKED, library)


def test_what_the_clause_says_stands(draft, library):
    quote = draft.citations[0].quote
    assert grounding.check(quote, draft, ASKED, library) == ()


def test_computed_figures_and_those_of_the_question_stand(draft, library):
    assert grounding.check("87,65 điểm", draft, ASKED, library)
    assert not grounding.check("87,65 điểm", replace(draft, computed=("tăng 87,65 điểm",)), ASKED, library)
    assert not grounding.check("Không phải 87,65%.", draft, replace(ASKED, text="sao lại 87,65%?"), library)


def test_list_numbers_need_no_support(draft, library):
    assert grounding.check("77. Một việc", draft, ASKED, library) == ()
    assert grounding.check("Một việc 77", draft, ASKED, library)


def questions(library):
    """Questions of every type over every record, in several ways of asking; deterministic order."""
    asked = []
    for item in library.indicators:
        province, name = item.scope.province, " ".join(item.name.split()[:14])
        year = item.year or 2025
        asked += [
            f"{name} của {province} năm {year} là bao nhiêu?",
            f"{name} {province} {year + 5}",
            f"hiện trạng {name} ở {province}?",
            f"ai đo {name} ở {province}?",
            f"vì sao {province} đặt mục tiêu 37% cho {name}?",
            f"{name} tỉnh nào cao nhất năm {year}?",
            f"{name} của {province} đã đạt chưa?",
            f"{name} tăng bao nhiêu so với hiện trạng ở {province}?",
        ]
    for item in library.assignments:
        province, task = library.documents[item.document_id].province, " ".join(item.task.split()[:12])
        asked += [
            f"ai chủ trì {task} ở {province}?",
            f"{task} ở {province} đến khi nào?",
            f"ai phối hợp {task}?",
        ]
        asked += [f"{body} {province} làm gì?" for body in item.lead[:1]]
        asked += [f"có phải Sở Ngoại vụ chủ trì {task} không?"]
    for document in library.documents.values():
        for what in (
            "ai ký",
            "số hiệu",
            "ngày ban hành",
            "căn cứ",
            "nơi nhận",
            "kinh phí",
            "báo cáo khi nào",
            "có bao nhiêu chỉ tiêu",
            "liệt kê các chỉ tiêu",
            "chỉ tiêu thấp nhất năm 2025",
        ):
            asked.append(f"kế hoạch {document.province} {what}")
    for clauses in library.clauses.values():
        asked += [" ".join(clause.text.split()[:9]) for clause in clauses if len(clause.text) > 60]
    return list(dict.fromkeys(asked))


def test_no_reply_to_generated_questions_is_ungrounded(engine, library, caplog):
    pool = questions(library)
    assert len(pool) > 2000
    chosen = pool if ALL else random.Random(5046).sample(pool, SAMPLE)
    with caplog.at_level(logging.ERROR, logger="actions.engine.engine"):
        for question in chosen:
            answer = Talk(engine).say(question)
            assert answer.text.strip(), question
            assert len(answer.text) <= LIMIT, (question, len(answer.text))
            assert "\n\n" not in answer.text, question  # Rasa would cut the reply in two there
            assert not re.search(r"[a-z]-\d+#|\bNone\b|[{}]", answer.text), question
            if answer.status == "answered":
                assert answer.citations, question
            if answer.status == "answered" and len(answer.facts) == 1 and len(answer.citations) == 1:
                assert len(answer.text) <= ONE_FACT, (question, len(answer.text))
    assert [record.getMessage() for record in caplog.records] == []
