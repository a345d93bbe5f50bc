"""Training of the Rasa model, in a process of its own so that its memory is given back."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
from pathlib import Path

from bot.processes.child import prepare, skip_unused_imports
from knowledge.library import load_library
from knowledge.settings import paths
from nlu.generate import generate, write_examples

log = logging.getLogger(__name__)


def main() -> None:
    """Train into ``--output``/``--name``.tar.gz; exit status 1 when nothing came of it."""
    prepare()
    skip_unused_imports()
    parser = argparse.ArgumentParser()
    for name in ("config", "domain", "output", "name"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--data", action="append", required=True)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hoiso-rasa-cache-") as cache:
        # Rasa's cache takes parts of earlier trainings; a model is to come of its inputs alone.
        os.environ["RASA_CACHE_DIRECTORY"] = cache
        from bot.processes.rasa import configure_rasa_logs

        configure_rasa_logs()
        from rasa.model_training import train

        # Bulk made from the documents held; written anew each time, so it is never kept or committed.
        generated = write_examples(generate(load_library(paths().documents)), Path(cache) / "examples")
        result = train(
            domain=given.domain,
            config=given.config,
            training_files=[*given.data, str(generated.parent)],
            output=given.output,
            force_training=True,
            fixed_model_name=given.name,
        )
    if result.code != 0 or not result.model:
        log.error("training failed with code %s", result.code)
        sys.exit(1)


if __name__ == "__main__":
    main()
