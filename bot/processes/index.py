"""Building of the search index, in a process of its own."""

from __future__ import annotations

import json
import sys

from bot.processes.child import PROGRESS, prepare
from knowledge.errors import HoisoError


def main() -> None:
    """Parse the documents, build their index and swap it in; exit status 1 with the reason on failure."""
    prepare()
    from index.build import build_index
    from knowledge.library import load_library
    from knowledge.settings import paths
    from nlu.encoder import load_encoder

    places = paths()
    try:
        library = load_library(places.documents)
        build_index(library, places.state, load_encoder(places.encoder), progress=_report)
    except HoisoError as error:
        sys.exit(str(error))


def _report(label: str, done: int, total: int) -> None:
    sys.stdout.write(PROGRESS + json.dumps({"label": label, "done": done, "total": total}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
