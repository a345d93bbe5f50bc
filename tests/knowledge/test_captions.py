"""Captions of pictures are told from paragraphs that speak of pictures."""

import pytest

from knowledge.captions import is_caption


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tòa nhà 12 tầng sẽ là Trung tâm dữ liệu của tỉnh. (Ảnh: vietnamconstruction)", True),
        ("Y tế là lĩnh vực tỉnh sẽ ưu tiên chuyển đổi số. Ảnh minh họa: Báo Điện Biên", True),
        ("Ảnh: Nguyễn Văn A", True),
        ("Lãnh đạo tỉnh dự lễ khai trương. ẢNH: TTXVN", True),
        ("Số hóa hình ảnh: 100% hồ sơ lưu trữ của cơ quan nhà nước được quét.", False),
        ("Chụp ảnh: người dân tự chụp và gửi qua ứng dụng khi cần.", False),
        ("Người dân gửi phản ánh kèm ảnh.", False),
        ("Đến năm 2025, 80% hồ sơ được xử lý trên môi trường mạng.", False),
        ("", False),
    ],
)
def test_captions(text, expected):
    assert is_caption(text) is expected
