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
import base64
import configparser
import fcntl
import hashlib
import json
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".hoiso" / "tools"
LOCKS = {"up": ("requirements.lock",), "test": ("requirements-dev.lock", "requirements.lock")}
PYPI = "https://pypi.org/simple"
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
TIMEOUT = 180

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


class SetupError(Exception):
    """Set-up can't go on; the Vietnamese message says why and what to do."""


class Sources:
    """Where packages come from, as pip's settings and ``HOISO_WHEELS`` say."""

    def __init__(self, environ: dict[str, str]) -> None:
        config = read_pip_config(environ)

        def setting(name: str) -> str:
            return environ.get("PIP_" + name.upper().replace("-", "_")) or config.get(name, "")

        self.index = setting("index-url") or PYPI
        self.extra_indexes = setting("extra-index-url").split()
        self.find_links = setting("find-links").split()
        self.no_index = setting("no-index").lower() in ("1", "true", "yes", "on")
        self.cert = setting("cert")
        self.proxy = setting("proxy")
        self.trusted_hosts = setting("trusted-host").split()
        self.wheels = environ.get("HOISO_WHEELS", "").strip()
        if self.wheels and not is_url(self.wheels):
            folder = Path(self.wheels).expanduser().resolve()
            if not folder.is_dir():
                raise SetupError(
                    f'HOISO_WHEELS="{self.wheels}" không phải thư mục, cũng không phải địa chỉ web.'
                )
            self.wheels = str(folder)

    def folders(self) -> list[Path]:
        """Return the local folders of wheels, the one set for this project first."""
        named = [self.wheels] if self.wheels and not is_url(self.wheels) else []
        local = [urllib.parse.unquote(link.removeprefix("file://")) for link in self.find_links]
        return [Path(text) for text in named + local if not is_url(text) and Path(text).is_dir()]

    def complete_folder(self, locks: list[Path]) -> Path | None:
        """Return the ``HOISO_WHEELS`` folder if it holds every package of the locks."""
        if not self.wheels or is_url(self.wheels):
            return None
        held = {wheel_key(file.name) for file in Path(self.wheels).iterdir()}
        wanted = {pin for lock in locks for pin in read_pins(lock)}
        return Path(self.wheels) if wanted <= held else None

    def uv_arguments(self) -> list[str]:
        """Return the options that tell uv where to look, torch apart."""
        if self.no_index:
            arguments = ["--no-index"]
        else:
            arguments = ["--index-url", self.index, "--index-strategy", "unsafe-best-match"]
            for index in self.extra_indexes:
                arguments += ["--extra-index-url", index]
        links = self.find_links + ([self.wheels] if self.wheels and not is_url(self.wheels) else [])
        for link in links:
            arguments += ["--find-links", link]
        return arguments

    def torch_arguments(self, version: str) -> list[str]:
        """Return the options for torch: a folder that holds it, or an index of CPU builds."""
        for folder in self.folders():
            if any(wheel_key(file.name) == ("torch", version) for file in folder.iterdir()):
                return ["--no-index", "--find-links", str(folder)]
        if self.no_index:
            return self.uv_arguments()
        return ["--index-url", self.wheels if is_url(self.wheels) else TORCH_INDEX]

    def environment(self, environ: dict[str, str]) -> dict[str, str]:
        """Return the environment for uv."""
        env = {name: value for name, value in environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
        env.setdefault("UV_HTTP_TIMEOUT", str(TIMEOUT))
        env.update(UV_PYTHON_DOWNLOADS="never", UV_NO_CONFIG="1")
        if self.cert:
            env.setdefault("SSL_CERT_FILE", self.cert)
        if self.proxy:
            env.setdefault("HTTPS_PROXY", self.proxy)
            env.setdefault("HTTP_PROXY", self.proxy)
        if self.trusted_hosts:
            env.setdefault("UV_INSECURE_HOST", " ".join(self.trusted_hosts))
        return env


def read_pip_config(environ: dict[str, str]) -> dict[str, str]:
    """Return pip's settings from its files, those read later winning, as pip does."""
    home = Path(environ.get("HOME") or Path.home())
    files = [
        Path("/etc/xdg/pip/pip.conf"),
        Path("/etc/pip.conf"),
        home / ".pip" / "pip.conf",
        Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf",
    ]
    if environ.get("PIP_CONFIG_FILE"):
        files = [*files, Path(environ["PIP_CONFIG_FILE"])]
    found: dict[str, str] = {}
    for file in files:
        parser = configparser.RawConfigParser()
        try:
            parser.read(file, encoding="utf-8")
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue
        for section in ("global", "install"):
            if parser.has_section(section):
                found.update({name.replace("_", "-"): value for name, value in parser.items(section)})
    return found


def is_url(text: str) -> bool:
    """Return whether ``text`` is a web address rather than a path."""
    return text.startswith(("http://", "https://"))


def read_pins(lock: Path) -> list[tuple[str, str]]:
    """Return (name, version) of each package in a lock file."""
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text(encoding="utf-8"), re.M)
    return [(normal_name(name), version) for name, version in pins]


def wheel_key(filename: str) -> tuple[str, str] | None:
    """Return (name, version) of a wheel or source archive by its file name."""
    filename = urllib.parse.unquote(filename)
    if filename.endswith(".whl"):
        parts = filename.split("-")
        return (normal_name(parts[0]), parts[1]) if len(parts) >= 5 else None
    found = re.fullmatch(r"(.+)-([^-]+)\.(?:tar\.gz|zip)", filename)
    return (normal_name(found[1]), found[2]) if found else None


def normal_name(name: str) -> str:
    """Return a package's name in its normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()


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


def links_of(page: str, sources: Sources) -> list[str]:
    """Return the links of an index page (PEP 503), or of an ``index.html`` in a local index."""
    if page.startswith("file://"):
        page = page.rstrip("/") + "/index.html"
    collector = LinkCollector()
    collector.feed(download(page, sources).decode("utf-8", "replace"))
    return collector.links


class LinkCollector(HTMLParser):
    """Collects the addresses of all links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the link's address."""
        if tag == "a":
            self.links += [value for name, value in attrs if name == "href" and value]


def download(url: str, sources: Sources) -> bytes:
    """Return what ``url`` holds, by the proxy, certificates and credentials in force."""
    parts = urllib.parse.urlsplit(url)
    headers = {"User-Agent": "hoiso-bootstrap", "Accept": "text/html, */*"}
    if parts.username:
        login = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
        url = parts._replace(netloc=parts.netloc.rsplit("@", 1)[1]).geturl()
    context = ssl.create_default_context(cafile=sources.cert or None)
    if parts.hostname in sources.trusted_hosts:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    handlers: list[urllib.request.BaseHandler] = [urllib.request.HTTPSHandler(context=context)]
    if sources.proxy:
        handlers.append(urllib.request.ProxyHandler({"http": sources.proxy, "https": sources.proxy}))
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.build_opener(*handlers).open(request, timeout=TIMEOUT) as response:
        return bytes(response.read())


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
