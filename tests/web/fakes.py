"""A small library, services and answers for tests of pages and widget: no index, no Rasa."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from knowledge.model import Assignment, Clause, Document, Indicator, Scope, Span

TEXT_ATTACK = '<script>window.stolen=1</script><img src=x onerror="window.stolen=1">'


def clause(address: str, kind: str, text: str, parent: str | None = None, **more: Any) -> Clause:
    defaults = {"number": "", "citation": f"chỗ {address}", "heading": "", "span": Span(0, 0)}
    return Clause("tinh-thu-01", address, kind, text=text, parent=parent, **{**defaults, **more})  # type: ignore[arg-type]


COLUMNS = (
    "STT",
    "Nội dung chỉ tiêu",
    "Năm 2022 / Số liệu",
    "Năm 2022 / Nguồn",
    "Mục tiêu 2025",
    "Mục tiêu 2030",
)
ROW_1 = ("1", "Tỷ trọng kinh tế số trên GRDP", "14,36%", "DTI 2022", "20%", ">=30%")
ROW_2 = ("2", "Tỷ lệ xã có đài truyền thanh thông minh", "-", "Chưa thống kê", "50%", "100%")
CLAUSES = (
    clause("header", "header", "Số: 01/KH-UBND\nTỉnh Thử, ngày 02 tháng 01 năm 2024"),
    clause("title", "title", "KẾ HOẠCH\nPhát triển kinh tế số"),
    clause("basis-1", "basis", "Căn cứ Quyết định số 749/QĐ-TTg[1];"),
    clause("II", "part", "II. MỤC TIÊU", heading="MỤC TIÊU", number="II", citation="Phần II"),
    clause(
        "II.1", "section", "1. Kinh tế số[1]\nMục tiêu đến năm 2025:", "II", heading="Kinh tế số", number="1"
    ),
    clause(
        "II.1.table-1",
        "table",
        "STT\nNội dung chỉ tiêu\nNăm 2022\nSố liệu\nNguồn\nMục tiêu 2025\nMục tiêu 2030",
        "II.1",
    ),
    clause(
        "II.1.row-1",
        "row",
        "\n".join(ROW_1),
        "II.1.table-1",
        cells=tuple(zip(COLUMNS, ROW_1, strict=True)),
        citation="Phần II, mục 1, chỉ tiêu 1",
    ),
    clause(
        "II.1.row-2",
        "row",
        "\n".join(ROW_2),
        "II.1.table-1",
        cells=tuple(zip(COLUMNS, ROW_2, strict=True)),
        citation="Phần II, mục 1, chỉ tiêu 2",
    ),
    clause("III", "part", "III. NHIỆM VỤ", heading="NHIỆM VỤ", number="III", citation="Phần III"),
    clause(
        "III.1",
        "section",
        f"1. Sở Thử nghiệm chủ trì {TEXT_ATTACK} cấp xã.",
        "III",
        number="1",
        citation="Phần III, mục 1",
    ),
    clause(
        "III.1.a",
        "point",
        "a) Trước ngày 15/12 hằng năm, báo cáo.",
        "III.1",
        number="a",
        citation="Phần III, mục 1, điểm a",
    ),
    clause("footnote-1", "footnote", "[1] Theo Quyết định số 749/QĐ-TTg."),
)
DOCUMENT = Document(
    id="tinh-thu-01",
    number="01/KH-UBND",
    type="Kế hoạch",
    issuer="UBND tỉnh Thử",
    province="Tỉnh Thử",
    issued=date(2024, 1, 2),
    place="Tỉnh Thử",
    title="Phát triển kinh tế số",
    signer="Nguyễn Văn Thử",
    signer_role="Chủ tịch",
    period=(2021, 2025),
    provenance="republished",
    source_note="Bản đăng lại để thử.",
    source_file="source.txt",
    source_url="javascript:alert(1)",
    sha256="0" * 64,
    text="",
    short_name="Kế hoạch 01/KH-UBND ngày 02/01/2024 của UBND tỉnh Thử",
)
INDICATORS = tuple(
    Indicator(
        id=f"tinh-thu-01#II.1.row-{row}@{n}",
        document_id="tinh-thu-01",
        clause=f"II.1.row-{row}",
        name=cells[1],
        scope=Scope("Tỉnh Thử"),
        year=year,
        comparison="=",
        value=value,
        unit="%",
        value_text=cells[column],
        quote=" ".join(cells),
        measured_by=("Cục Thống kê",),
    )
    for row, cells, values in ((1, ROW_1, (20, 30)), (2, ROW_2, (50, 100)))
    for n, (year, value, column) in enumerate(((2025, values[0], 4), (2030, values[1], 5)), 1)
)
ASSIGNMENTS = (
    Assignment(
        id="tinh-thu-01#III.1@1",
        document_id="tinh-thu-01",
        clause="III.1",
        task='=HYPERLINK("http://evil","x") cấp xã',
        lead=("Sở Thử nghiệm",),
        coordinate=("UBND cấp huyện",),
        role="chủ trì",
        period="2023-2025",
        quote="Sở Thử nghiệm chủ trì",
        context=("III. NHIỆM VỤ",),
    ),
    Assignment(
        id="tinh-thu-01#III.1.a@1",
        document_id="tinh-thu-01",
        clause="III.1.a",
        task="Báo cáo hằng năm",
        lead=("Sở TNTN",),
        coordinate=(),
        role="thực hiện",
        period="trước ngày 15/12 hằng năm",
        quote="Trước ngày 15/12 hằng năm, báo cáo.",
        context=("III. NHIỆM VỤ",),
    ),
)


@dataclass
class FakeRegistry:
    """Knows one body by two names, one merged province."""

    names: dict[str, str] = field(default_factory=lambda: {"Sở TNTN": "Sở Thử nghiệm"})

    def succession(self, body: str, province: str, today: date) -> Any:
        if self.names.get(body, body) != "Sở Thử nghiệm":
            return None
        return SimpleNamespace(
            text="Sở Thử nghiệm nay là Sở Mới (từ 01/3/2025).",
            legal_basis="Nghị định 1/2025/NĐ-CP",
            successor="Sở Mới",
            valid_from=date(2025, 3, 1),
        )

    def province_succession(self, province: str, today: date) -> Any:
        return SimpleNamespace(
            text="Tỉnh Thử nay thuộc thành phố Lớn.",
            legal_basis="Nghị quyết 202/2025/QH15",
            successor="Thành phố Lớn",
            valid_from=date(2025, 7, 1),
        )

    def find_agencies(self, text: str, typed: bool = False) -> list[Any]:
        name = self.names.get(text, text if text in self.names.values() else None)
        return [SimpleNamespace(surface=text, agency=SimpleNamespace(name=name))] if name else []

    def same_body(self, a: str, b: str) -> bool:
        return self.names.get(a, a) == self.names.get(b, b)


def library(extra: tuple[Clause, ...] = ()) -> Any:
    held = (*CLAUSES, *extra)
    return SimpleNamespace(
        documents={DOCUMENT.id: DOCUMENT},
        clauses={DOCUMENT.id: held},
        indicators=INDICATORS,
        assignments=ASSIGNMENTS,
        definitions=(),
        registry=FakeRegistry(),
        version=f"thu-{len(held)}",
        clause=lambda document_id, address: next(c for c in held if c.address == address),
    )


ANSWER_TEXT = (
    "Mục tiêu năm 2025: 20%; năm 2030: >=30%.\n"
    "Nguồn: Kế hoạch 01/KH-UBND ngày 02/01/2024 của UBND tỉnh Thử, Phần II, mục 1, chỉ tiêu 1."
)


def answer(text: str, sender: str) -> list[dict[str, Any]]:
    """Return a realistic answer of the contract for a question."""
    if "lỗi" in text:
        raise RuntimeError("a broken engine")
    facts = [
        {
            "kind": "indicator",
            "document": "01/KH-UBND",
            "clause": f"tinh-thu-01#{i.clause}",
            "name": i.name,
            "scope": {"province": "Tỉnh Thử"},
            "year": i.year,
            "comparison": i.comparison,
            "value": i.value,
            "unit": i.unit,
            "value_text": i.value_text,
            "quote": i.quote,
        }
        for i in INDICATORS[:2]
    ]
    return [
        {
            "recipient_id": sender,
            "text": ANSWER_TEXT,
            "buttons": [
                {"title": "Ai đo chỉ tiêu này?", "payload": "ai đo?"},
                {"title": "Còn năm 2030?", "payload": "còn năm 2030?"},
            ],
            "custom": {
                "status": "answered",
                "question": {
                    "type": "indicator",
                    "provinces": ["Tỉnh Thử"],
                    "years": [2025, 2030],
                    "agencies": [],
                    "topic": text,
                },
                "facts": facts,
                "citations": [
                    {
                        "document": "01/KH-UBND",
                        "title": "Phát triển kinh tế số",
                        "issued": "2024-01-02",
                        "issuer": "UBND tỉnh Thử",
                        "section": "Phần II, mục 1, chỉ tiêu 1",
                        "clause": "tinh-thu-01#II.1.row-1",
                        "quote": "1 Tỷ trọng kinh tế số trên GRDP 14,36% DTI 2022 20% >=30%",
                        "url": "/documents/tinh-thu-01#II.1.row-1",
                    }
                ],
                "notes": [{"kind": "succession", "text": "Tỉnh Thử nay thuộc thành phố Lớn (từ 01/7/2025)."}],
            },
        }
    ]


@dataclass
class FakeServices:
    """Stands for ``bot.gateway.services.Services``."""

    settings: Any
    storage: Any = None
    limits: Any = None
    held: Any = field(default_factory=library)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    delay: float = 0.0

    def library(self) -> Any:
        return self.held

    def ask(self, channel: str, sender_key: str, text: str, metadata: Any = None) -> list[dict[str, Any]]:
        self.asked.append((channel, sender_key, text))
        if self.delay:
            time.sleep(self.delay)
        return answer(text, sender_key)
