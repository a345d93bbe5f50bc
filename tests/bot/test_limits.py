from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.bot.gateway_stage import FakeRasa, make_app

PATH = "/webhooks/rest/webhook"
OUTSIDE = "203.0.113.7"


def ask(client: Any, sender: str = "a", address: str = OUTSIDE, **headers: str) -> Any:
    return client.post(
        PATH,
        json={"sender": sender, "message": "xin chào"},
        environ_overrides={"REMOTE_ADDR": address},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def test_one_person_is_limited_and_told_when_to_come_back(tmp_path: Path) -> None:
    rasa = FakeRasa()
    client = make_app(tmp_path, rasa, limit_sender="3/minute").test_client()
    assert [ask(client).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    refused = ask(client)
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.get_json()["error"]["code"] == "rate_limited"
    assert refused.headers["Retry-After"] in refused.get_json()["error"]["message"]
    assert len(rasa.asked) == 3
    assert ask(client, sender="b").status_code == 200


def test_one_address_is_limited_over_all_its_senders(tmp_path: Path) -> None:
    client = make_app(tmp_path, limit_address="3/minute").test_client()
    assert [ask(client, sender=str(n)).status_code for n in range(4)] == [200, 200, 200, 429]
    assert ask(client, sender="x", address="203.0.113.8").status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.0.0.9"])
def test_this_machine_is_exempt_unless_said_otherwise(tmp_path: Path, address: str) -> None:
    free = make_app(tmp_path, limit_sender="1/minute").test_client()
    assert [ask(free, address=address).status_code for _ in range(3)] == [200, 200, 200]
    bound = make_app(tmp_path, limit_sender="1/minute", limit_loopback=True).test_client()
    assert [ask(bound, address=address).status_code for _ in range(2)] == [200, 429]


def test_a_forged_forwarding_header_changes_nothing(tmp_path: Path) -> None:
    client = make_app(tmp_path, limit_address="2/minute").test_client()
    forged = [ask(client, sender=str(n), X_Forwarded_For=f"198.51.100.{n}").status_code for n in range(4)]
    assert forged == [200, 200, 429, 429]
    assert ask(client, sender="x", X_Forwarded_For="127.0.0.1").status_code == 429


def test_a_trusted_proxy_tells_whose_message_it_is(tmp_path: Path) -> None:
    client = make_app(tmp_path, limit_address="1/minute", trusted_proxies=("10.0.0.0/8",)).test_client()
    assert ask(client, address="10.0.0.1", X_Forwarded_For="198.51.100.1").status_code == 200
    assert ask(client, address="10.0.0.1", X_Forwarded_For="198.51.100.2").status_code == 200
    # What the person wrote before the proxy's own entry does not count.
    assert ask(client, address="10.0.0.1", X_Forwarded_For="1.2.3.4, 198.51.100.1").status_code == 429
    assert ask(client, address="10.0.0.1", X_Forwarded_For="198.51.100.1, 10.0.0.2").status_code == 429


def test_a_proxy_on_this_machine_does_not_exempt_everybody(tmp_path: Path) -> None:
    client = make_app(tmp_path, limit_address="1/minute", trusted_proxies=("127.0.0.1",)).test_client()
    codes = [ask(client, address="127.0.0.1", X_Forwarded_For="198.51.100.1").status_code for _ in range(2)]
    assert codes == [200, 429]
