"""Where the bootstrap takes packages from: pip's own settings and ``HOISO_WHEELS``. Standard library only."""

from __future__ import annotations

import base64
import configparser
import re
import ssl
import urllib.parse
import urllib.request
from html.parser import HTMLParser
from pathlib import Path

PYPI = "https://pypi.org/simple"
TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
TIMEOUT = 180


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
