"""A caption without the credit of its picture."""

import pytest

from knowledge.captions import without_credit

CAPTIONS = [
    ("Nhà văn hóa xã mới xây. (Ảnh: Báo Bình An)", "Nhà văn hóa xã mới xây."),
    ("Y tế là lĩnh vực ưu tiên. Ảnh minh họa: Báo Bình An", "Y tế là lĩnh vực ưu tiên."),
    ("Không có nguồn ảnh ở đây.", "Không có nguồn ảnh ở đây."),
]


@pytest.mark.parametrize(("text", "kept"), CAPTIONS)
def test_without_credit(text, kept):
    assert without_credit(text) == kept
