"""Put the questions to the running assistant, one fresh conversation a case."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

import httpx

from bot.evaluation.cases import Case
from bot.evaluation.checks import Verdict, judge
from knowledge.errors import ServiceError


def run_cases(cases: Iterable[Case], url: str, timeout: float = 30.0) -> Iterator[Verdict]:
    """Yield a verdict a case, in order.

    Args:
        cases: what to ask.
        url: address of the gateway, as ``http://127.0.0.1:8080``.
        timeout: seconds to wait for one reply.

    Raises:
        ServiceError: nothing answers at ``url``.
    """
    with httpx.Client(base_url=url, timeout=timeout) as client:
        for case in cases:
            sender = f"evaluate-{uuid.uuid4()}"
            messages: list[dict[str, Any]] = []
            for turn in case.turns:
                messages = _ask(client, sender, turn)
            yield judge(case, messages)


def _ask(client: httpx.Client, sender: str, text: str) -> list[dict[str, Any]]:
    try:
        response = client.post("/webhooks/rest/webhook", json={"sender": sender, "message": text})
    except httpx.HTTPError as error:
        raise ServiceError(
            f"Không gọi được trợ lý ở {client.base_url}: hãy chạy «hoiso up» ở cửa sổ khác rồi thử lại."
        ) from error
    body = response.json()
    if response.status_code != httpx.codes.OK:
        return [{"text": f"HTTP {response.status_code}: {body}", "custom": {"status": "error"}}]
    return list(body)
