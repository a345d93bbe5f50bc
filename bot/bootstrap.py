#!/usr/bin/env python3
"""Set everything up in the checkout and start it: ``python3 bot/bootstrap.py up`` (or ``test``).

Needs Python 3.11 and nothing else, not even venv or pip: it fetches one pinned, hash-checked tool (uv) and
lets that make ``.venv`` and install the locked packages, each checked against its hash in the lock file.
What was installed before is left alone: a stamp holds the content hash of each lock file installed.

It goes by pip's own settings (``PIP_INDEX_URL``, ``PIP_EXTRA_INDEX_URL``, ``PIP_FIND_LINKS``, ``PIP_CERT``,
``PIP_PROXY``, ``PIP_TRUSTED_HOST``, ``PIP_NO_INDEX`` and pip.conf). ``HOISO_WHEELS`` names where the CPU
build of torch comes from: an index address or a folder of wheels. By default that is pip's find-links where
they hold it, else PyTorch's own CPU index. A folder that holds every locked wheel (uv's too) needs no
network at all.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if not __package__:  # run as a script: this file's own folder comes first on the path, not the checkout
    sys.path[0] = str(ROOT)

from bot.package_sources import SetupError, Sources, download, is_url, links_of, read_pins  # noqa: E402

VENV = ROOT / ".venv"
TOOLS = ROOT / ".hoiso" / "tools"
LOCKS = {"up": ("requirements.lock",), "test": ("requirements-dev.lock", "requirements.lock")}

UV = "0.13.9"
UV_WHEELS = {
    ("linux", "x86_64"): (
        "uv-0.13.9-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("linux", "aarch64"): (
        "uv-0.13.9-py3-none-manylinux_2_28_aarch64.whl",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
    ("darwin", "arm64"): (
        "uv-0.13.9-py3-none-macosx_11_0_arm64.whl",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
}


def split_torch(lock: Path) -> tuple[str, str, str]:
    """Return (torch's entry, all other entries, torch's version) of a lock file.

    torch comes from an index of its own: no other package may be taken from there.
    """
    blocks = re.split(r"(?m)^(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8"))
    torch = [block for block in blocks if block.startswith("torch==")]
    if len(torch) != 1:
        raise SetupError(
            f"{lock.name} phải có đúng một dòng torch==...: tệp đã bị sửa, hãy lấy lại từ kho mã."
        )
    version = re.split(r"[\s;\\]", torch[0], maxsplit=1)[0].removeprefix("torch==")
    return torch[0], "".join(block for block in blocks if block is not torch[0]), version


def fetch_uv(sources: Sources) -> Path:
    """Return the pinned uv, fetched and checked against its hash when it is not there yet."""
    tool = TOOLS / f"uv-{UV}"
    if tool.is_file() and os.access(tool, os.X_OK):
        return tool
    key = (sys.platform, platform.machine().lower())
    if key not in UV_WHEELS:
        raise SetupError(f"Chưa hỗ trợ máy {key[0]}/{key[1]}; cần Linux x86_64 (hoặc dùng máy ảo, Docker).")
    filename, sha256 = UV_WHEELS[key]
    say(f"Tải công cụ cài đặt uv {UV}")
    TOOLS.mkdir(parents=True, exist_ok=True)
    wheel = TOOLS / filename
    wheel.write_bytes(find_file(filename, sha256, sources))
    with zipfile.ZipFile(wheel) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        draft = tool.with_suffix(".new")
        draft.write_bytes(archive.read(member))
    draft.chmod(0o755)
    draft.replace(tool)
    wheel.unlink()
    return tool


def find_file(filename: str, sha256: str, sources: Sources) -> bytes:
    """Return the file ``filename`` of package uv from the folders or indexes, if its hash is right."""
    for folder in sources.folders():
        if (folder / filename).is_file():
            data = (folder / filename).read_bytes()
            if hashlib.sha256(data).hexdigest() == sha256:
                return data
    reasons = []
    pages = (
        []
        if sources.no_index
        else [f"{index.rstrip('/')}/uv/" for index in (sources.index, *sources.extra_indexes)]
    )
    pages += [link for link in sources.find_links if is_url(link)]
    for page in pages:
        try:
            for link in links_of(page, sources):
                if urllib.parse.unquote(link.split("#")[0].split("?")[0].rsplit("/", 1)[-1]) != filename:
                    continue
                data = download(urllib.parse.urljoin(page, link.split("#")[0]), sources)
                if hashlib.sha256(data).hexdigest() == sha256:
                    return data
                reasons.append(f"{page}: mã kiểm tra của tệp không khớp")
        except (OSError, ValueError) as error:
            reasons.append(f"{page}: {error}")
    raise SetupError(
        f"Không tải được {filename}. Hãy kiểm tra mạng, hoặc đặt tệp đó vào thư mục HOISO_WHEELS.\n"
        + "\n".join(f"  {reason}" for reason in reasons)
    )


def install(kind: str) -> None:
    """Bring ``.venv`` in line with the lock file of ``kind`` and the checkout itself.

    Raises:
        SetupError: something can't be fetched or installed.
    """
    locks = [ROOT / name for name in LOCKS[kind]]
    # A larger lock holds the smaller one's packages, so installing the first fulfils all of its list.
    wanted = {lock.name: hash_of(lock) for lock in locks}
    wanted["pyproject.toml"] = hash_of(ROOT / "pyproject.toml")
    stamp = VENV / "hoiso-installed.json"
    if is_fulfilled(stamp, wanted):
        return
    sources = Sources(dict(os.environ))
    env = sources.environment(dict(os.environ))
    folder = sources.complete_folder(locks[:1])
    offline = ["--no-index", "--offline", "--find-links", str(folder)] if folder else []
    uv = fetch_uv(sources)
    if not (VENV / "bin" / "python").exists():
        say("Tạo môi trường Python trong .venv")
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV], env)
    stamp.unlink(missing_ok=True)
    say(f"Cài {len(read_pins(locks[0]))} gói đã khoá phiên bản ({locks[0].name})")
    torch, others, version = split_torch(locks[0])
    base = [uv, "pip", "install", "--python", VENV / "bin" / "python", "--no-deps"]
    with tempfile.TemporaryDirectory(prefix="hoiso-") as work:
        for part, text, where in (
            ("torch", torch, sources.torch_arguments(version)),
            ("others", others, sources.uv_arguments()),
        ):
            requirements = Path(work) / f"{part}.txt"
            requirements.write_text(text, encoding="utf-8")
            run([*base, "--require-hashes", *(offline or where), "-r", requirements], env)
    # In an isolated build: setuptools can't build beside the old "packaging" that Rasa pins.
    run([*base, "--quiet", *(offline or sources.uv_arguments()), "-e", ROOT], env)
    stamp.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")


def is_fulfilled(stamp: Path, wanted: dict[str, str]) -> bool:
    """Return whether the stamp says that all of ``wanted`` is installed, and the command is there."""
    if not (VENV / "bin" / "hoiso").exists() or not (VENV / "bin" / "python").exists():
        return False
    try:
        held = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return all(held.get(name) == value for name, value in wanted.items())


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run(command: list[object], env: dict[str, str]) -> None:
    """Run a command, its output shown.

    Raises:
        SetupError: it failed.
    """
    status = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode
    if status != 0:
        raise SetupError(
            "Cài đặt không thành; lý do ở những dòng trên. Hãy sửa rồi chạy lại đúng lệnh vừa rồi."
        )


def require_python() -> None:
    """Go on with Python 3.11: this one, or another found on the machine.

    Raises:
        SetupError: there is none.
    """
    if sys.version_info[:2] == (3, 11):
        return
    other = shutil.which("python3.11")
    if other is None:
        raise SetupError(
            f"Cần Python 3.11, máy đang dùng {platform.python_version()}. "
            "Trên Debian 12: apt-get install python3.11; rồi chạy lại bằng python3.11."
        )
    os.execv(other, [other, *sys.argv])


def say(text: str) -> None:
    """Show a step."""
    sys.stdout.write(f"» {text}\n")
    sys.stdout.flush()


def main() -> None:
    """Install what is missing, then hand over to ``hoiso up`` or pytest in ``.venv``."""
    parser = argparse.ArgumentParser(
        prog="bootstrap.py", description="Cài đặt Hỏi Số vào thư mục này rồi chạy.", add_help=True
    )
    parser.add_argument(
        "task",
        choices=("up", "test", "install", "install-dev"),
        help="up: khởi động; test: kiểm thử; install: chỉ cài; install-dev: cài cả gói để kiểm thử",
    )
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="tham số cho hoiso up hoặc pytest")
    given = parser.parse_args()
    os.chdir(ROOT)
    try:
        require_python()
        TOOLS.mkdir(parents=True, exist_ok=True)
        with (TOOLS / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            install("test" if given.task in ("test", "install-dev") else "up")
    except SetupError as error:
        sys.exit(f"Lỗi: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    if given.task in ("install", "install-dev"):
        say("Đã cài xong")
        return
    for name in ("PYTHONPATH", "PYTHONHOME"):
        os.environ.pop(name, None)
    if given.task == "up":
        program = VENV / "bin" / "hoiso"
        os.execv(program, [str(program), "up", *given.rest])
    program = VENV / "bin" / "python"
    os.execv(program, [str(program), "-m", "pytest", *given.rest])


if __name__ == "__main__":
    main()
