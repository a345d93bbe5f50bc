"""What a whole message costs, beside a bare Rasa bot on the same machine in the same run.

``python -m tests.benchmarks.bench_message [--rounds 200] [--url http://127.0.0.1:8080]``

Ours: gateway, Rasa with the Vietnamese pipeline, action server, answer engine, index. Bare: Rasa with count
vectors, logistic regression, one rule and one action that says a fixed sentence, asked directly. Both are
asked in turn, so that whatever else the machine does falls on both. Prints one JSON line: milliseconds
(median and 95th percentile) and the ratio of the medians; with ``--session 400``, also what the last turns
of one long conversation cost beside its first.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.build import RasaProject, train_model
from knowledge.settings import ROOT, Paths
from tests.e2e.assistant import PATH, Assistant, free_ports, wait_until

BARE = Path(__file__).with_name("bare")
QUESTIONS = (
    "Đến năm 2025 kinh tế số chiếm bao nhiêu phần trăm GRDP của tỉnh Hải Dương?",
    "ai chủ trì khám chữa bệnh từ xa ở Hà Tĩnh?",
    "ke hoach 5046 ban hanh ngay nao",
    "xin chào",
)
BARE_QUESTIONS = ("chỉ tiêu năm nay là gì", "bao nhiêu phần trăm", "số ban hành ngày nào", "xin chào")
"""The bare bot is asked what it was trained on: at any other word it has no rule."""


@contextmanager
def bare_bot(folder: Path) -> Iterator[str]:
    """Train and run the bare bot; yield the address of its REST channel."""
    model = folder / "models" / "bare.tar.gz"
    places = Paths(documents=folder, state=folder, encoder="none")
    project = RasaProject(BARE / "config.yml", BARE / "domain", (BARE / "data",), (BARE,))
    train_model(places, project, model, lambda line: None)
    rasa, actions = free_ports(2)
    endpoints, credentials = folder / "endpoints.yml", folder / "credentials.yml"
    endpoints.write_text(f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n")
    credentials.write_text("rest:\n")
    environment = {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    run = [sys.executable, "-m", "rasa", "run"]
    commands = (
        [*run, "actions", "--actions", "tests.benchmarks.bare.actions", "--port", str(actions)],
        [
            *(*run, "--model", str(model), "-i", "127.0.0.1", "--port", str(rasa)),
            *("--endpoints", str(endpoints), "--credentials", str(credentials)),
        ],
    )
    with (folder / "bare.log").open("w") as log:
        processes = [
            subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            for command in commands
        ]
        try:
            url = f"http://127.0.0.1:{rasa}{PATH}"
            wait_until("the bare bot answers", lambda: answers(url))
            yield url
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()


def answers(url: str) -> bool:
    """Return whether somebody answers messages at ``url`` with something."""
    try:
        return bool(httpx.post(url, json={"sender": "warm", "message": "xin chào"}, timeout=30).json())
    except (httpx.HTTPError, ValueError):
        return False


def timed(client: httpx.Client, url: str, sender: str, message: str) -> float:
    """Ask one message and return the milliseconds it took."""
    began = time.perf_counter()
    response = client.post(url, json={"sender": sender, "message": message})
    took = (time.perf_counter() - began) * 1000
    if response.status_code != 200 or not response.json():
        raise SystemExit(f"no answer from {url}: {response.status_code} {response.text[:200]}")
    return took


def compare(ours: str, bare: str, rounds: int) -> dict[str, object]:
    """Ask both in turn and return the figures."""
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    with httpx.Client(timeout=60, trust_env=False) as client:
        both = (("ours", ours, QUESTIONS), ("bare", bare, BARE_QUESTIONS))
        for _, url, questions in both:
            for question in questions * 3:
                timed(client, url, "warm-up", question)
        for number in range(rounds):
            for name, url, questions in both:
                # A few turns a person, as people talk; the bare bot's store grows with each turn.
                question = questions[number % len(questions)]
                times[name].append(timed(client, url, f"bench-{number // 8}", question))
    medians = {name: statistics.median(found) for name, found in times.items()}
    return {
        "rounds": rounds,
        **{f"{name}_ms": round(medians[name], 1) for name in times},
        **{
            f"{name}_p95_ms": round(statistics.quantiles(found, n=20)[-1], 1) for name, found in times.items()
        },
        "ratio": round(medians["ours"] / medians["bare"], 2),
    }


def long_session(url: str, turns: int) -> dict[str, object]:
    """Ask one person's ``turns`` messages; return what the last 20 cost beside turns 1 to 20."""
    with httpx.Client(timeout=60, trust_env=False) as client:
        timed(client, url, "warm-up", QUESTIONS[0])
        sender = f"long-{time.time_ns()}"
        took = [timed(client, url, sender, QUESTIONS[number % len(QUESTIONS)]) for number in range(turns)]
    first, last = statistics.median(took[:20]), statistics.median(took[-20:])
    return {
        "turns": turns,
        "first_ms": round(first, 1),
        "last_ms": round(last, 1),
        "session_ratio": round(last / first, 2),
    }


def main() -> None:
    """Run the comparison and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--session", type=int, default=0, help="also measure a conversation of so many turns")
    parser.add_argument("--url", default="", help="a running assistant; one is started where none is named")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hoiso-bench-") as work:
        folder = Path(work)
        assistant = None if given.url else Assistant(folder).start()
        url = given.url or assistant.url  # type: ignore[union-attr]
        try:
            with bare_bot(folder) as bare:
                figures = compare(url + PATH, bare, given.rounds)
            if given.session:
                figures |= long_session(url + PATH, given.session)
        finally:
            if assistant is not None:
                assistant.stop()
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
