from __future__ import annotations

import io
import logging

import pytest

from bot.gateway.privacy import CARD, EMAIL, IDENTITY, PHONE, MaskingFormatter, mask, mask_values

PERSONAL = [
    ("0912345678", PHONE),
    ("0912 345 678", PHONE),
    ("0912.345.678", PHONE),
    ("091-234-5678", PHONE),
    ("038.912.3456", PHONE),
    ("09 1234 5678", PHONE),
    ("0912 34 56 78", PHONE),
    ("+84912345678", PHONE),
    ("+84 912 345 678", PHONE),
    ("(+84) 912 345 678", PHONE),
    ("84912345678", PHONE),
    ("0084 912 345 678", PHONE),
    ("024 3936 5555", PHONE),
    ("(024) 3936 5555", PHONE),
    ("0220.3853.558", PHONE),
    ("02203853558", PHONE),
    ("sđt0389123456", PHONE),
    ("0912345678,", PHONE),
    ("0912345678.", PHONE),
    ("nguyen.van-a+1@mail.example.vn", EMAIL),
    ("079123456789", IDENTITY),
    ("079 123 456 789", IDENTITY),
    ("CMND 123456789", IDENTITY),
    ("căn cước công dân số 001 099 012 345", IDENTITY),
    ("4111 1111 1111 1111", CARD),
]
HONEST = [
    "vốn 12.500.000 đồng là bao nhiêu",
    "kế hoạch 2021-2025 có 125.000 ha rừng",
    "giai đoạn 2021 - 2025, tầm nhìn 2030",
    "ngày 05.07.2021 - 2025 có 30 xã",
    "ngày 29/12/2023 số 5046/KH-UBND",
    "125000000000 đồng",
    "250.000.000.000 đồng",
    "100 000 000 000 đồng",
    "trên 80% và 0,5% và 0.75",
    "Quyết định 1813/QĐ-TTg ngày 28/10/2021",
    "2021 2022 2023 2024 2025",
    "từ 2022-2023-2024 đến 2025-2030",
    "1.250.000 người, 350.000 hộ, 1.200 doanh nghiệp",
    "05/07/2021-31/12/2025",
    "0,9123456",
    "mục 1, điểm 1.4.b, dòng 3",
]


@pytest.mark.parametrize(("text", "shown"), PERSONAL)
@pytest.mark.parametrize("frame", ["{}", "gọi {} nhé", "liên hệ: {}"])
def test_personal_data_is_masked(text: str, shown: str, frame: str) -> None:
    masked = mask(frame.format(text))
    assert shown in masked
    assert sum(char.isdigit() for char in masked) == 0


@pytest.mark.parametrize("text", HONEST)
def test_honest_figures_stay(text: str) -> None:
    assert mask(text) == text


def test_masking_twice_changes_nothing() -> None:
    once = mask("gọi 0912345678 hoặc a@b.vn")
    assert mask(once) == once


def test_values_are_masked_at_any_depth() -> None:
    held = {"topic": "gọi 0912345678", "years": [2025], "more": [{"mail": "a@b.vn"}], "none": None}
    assert mask_values(held) == {
        "topic": f"gọi {PHONE}",
        "years": [2025],
        "more": [{"mail": EMAIL}],
        "none": None,
    }


def test_a_log_line_is_masked_with_its_stack_trace() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(MaskingFormatter("%(message)s"))
    logger = logging.getLogger("tests.masking")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        raise ValueError("số 0912345678")
    except ValueError:
        logger.exception("lỗi của %s", "a@b.vn")
    assert "0912345678" not in stream.getvalue()
    assert "a@b.vn" not in stream.getvalue()
    assert "ValueError" in stream.getvalue()


@pytest.mark.parametrize(
    "text", ["0" * 20000, "0912 " * 4000, "a@" * 9000, "cmnd " + "1 " * 9000, "02" + "1 " * 9000, "-" * 20000]
)
@pytest.mark.timeout(10)
def test_no_text_makes_masking_slow(text: str) -> None:
    mask(text)
