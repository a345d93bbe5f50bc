"""The registry: bodies found in plans and questions, and who holds their duties today."""

from __future__ import annotations

import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import RegistryError
from knowledge.registry import load_registry
from knowledge.registry.agencies import load_agencies
from knowledge.registry.loading import DATA
from knowledge.registry.words import signature, split_words, word_key

REGISTRY = load_registry()
TODAY = date(2026, 11, 21)


def names(text: str, typed: bool = False) -> list[str]:
    return [mention.name for mention in REGISTRY.find_agencies(text, typed)]


def surfaces(text: str, typed: bool = False) -> list[str]:
    return [mention.surface for mention in REGISTRY.find_agencies(text, typed)]


# --- one body, many spellings ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Sở TTTT", "Sở Thông tin và Truyền thông"),
        ("Sở Thông tin & Truyền thông", "Sở Thông tin và Truyền thông"),
        ("SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Sở Thông tin và Truyền thông"),
        ("Sở Công thương", "Sở Công Thương"),
        ("Sở Nông nghiệp và PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở NN&PTNT", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("Sở LĐTBXH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Lao động, Thương binh và Xã hội", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở Lao động – Thương binh và\nXã hội", "Sở Lao động - Thương binh và Xã hội"),  # wrapped line
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở GD-ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở Kế hoạch và đầu tư", "Sở Kế hoạch và Đầu tư"),
        ("Sở Giao thông Vận tải", "Sở Giao thông vận tải"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),  # old tone placement
        ("Uỷ ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
        ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
        ("Văn phòng UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("NHNN chi nhánh tỉnh", "Ngân hàng Nhà nước chi nhánh tỉnh"),
        ("Ngân hàng NNVN chi nhánh Hải Dương", "Ngân hàng Nhà nước chi nhánh tỉnh"),
        ("Đài phát thanh Truyền hình tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
        ("Đài PTTH tỉnh", "Đài Phát thanh và Truyền hình tỉnh"),
        ("Báo Hải Dương", "Báo tỉnh"),
        ("Viễn thông Vĩnh Phúc", "Viễn thông tỉnh"),
        ("Mobifone Vĩnh Phúc", "MobiFone tỉnh"),
        ("Hội Nông dân", "Hội Nông dân tỉnh"),
        ("Tỉnh Đoàn", "Tỉnh đoàn"),
        ("Bộ TT&TT", "Bộ Thông tin và Truyền thông"),
        ("Cục Thống kê", "Cục Thống kê tỉnh"),
    ],
)
def test_spellings_of_one_body(written: str, name: str) -> None:
    assert names(written) == [name]
    assert names(unicodedata.normalize("NFD", written)) == [name]
    assert REGISTRY.same_body(written, name)
    assert REGISTRY.canonical(written) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Y tế", "Sở Nội vụ"),
        ("Sở Y tế", "Bộ Y tế"),  # a department is no ministry
        ("Sở Y tế Hà Tĩnh", "Sở Y tế Hải Dương"),
        ("Sở Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Công an tỉnh", "Công an huyện Sông Lô"),
        ("Các sở, ngành", "Các sở, ngành, địa phương"),
    ],
)
def test_different_bodies_stay_different(one: str, other: str) -> None:
    assert not REGISTRY.same_body(one, other)


# --- in running text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a list of bodies, each with commas of its own
        (
            "Sở Thông tin và Truyền thông; các sở, ngành, địa phương; "
            "Đài phát thanh Truyền hình tỉnh, Báo Hải Dương; "
            "các cơ quan thông tấn, báo chí",
            [
                "Sở Thông tin và Truyền thông",
                "các sở, ngành, địa phương",
                "Đài phát thanh Truyền hình tỉnh",
                "Báo Hải Dương",
                "các cơ quan thông tấn, báo chí",
            ],
        ),
        ("Sở Công thương, các địa phương", ["Sở Công thương", "các địa phương"]),
        ("Sở Công thương, Cục Quản lý thị trường", ["Sở Công thương", "Cục Quản lý thị trường"]),
        # the group is one body as written
        (
            "Các sở, ban, ngành; UBND các huyện, thị xã, thành phố",
            ["Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố"],
        ),
        ("Ủy ban nhân dân các huyện,\nthành phố: Phối hợp", ["Ủy ban nhân dân các huyện,\nthành phố"]),
        (
            "Ủy ban nhân\ndân 04 xã, thị trấn triển khai thí điểm",
            ["Ủy ban nhân\ndân 04 xã, thị trấn triển khai thí điểm"],
        ),
        ("UBND xã, phường, thị trấn", ["UBND xã, phường, thị trấn"]),
        ("UBND cấp huyện, cấp xã", ["UBND cấp huyện, cấp xã"]),
        (
            "các trường Đại học, cao đẳng, giáo dục nghề nghiệp trên địa bàn tỉnh",
            ["các trường Đại học, cao đẳng, giáo dục nghề nghiệp trên địa bàn tỉnh"],
        ),
        (
            "Các doanh\nnghiệp Bưu chính, Viễn thông (Bưu điện tỉnh,...)",
            ["Các doanh\nnghiệp Bưu chính, Viễn thông", "Bưu điện tỉnh"],
        ),
        # the verb behind a group is not part of it
        ("Các sở, ngành chủ trì thực hiện", ["Các sở, ngành"]),
        # a bracketed short form and the province belong to the body
        (
            "Ngân hàng Quân đội (MB Bank) chi nhánh Vĩnh Phúc hỗ trợ",
            ["Ngân hàng Quân đội (MB Bank) chi nhánh Vĩnh Phúc"],
        ),
        (
            "phối hợp với Ngân hàng Quân đội Vĩnh Phúc (MB Bank) triển khai",
            ["Ngân hàng Quân đội Vĩnh Phúc (MB Bank)"],
        ),
        ("Sở Lao động, Thương binh và Xã hội(21/33 đơn vị)", ["Sở Lao động, Thương binh và Xã hội"]),
        # the longest known body wins over the shorter one inside it
        ("Ban Cán sự đảng UBND tỉnh lãnh đạo UBND tỉnh ban hành", ["Ban Cán sự đảng UBND tỉnh", "UBND tỉnh"]),
        # bodies the registry doesn't know, by their pattern
        ("Trung tâm Chuyển đổi số tỉnh Hà Tĩnh phối hợp", ["Trung tâm Chuyển đổi số tỉnh Hà Tĩnh"]),
        (
            "Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh",
            ["Trung tâm Xúc tiến Đầu tư, Thương mại và Du lịch tỉnh"],
        ),
        (
            "Trường Đại học Hạ Long, Bệnh viện Đa khoa tỉnh",
            ["Trường Đại học Hạ Long", "Bệnh viện Đa khoa tỉnh"],
        ),
        ("Hội Nông dân Việt Nam", ["Hội Nông dân Việt Nam"]),
        ("UBND huyện Tam Dương và Công an huyện Sông Lô", ["UBND huyện Tam Dương", "Công an huyện Sông Lô"]),
        # a city inside a province that has the province's name
        ("UBND thành phố Thanh Hóa", ["UBND thành phố Thanh Hóa"]),
        # no bodies at all
        ("phát triển Chính phủ số, kinh tế số, chính quyền số", []),
        ("xây dựng cơ sở dữ liệu; hồ sơ công việc; cơ sở hạ tầng", []),
        ("Tổ chức hội nghị, Hội nghị truyền hình; phòng, chống tội phạm", []),
        ("bộ phận Tiếp nhận và Trả kết quả; Bộ chỉ số đánh giá", []),
    ],
)
def test_bodies_in_text(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "level", "group"),
    [
        ("UBND các huyện, thị xã, thành phố", "huyện", True),
        ("UBND huyện Tam Dương", "huyện", False),
        ("UBND thành phố Thanh Hóa", "huyện", False),
        ("UBND xã Lãng Công", "xã", False),
        ("Sở Y tế", "tỉnh", False),
        ("Bộ Y tế", "trung ương", False),
        ("Các sở, ban, ngành", "", True),
    ],
)
def test_levels(text: str, level: str, group: bool) -> None:
    (mention,) = REGISTRY.find_agencies(text)
    assert (mention.level, mention.group) == (level, group)


def test_a_body_carries_its_province() -> None:
    (mention,) = REGISTRY.find_agencies("Sở TT&TT Điện Biên được giao chủ trì")
    assert (mention.surface, mention.province) == ("Sở TT&TT Điện Biên", "Điện Biên")
    (mention,) = REGISTRY.find_agencies("Ngân hàng Nhà nước chi nhánh tỉnh Hải Dương")
    assert mention.province == "Hải Dương"


# --- in questions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("so tt&tt hai duong lam gi", ["Sở Thông tin và Truyền thông"]),
        ("bên công an làm gì ở Hà Tĩnh", ["Công an tỉnh"]),
        ("ben cong an lam gi", ["Công an tỉnh"]),
        ("sở thông tin có nhiệm vụ gì", ["Sở Thông tin và Truyền thông"]),
        ("so nong nghiep co nhiem vu gi", ["Sở Nông nghiệp và Phát triển nông thôn"]),
        ("sở y tế với sở giáo dục", ["Sở Y tế", "Sở Giáo dục và Đào tạo"]),
        ("hội nông dân vĩnh phúc", ["Hội Nông dân tỉnh"]),
        ("vnpt vinh phuc ho tro xa nao", ["Viễn thông tỉnh"]),
        ("ubnd huyen tam duong lam gi", ["ubnd huyen tam duong"]),
        # "so" that ends another word is no department
        ("kinh te so y te", []),
        ("chuyen doi so giao duc hai duong", []),
        ("ty le ho so xay dung", []),
        ("co so du lieu y te", []),
        ("ai chủ trì khám chữa bệnh từ xa ở Hà Tĩnh?", []),
    ],
)
def test_bodies_in_questions(question: str, expected: list[str]) -> None:
    assert names(question, typed=True) == expected


def test_missing_accents_count_in_questions_only() -> None:
    assert names("so y te", typed=True) == ["Sở Y tế"]
    assert names("so y te") == []


# --- properties ------------------------------------------------------------------------------------


@given(st.text(alphabet="Sở Yy tế,;.-&()\nUBND các huyện Hải Dương 04 xãtỉnh", max_size=120), st.booleans())
def test_mentions_are_ordered_apart_and_letter_for_letter(text: str, typed: bool) -> None:
    end = 0
    for mention in REGISTRY.find_agencies(text, typed):
        assert mention.span.start >= end
        assert text[mention.span.start : mention.span.end] == mention.surface != ""
        end = mention.span.end


@given(st.text(max_size=60))
def test_words_cover_what_is_visible(text: str) -> None:
    words = split_words(text)
    covered = {place for word in words for place in range(word.start, word.end)}
    assert all(
        char.isspace() for place, char in enumerate(text) if place not in covered and char.isprintable()
    )


def test_tone_placement_gives_the_same_word() -> None:
    for old, new in (("Hoà", "Hòa"), ("uỷ", "ủy"), ("khoẻ", "khỏe"), ("thuý", "thúy")):
        assert word_key(old) == word_key(new)
    assert word_key("hoa") != word_key("hòa")
    assert signature("Sở Lao động, Thương binh và Xã hội") == signature("sở lao động - thương binh & xã hội")


def _effort(text: str) -> float:
    """Return the least of five runs in CPU seconds: what else runs on the machine only ever adds."""
    runs = []
    for _ in range(5):
        start = time.process_time()
        REGISTRY.find_agencies(text)
        runs.append(time.process_time() - start)
    return min(runs)


def test_finding_is_linear_in_the_text() -> None:
    plan = (
        "Các sở, ban, ngành; UBND các huyện, thị xã, thành phố phối hợp với Sở Y tế và Ban Quản lý dự án. "
        * 40
    )
    nasty = "Các sở, " * 4000 + "UBND " * 4000 + "Trung tâm " * 4000
    for text in (plan, nasty):
        # Eight times the text: 8 times the work where it is linear, 64 where it grows with the square.
        assert _effort(text * 8) < 32 * _effort(text) + 0.1


# --- succession ------------------------------------------------------------------------------------


def test_two_steps_for_a_merged_province() -> None:
    note = REGISTRY.succession("Sở TT&TT", "Vĩnh Phúc", TODAY)
    assert note is not None
    assert [(step.successor, step.valid_from) for step in note.steps] == [
        ("Sở Khoa học và Công nghệ tỉnh Vĩnh Phúc", date(2025, 3, 1)),
        ("Sở Khoa học và Công nghệ tỉnh Phú Thọ", date(2025, 7, 1)),
    ]
    assert note.successor == "Sở Khoa học và Công nghệ tỉnh Phú Thọ"
    for words in (
        "Nghị định 45/2025/NĐ-CP",
        "Nghị định 150/2025/NĐ-CP",
        "Nghị quyết 202/2025/QH15",
        "01/7/2025",
    ):
        assert words in note.text
    assert note.elsewhere == (("báo chí, xuất bản, thông tin cơ sở", "Sở Văn hóa, Thể thao và Du lịch"),)


def test_notes_hold_only_what_was_in_force_on_the_day() -> None:
    assert REGISTRY.succession("Sở TT&TT", "Vĩnh Phúc", date(2025, 2, 28)) is None
    between = REGISTRY.succession("Sở TT&TT", "Vĩnh Phúc", date(2025, 4, 1))
    assert between is not None and between.successor == "Sở Khoa học và Công nghệ tỉnh Vĩnh Phúc"
    assert "Phú Thọ" not in between.text


@pytest.mark.parametrize(
    ("body", "province", "successor"),
    [
        ("Sở Thông tin và Truyền thông", "Hà Tĩnh", "Sở Khoa học và Công nghệ tỉnh Hà Tĩnh"),
        ("Sở Thông tin và Truyền thông", "Hải Dương", "Sở Khoa học và Công nghệ thành phố Hải Phòng"),
        ("Sở LĐTBXH", "Hà Tĩnh", "Sở Nội vụ tỉnh Hà Tĩnh"),
        ("Sở Tài nguyên và Môi trường", "Thanh Hóa", "Sở Nông nghiệp và Môi trường tỉnh Thanh Hóa"),
        ("Sở Nông nghiệp và PTNT", "Hải Dương", "Sở Nông nghiệp và Môi trường thành phố Hải Phòng"),
        ("Sở Giao thông Vận tải", "Hà Tĩnh", "Sở Xây dựng tỉnh Hà Tĩnh"),
        ("Sở Kế hoạch và Đầu tư", "Vĩnh Phúc", "Sở Tài chính tỉnh Phú Thọ"),
        ("Cục Thống kê", "Hải Dương", "Thống kê thành phố Hải Phòng"),
        ("Cục Thống kê", "Hà Tĩnh", "Thống kê tỉnh Hà Tĩnh"),
        ("Ngân hàng NNVN chi nhánh Hải Dương", "Hải Dương", "Ngân hàng Nhà nước Khu vực 6"),
        ("Ngân hàng Nhà nước", "Vĩnh Phúc", "Ngân hàng Nhà nước Khu vực 4"),
        (
            "Cục Quản lý thị trường",
            "Hải Dương",
            "Chi cục Quản lý thị trường thuộc Sở Công Thương thành phố Hải Phòng",
        ),
        ("Báo Hải Dương", "Hải Dương", "Báo và Phát thanh, Truyền hình thành phố Hải Phòng"),
        ("Bộ Thông tin và Truyền thông", "Hải Dương", "Bộ Khoa học và Công nghệ"),
        # the same name in the merged province
        ("Sở Y tế", "Hải Dương", "Sở Y tế thành phố Hải Phòng"),
        ("Công an tỉnh", "Hải Dương", "Công an thành phố Hải Phòng"),
        ("UBND tỉnh", "Vĩnh Phúc", "Ủy ban nhân dân tỉnh Phú Thọ"),
        # the province in the body's own name wins over the plan's
        ("Sở TT&TT Điện Biên", "Hà Tĩnh", "Sở Khoa học và Công nghệ tỉnh Điện Biên"),
    ],
)
def test_who_holds_the_duty_today(body: str, province: str, successor: str) -> None:
    note = REGISTRY.succession(body, province, TODAY)
    assert note is not None
    assert note.successor == successor
    assert successor in note.text


@pytest.mark.parametrize(
    ("body", "province"),
    [
        ("Sở Y tế", "Hà Tĩnh"),  # nothing changed
        ("Công an tỉnh", "Thanh Hóa"),
        ("Ngân hàng Nhà nước", "Hà Tĩnh"),  # the region is not known: nothing is said
        ("Các sở, ban, ngành", "Hải Dương"),  # a group has no successor
        ("Viettel Vĩnh Phúc", "Vĩnh Phúc"),  # an enterprise is no state body
        ("một cơ quan lạ", "Hà Tĩnh"),
    ],
)
def test_no_note_where_nothing_is_known(body: str, province: str) -> None:
    assert REGISTRY.succession(body, province, TODAY) is None


@pytest.mark.parametrize(
    "body", ["UBND huyện Tam Dương", "UBND các huyện, thị xã, thành phố", "Công an huyện Sông Lô"]
)
def test_district_bodies_have_no_successor(body: str) -> None:
    note = REGISTRY.succession(body, "Vĩnh Phúc", TODAY)
    assert note is not None
    assert (note.kind, note.successor, note.valid_from) == ("ended", "", date(2025, 7, 1))
    assert "72/2025/QH15" in note.text
    assert REGISTRY.succession(body, "Vĩnh Phúc", date(2025, 6, 30)) is None


def test_communes_were_regrouped_and_nothing_more_is_said() -> None:
    note = REGISTRY.succession("UBND xã Lãng Công", "Vĩnh Phúc", TODAY)
    assert note is not None
    assert (note.kind, note.successor) == ("regrouped", "")
    assert "sắp xếp lại" in note.text


def test_what_is_unsure_is_nowhere_in_the_data() -> None:
    data = "".join(path.read_text(encoding="utf-8") for path in sorted(DATA.rglob("*.toml")))
    assert "224/2026" not in data
    assert "148/2025" not in data


# --- the data itself -------------------------------------------------------------------------------


def test_every_form_finds_its_own_body() -> None:
    shared = {"Sở VHTT", "Sở VH-TT", "Thanh tra", "TTCP"}
    wrong = [
        (form, [mention.name for mention in found])
        for agency in REGISTRY.agencies
        for form in agency.forms
        if form not in shared
        for found in [REGISTRY.find_agencies(form)]
        if [mention.name for mention in found] != [agency.name]
    ]
    assert wrong == []


def test_a_broken_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "agencies").mkdir()
    (tmp_path / "domains.toml").write_text("", encoding="utf-8")
    bad = tmp_path / "agencies" / "x.toml"
    for text, words in (
        ("[[agency]]\nname = 'A'\n", "short"),
        ("nonsense", "x.toml"),
        ("[[agency]]\ndomain='?'", "?"),
    ):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(RegistryError, match=rf"(?s).*{words if words != '?' else 'lĩnh vực'}"):
            load_agencies(tmp_path)
