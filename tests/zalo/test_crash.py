"""Nothing is lost when the process is killed at any moment, and nothing comes more than twice."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx

from bot.gateway.zalo.settings import ZaloSettings
from knowledge.settings import ROOT
from tests.web import fakes
from tests.zalo.fake_zalo import APP_ID, APP_SECRET, FIRST_REFRESH, OA_ID, OA_SECRET, FakeZalo, event, headers

MESSAGES, KILLS, PEOPLE = 42, 2, 6


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def start(state: Path, port: int, zalo_url: str) -> subprocess.Popen[bytes]:
    env = {
        **os.environ,
        "HOISO_ZALO_APP_ID": APP_ID,
        "HOISO_ZALO_APP_SECRET": APP_SECRET,
        "HOISO_ZALO_OA_SECRET": OA_SECRET,
        "HOISO_ZALO_REFRESH_TOKEN": FIRST_REFRESH,
        "HOISO_ZALO_OA_ID": OA_ID,
        "HOISO_ZALO_API_URL": zalo_url,
        "HOISO_ZALO_OAUTH_URL": zalo_url,
    }
    command = [sys.executable, "-m", "tests.zalo.crash_gateway", str(state), str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/webhooks/zalo", trust_env=False).status_code == 200:
                return process
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the gateway does not start")


def test_kills_lose_nothing(tmp_path: Path, zalo: FakeZalo, zalo_settings: ZaloSettings) -> None:
    chance = random.Random(7)
    port = free_port()
    process = start(tmp_path, port, zalo_settings.api_url)
    kill_at = sorted(chance.sample(range(5, MESSAGES - 5), KILLS))
    try:
        for number in range(MESSAGES):
            raw = event("user_send_text", f"u{number % PEOPLE}", time.time(), f"hỏi {number}", f"m{number}")
            while True:  # as Zalo does: again until there is a 200
                try:
                    sent = httpx.post(
                        f"http://127.0.0.1:{port}/webhooks/zalo",
                        content=raw,
                        headers=headers(raw),
                        trust_env=False,
                    )
                    if sent.status_code == 200:
                        break
                except httpx.TransportError:
                    pass
            if number in kill_at:
                time.sleep(chance.random() * 0.2)
                process.kill()
                process.wait()
                process = start(tmp_path, port, zalo_settings.api_url)
        for _ in range(600):
            if sum(text.startswith(fakes.ANSWER_TEXT) for _, text in zalo.accepted) >= MESSAGES:
                break
            time.sleep(0.1)
        time.sleep(0.5)
    finally:
        process.kill()
        process.wait()
    answers = Counter(user for user, text in zalo.accepted if text.startswith(fakes.ANSWER_TEXT))
    doubled = sum(answers.values()) - MESSAGES
    assert all(answers[f"u{user}"] >= MESSAGES // PEOPLE for user in range(PEOPLE))
    assert doubled <= KILLS * 4  # at most what the four senders held at each kill
    assert zalo.wrong_renewals == 0
