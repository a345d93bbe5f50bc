"""A plan in another office's forms, made up here: its dates, its table of money, its tables of tasks."""

from __future__ import annotations

import pytest

from actions.engine import Engine
from index.build import build_hybrid
from index.current import Snapshot
from index.records import records
from index.search import Searcher
from knowledge.ingest import commit_ingest, plan_ingest
from knowledge.library import load_library
from nlu.encoder import load_encoder
from tests.actions.conftest import TODAY, FixedHolder, Talk, expect

PLAN = """ỦY BAN NHÂN DÂN
TỈNH LẠNG SƠN
Số: 118/QĐ-UBND
Lạng Sơn, ngày 15 tháng 6 năm 2024
QUYẾT ĐỊNH
Ban hành Chương trình chuyển đổi số tỉnh Lạng Sơn đến năm 2026
Căn cứ Luật Viễn thông ngày 24/11/2023;
QUYẾT ĐỊNH:
Điều 1. Ban hành Chương trình chuyển đổi số tỉnh Lạng Sơn đến năm 2026.
Điều 2. Quyết định này có hiệu lực kể từ ngày 01 tháng 7 năm 2024 và thay thế Quyết định số 77/QĐ-UBND.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Bình
CHƯƠNG TRÌNH
Chuyển đổi số tỉnh Lạng Sơn đến năm 2026
(Ban hành kèm theo Quyết định số 118/QĐ-UBND)
I. MỤC TIÊU ĐẾN NĂM 2026
- Kinh tế số chiếm 16% GRDP (năm 2023: 8,2%); Cục Thống kê tỉnh tính toán.
II. TẦM NHÌN ĐẾN NĂM 2030
Đến năm 2030, kinh tế số chiếm 27% GRDP.
III. NHIỆM VỤ
1. Vé điện tử cho xe khách; Sở Xây dựng chủ trì, Công an tỉnh phối hợp, hoàn thành năm 2025.
2. Lớp học đêm ở thôn; Hội Nông dân tỉnh đảm nhiệm.
IV. DỰ ÁN MỞ MỚI
Bảng 2. Dự án và vốn
TT\tDự án\tChủ đầu tư\tThời gian thực hiện
1\tTrạm đo mưa\tSở Xây dựng\t2025
2\tBản đồ ngập\tSở Công Thương\t2025
3\tKho học liệu\tSở Nội vụ\t2026
V. KINH PHÍ
1. Tổng kinh phí dự kiến 90 tỷ đồng, phân bổ như sau:
Nguồn\tNăm 2025\tNăm 2026\tCộng (tỷ đồng)
Ngân sách tỉnh\t20,5\t29,5\t50
Doanh nghiệp góp\t18\t22\t40
Cộng\t38,5\t51,5\t90
"""


@pytest.fixture(scope="module")
def other(tmp_path_factory) -> Engine:
    folder = tmp_path_factory.mktemp("plans")
    source = folder / "lang-son.txt"
    source.write_text(PLAN, encoding="utf-8")
    held = folder / "held"
    held.mkdir()
    commit_ingest(plan_ingest(source, documents=held))
    library, encoder = load_library(held), load_encoder()
    listed = list(records(library))
    searcher = Searcher(listed, build_hybrid(listed, encoder), encoder, library.registry)
    return Engine(FixedHolder(Snapshot(library, searcher, "test")), lambda: TODAY)


# (question, intent, status, what must be said, what must not)
ASKED = [
    ("Quyết định của Lạng Sơn thay thế văn bản nào?", "doc_meta", "answered", ["77/QĐ-UBND"], []),
    (
        "quyet dinh 118 cua lang son co hieu luc tu ngay nao",
        "doc_meta",
        "answered",
        ["01 tháng 7 năm 2024"],
        ["15/06"],
    ),
    ("Lạng Sơn cần bao nhiêu tỷ cho chuyển đổi số?", "funding", "answered", ["90 tỷ đồng"], []),
    ("Ngân sách tỉnh Lạng Sơn cấp bao nhiêu tỷ năm 2026?", "funding", "answered", ["29,5 tỷ đồng"], ["22"]),
    ("Năm 2025 Lạng Sơn cần tổng kinh phí bao nhiêu?", "funding", "answered", ["38,5 tỷ đồng"], ["20,5"]),
    ("Bảng 2 của Lạng Sơn có bao nhiêu dự án?", "count", "answered", ["gồm 3 dự án", "Bản đồ ngập"], []),
    ("Kinh tế số Lạng Sơn năm 2030 chiếm bao nhiêu GRDP?", "indicator", "answered", ["27%", "8,2%"], []),
    ("Kinh tế số của Lạng Sơn năm 2023 đạt bao nhiêu?", "baseline", "answered", ["8,2%"], []),
    ("Ai tính kinh tế số của Lạng Sơn?", "measured_by", "answered", ["Cục Thống kê"], []),
    ("Sở nào chủ trì vé điện tử cho xe khách ở Lạng Sơn?", "responsible", "answered", ["Sở Xây dựng"], []),
    ("Ai phối hợp làm vé điện tử cho xe khách ở Lạng Sơn?", "coordinates", "answered", ["Công an tỉnh"], []),
    ("Lớp học đêm ở Lạng Sơn giao cho ai?", "responsible", "answered", ["Hội Nông dân"], []),
]


@pytest.mark.parametrize(("question", "intent", "status", "said", "unsaid"), ASKED)
def test_a_plan_in_other_forms(other, question, intent, status, said, unsaid):
    expect(Talk(other).say(question, intent, 0.9), status, said, unsaid)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kế hoạch của Hải Dương có hiệu lực từ ngày nào?", "không nêu ngày có hiệu lực"),
        ("Kế hoạch của Hà Tĩnh thay thế kế hoạch nào?", "không nêu là thay thế văn bản nào"),
    ],
)
def test_what_a_plan_does_not_say_of_itself(talk, question, said):
    expect(talk.say(question, "doc_meta", 0.9), "not_found", [said], [])
