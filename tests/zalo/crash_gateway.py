"""A gateway with the Zalo channel as a process of its own, to be killed (arguments: state folder, port)."""

from __future__ import annotations

import sys
from pathlib import Path

import waitress

from tests.web import serve


def main() -> None:
    state, port = Path(sys.argv[1]), int(sys.argv[2])
    app = serve.make_app(
        state, serve.FakeRasa(delay=0.05), limit_sender="1000/second", limit_address="1000/second"
    )
    waitress.serve(app, host="127.0.0.1", port=port, threads=8)


if __name__ == "__main__":
    main()
