from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build_hybrid
from index.query import Lexicon, Query, analyse
from index.records import records, years_in
from index.search import Calibration, Searcher
from knowledge.library import Library
from knowledge.registry import load_registry
from nlu.encoder import Encoder
from nlu.synonyms import as_phrase

PROVINCES = ["Hà Tĩnh", "Hải Dương", "Thanh Hóa", "Điện Biên"]


@pytest.fixture(scope="module")
def searcher(encoder: Encoder) -> Searcher:
    from tests.index.conftest import make_library

    listed = list(records(make_library(PROVINCES)))
    return Searcher(listed, build_hybrid(listed, encoder), encoder, load_registry())


@pytest.mark.parametrize("mode", ["hybrid", "dense", "lexical"])
@pytest.mark.parametrize(("number", "province"), list(enumerate(PROVINCES)))
def test_the_same_target_in_four_plans_never_leads_to_another_province(
    searcher: Searcher, number: int, province: str, mode: str
) -> None:
    hits = searcher.search("hộ gia đình có cáp quang", provinces=[province], mode=mode)  # type: ignore[arg-type]
    assert hits
    assert {hit.document_id for hit in hits} == {f"plan-{number}"}


def test_province_names_match_without_diacritics(searcher: Searcher) -> None:
    assert searcher.search("cap quang", provinces=["ha tinh"])


def test_equal_scores_keep_one_order(searcher: Searcher) -> None:
    hits = searcher.search("hộ gia đình có cáp quang", kinds=["clause"], limit=4)
    assert [hit.document_id for hit in hits] == ["plan-0", "plan-1", "plan-2", "plan-3"]
    assert hits == searcher.search("hộ gia đình có cáp quang", kinds=["clause"], limit=4)


def test_filters_narrow_together(searcher: Searcher) -> None:
    hits = searcher.search(
        "khám chữa bệnh", kinds=["assignment"], documents=["plan-2"], years=[2024], bodies=["Sở Y tế"]
    )
    assert [hit.id for hit in hits] == ["plan-2#II.3@1"]


def test_a_body_is_found_under_another_name(searcher: Searcher) -> None:
    hits = searcher.search("cáp quang", bodies=["Sở TT&TT"], kinds=["indicator"])
    assert hits


@pytest.mark.parametrize(
    "filters",
    [
        {"provinces": ["Cà Mau"]},
        {"provinces": []},
        {"years": [1999], "kinds": ["indicator"]},
        {"bodies": ["Sở Lạ"]},
    ],
)
def test_a_filter_that_nothing_passes_finds_nothing(
    searcher: Searcher, filters: dict[str, list[object]]
) -> None:
    assert searcher.search("cáp quang", **filters) == []  # type: ignore[arg-type]


def test_years_bind_records_that_have_one(searcher: Searcher) -> None:
    assert {hit.clause for hit in searcher.search("kinh tế số", years=[2025], kinds=["indicator"])} <= {
        "II.1",
        "II.3",
    }


@pytest.mark.parametrize("query", ["", "   ", "???", "🙂", "là gì", "x" * 3000])
def test_a_query_without_content_is_no_error(searcher: Searcher, query: str) -> None:
    assert isinstance(searcher.search(query), list)


def test_what_is_not_there_does_not_fit(searcher: Searcher) -> None:
    hits = searcher.search("giá vàng hôm nay thế nào")
    assert not any(searcher.fits(hit) for hit in hits)


def test_what_is_there_fits_with_and_without_diacritics(searcher: Searcher) -> None:
    for query in ("hộ gia đình có cáp quang", "ho gia dinh co cap quang"):
        best = searcher.search(query, limit=1)[0]
        assert best.clause == "II.2"
        assert searcher.fits(best)


def test_scores_are_shares(searcher: Searcher) -> None:
    for hit in searcher.search("hồ sơ trên mạng", limit=20):
        assert all(0.0 <= value <= 1.0001 for value in (hit.score, hit.lexical, hit.coverage))


def test_every_record_has_a_place(library: Callable[..., Library]) -> None:
    made = library(["Hà Tĩnh"])
    listed = list(records(made))
    assert len({(record.kind, record.id) for record in listed}) == len(listed)
    assert {record.kind for record in listed} == {"clause", "indicator", "assignment", "definition"}


def test_years_in_fills_ranges() -> None:
    assert years_in("Giai đoạn 2023 - 2025") == (2023, 2024, 2025)
    assert years_in("trước ngày 15/12 hằng năm") == ()


def test_question_words_weigh_nothing_and_synonyms_are_known() -> None:
    group = [as_phrase("bán hàng online"), as_phrase("thương mại điện tử")]
    lexicon = Lexicon([as_phrase("bao nhiêu phần trăm")], [group])
    query = analyse("ban hang online bao nhieu phan tram", lexicon)
    assert query.content == "bán hàng online"
    assert query.expansions == ("thương mại điện tử",)


def test_silent_words_weigh_nothing() -> None:
    query = analyse("kinh tế số Hà Tĩnh", Lexicon([], []))
    assert query.without(["Hà Tĩnh"]).content == "kinh tế số"
    assert isinstance(query.without([]), Query)


def test_calibration_rises_with_both_figures(tmp_path: Path) -> None:
    calibration = Calibration.load()
    assert calibration.score(0.9, 0.9) > calibration.score(0.9, 0.3) > calibration.score(0.1, 0.3)
    assert 0 < calibration.threshold < 1
