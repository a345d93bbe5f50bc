import pytest

from nlu.restore import restore_diacritics, shipped_restorer


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyen doi so la gi", "chuyển đổi số là gì"),
        ("so y te chu tri nhiem vu nao", "sở y tế chủ trì nhiệm vụ nào"),
        ("ty le ho gia dinh co cap quang", "tỷ lệ hộ gia đình có cáp quang"),
        ("CHUYEN DOI SO", "CHUYỂN ĐỔI SỐ"),
        ("Kinh te so o Nghe An", "Kinh tế số ở Nghệ An"),
        # as people speak, not as laws are written
        ("co may benh vien", "có mấy bệnh viện"),
        ("toi moi ve lam o xa", "tôi mới về làm ở xã"),
        ("ho lam thu o may noi", "họ làm thử ở mấy nơi"),
        ("co chuyen do that khong, nghe la qua", "có chuyện đó thật không, nghe lạ quá"),
        ("nha minh lap camera o dau vay", "nhà mình lắp camera ở đâu vậy"),
        ("so huyen o Lam Dong", "số huyện ở Lâm Đồng"),
        ("CA tỉnh làm gì", "CA tỉnh làm gì"),  # initials, where other words carry their diacritics
    ],
)
def test_puts_missing_diacritics_in(typed: str, meant: str) -> None:
    assert restore_diacritics(typed) == meant


def test_restores_what_is_half_typed_and_keeps_the_rest() -> None:
    restored = restore_diacritics("Kinh tế so chiếm bao nhieu phan tram của tỉnh")
    assert restored == "Kinh tế số chiếm bao nhiêu phần trăm của tỉnh"


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân tỉnh ban hành kế hoạch phát triển kinh tế số",
        "Ban chỉ đạo họp hai lần trong năm, do Chủ tịch làm trưởng ban",
        "Doanh nghiệp cung cấp dịch vụ internet 5G (SLA 99,9%) cho 3000 kW",
        # one plain word in an accented text is plain
        "Hai văn bản của Hà Tĩnh và Thanh Hóa đặt kinh tế số 2025 bao nhiêu",
        "Tòa nhà công nghệ thông tin của tỉnh cao mấy tầng?",
        "Vĩnh Phúc có thí điểm ở thị trấn Hương Canh không",
    ],
)
def test_leaves_accented_text_alone(text: str) -> None:
    assert restore_diacritics(text) == text


@pytest.mark.parametrize(
    "text", ["", "   ", "12/2024", "5046/KH-UBND", "🙂🙂", "https://a.vn/?q=1", "zzzz qwrt"]
)
def test_leaves_what_is_no_vietnamese_alone(text: str) -> None:
    assert restore_diacritics(text) == text


def test_spacing_and_punctuation_stay() -> None:
    restored = restore_diacritics("  kinh te   so ,  xa hoi so?\n")
    assert restored == "  kinh tế   số ,  xã hội số?\n"


def test_never_changes_an_accented_word() -> None:
    text = "mã só lạ ở tinh nay là gi"
    typed, restored = text.split(), restore_diacritics(text).split()
    assert len(typed) == len(restored)
    assert all(new == old for old, new in zip(typed, restored, strict=True) if not old.isascii())


def test_is_idempotent() -> None:
    once = restore_diacritics("nop ho so qua mang o dau")
    assert restore_diacritics(once) == once


def test_knows_syllables() -> None:
    assert shipped_restorer().knows("chuyển")
    assert not shipped_restorer().knows("chuyểnx")


def test_time_does_not_explode_with_length() -> None:
    text = "kinh te so va xa hoi so " * 400
    assert len(restore_diacritics(text).split()) == len(text.split())
