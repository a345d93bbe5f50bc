"""What a file must be before a reader opens it: a plain file, not too large, of a kind that can be read."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.source import Media

DEFAULT_LIMIT_MB = 20
_MAX_UNPACKED = 200 * 1024 * 1024
_MAX_MEMBERS = 5000
_MAX_RATIO = 200
_RATIO_FROM = 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})


def size_limit() -> int:
    """Return the largest source in bytes: ``HOISO_MAX_SOURCE_MB``, 20 MB where unset.

    Raises:
        SourceError: the setting is no positive number.
    """
    raw = os.environ.get("HOISO_MAX_SOURCE_MB") or str(DEFAULT_LIMIT_MB)
    try:
        megabytes = float(raw)
    except ValueError:
        megabytes = 0.0
    if not 0 < megabytes < 100_000:
        raise SourceError(f"Cấu hình HOISO_MAX_SOURCE_MB='{raw}' không hợp lệ: cần một số lớn hơn 0.")
    return int(megabytes * 1024 * 1024)


def read_bytes(path: Path) -> bytes:
    """Return a source's bytes, after checking that it may be taken.

    Raises:
        SourceError: missing, a link, no plain file, outside ``HOISO_INGEST_ROOT``, empty or too large.
    """
    _check_place(path)
    limit = size_limit()
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise SourceError(f"'{path.name}' không phải là một tệp thường.")
            # One byte more than allowed tells a file that grew after its size was taken.
            data = file.read(limit + 1)
    except OSError as error:
        raise SourceError(
            f"Không mở được tệp '{path.name}': {error.strerror}. Hãy kiểm tra quyền đọc."
        ) from error
    if not data.strip():
        raise SourceError(f"Tệp '{path.name}' rỗng. Hãy chọn tệp có nội dung văn bản.")
    if len(data) > limit:
        raise SourceError(
            f"Tệp '{path.name}' lớn hơn giới hạn {round(limit / 1024 / 1024, 2):g} MB. "
            "Hãy tách tệp, hoặc nâng giới hạn bằng biến HOISO_MAX_SOURCE_MB."
        )
    return data


def _check_place(path: Path) -> None:
    if "\x00" in str(path):
        raise SourceError("Đường dẫn tệp chứa ký tự không hợp lệ.")
    if path.is_symlink():
        raise SourceError(f"'{path.name}' là liên kết tượng trưng. Hãy đưa đường dẫn của chính tệp gốc.")
    if not path.exists():
        raise SourceError(f"Không tìm thấy tệp '{path.name}'. Hãy kiểm tra lại đường dẫn.")
    if not path.is_file():
        raise SourceError(f"'{path.name}' không phải là một tệp thường (thư mục hoặc thiết bị).")
    root = os.environ.get("HOISO_INGEST_ROOT")
    if root and not path.resolve().is_relative_to(Path(root).resolve()):
        raise SourceError(f"Tệp '{path.name}' nằm ngoài thư mục được phép nạp (HOISO_INGEST_ROOT).")


def media_of(path: Path, data: bytes) -> Media:
    """Tell what a file is by its content first, its name second.

    Raises:
        SourceError: a kind that can't be read (old .doc, spreadsheets, pictures, archives ...).
    """
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_OLD_OFFICE):
        raise SourceError(
            f"'{path.name}' là tệp Office cũ (.doc). Hãy mở và lưu lại thành .docx rồi nạp lại."
        )
    if data.startswith(b"PK"):
        return "docx"
    lowered = head[:512].lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<?xml")) or path.suffix.lower() in _HTML_SUFFIXES:
        return "html"
    if data.startswith(
        (b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
    ):
        raise SourceError(
            f"'{path.name}' không phải văn bản đọc được. Hãy dùng tệp .txt, .html, .docx hoặc .pdf."
        )
    return "txt"


def check_archive(name: str, archive: zipfile.ZipFile) -> None:
    """Check a zip before anything is unpacked.

    Raises:
        SourceError: too many members, too large unpacked, packed suspiciously tight, encrypted, or a member
            that points outside.
    """
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    bomb = len(members) > _MAX_MEMBERS or total > _MAX_UNPACKED
    for member in members:
        tight = member.file_size > _RATIO_FROM and member.file_size > _MAX_RATIO * max(
            member.compress_size, 1
        )
        bomb = bomb or tight
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or member.filename.startswith(("/", "\\")) or ":" in parts[0]:
            raise SourceError(
                f"Tệp '{name}' chứa đường dẫn ra ngoài gói. Tệp này không an toàn nên bị từ chối."
            )
        if member.flag_bits & 0x1:
            raise SourceError(f"Tệp '{name}' được đặt mật khẩu. Hãy bỏ mật khẩu rồi nạp lại.")
    if bomb:
        raise SourceError(f"Tệp '{name}' bung ra quá lớn (nghi là bom nén) nên bị từ chối.")
