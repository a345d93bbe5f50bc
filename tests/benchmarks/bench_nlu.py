"""What understanding one message costs: ``python -m tests.benchmarks.bench_nlu [--messages 200]``.

The trained pipeline, in this process, is asked the first turns of the project's question set, as they were
typed. Beside it, on the same messages in turn: underthesea's word segmentation alone (the yardstick) and the
sentence encoder alone. Prints one JSON line: medians in milliseconds, ratios to the yardstick, and the
process' peak memory.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bot.build import RasaProject, is_whole, model_path
from knowledge.settings import paths
from tests.benchmarks.bench_search import QUESTIONS

_WARM_UP = 20


def parser(model: Path) -> Callable[[str], object]:
    """Return the trained pipeline as a function of one message."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    configure_structlog(logging.WARNING)
    agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(text))


def medians(calls: dict[str, Callable[[str], object]], messages: list[str]) -> dict[str, float]:
    """Return each call's median in milliseconds; the calls take turns, so that all see the same machine."""
    times: dict[str, list[float]] = {name: [] for name in calls}
    for number, message in enumerate(messages):
        for name, call in calls.items():
            began = time.perf_counter()
            call(message)
            if number >= _WARM_UP:
                times[name].append((time.perf_counter() - began) * 1000)
    return {name: statistics.median(taken) for name, taken in times.items()}


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--messages", type=int, default=200)
    wanted = options.parse_args().messages
    model = model_path(paths(), RasaProject())
    if not is_whole(model):
        sys.exit("no trained model: run `hoiso up --build-only` first")
    from underthesea import word_tokenize

    from nlu.encoder import load_encoder

    encoder = load_encoder()
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    messages = [json.loads(line)["turns"][0] for line in lines][: wanted + _WARM_UP]
    found = medians(
        {
            "segmentation": word_tokenize,
            "encoding": lambda text: encoder.encode_queries([text]),
            "nlu": parser(model),
        },
        messages,
    )
    figures = {f"{name}_ms": round(value, 2) for name, value in found.items()}
    figures |= {
        f"{name}_ratio": round(found[name] / found["segmentation"], 1) for name in ("encoding", "nlu")
    }
    figures["peak_memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
