from __future__ import annotations

from pathlib import Path

import pytest

from tests.bot.gateway_stage import make_app

PATH = "/webhooks/rest/webhook"
GOOD = "https://cong.example.vn"
ASKED = {"sender": "a", "message": "xin chào"}


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", PATH), ("GET", PATH), ("GET", "/healthz"), ("GET", "/livez"), ("GET", "/none")],
)
def test_every_answer_has_the_headers(tmp_path: Path, method: str, path: str) -> None:
    response = (
        make_app(tmp_path).test_client().open(path, method=method, json=ASKED if method == "POST" else None)
    )
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"]
    assert "Strict-Transport-Security" not in response.headers


def test_hsts_only_over_https(tmp_path: Path) -> None:
    app = make_app(tmp_path, hsts=31536000, trusted_proxies=("10.0.0.1",))
    told = {"X-Forwarded-Proto": "https"}
    plain = app.test_client().get("/livez")
    forged = app.test_client().get("/livez", headers=told)
    proxied = app.test_client().get("/livez", headers=told, environ_overrides={"REMOTE_ADDR": "10.0.0.1"})
    assert "Strict-Transport-Security" not in plain.headers
    assert "Strict-Transport-Security" not in forged.headers
    assert "max-age=31536000" in proxied.headers["Strict-Transport-Security"]


def test_an_allowed_page_may_ask_and_read(tmp_path: Path) -> None:
    client = make_app(tmp_path, origins=(GOOD,)).test_client()
    response = client.post(PATH, json=ASKED, headers={"Origin": GOOD})
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == GOOD
    assert "Origin" in response.headers["Vary"]
    assert "Access-Control-Allow-Credentials" not in response.headers
    asked = client.options(PATH, headers={"Origin": GOOD, "Access-Control-Request-Method": "POST"})
    assert asked.status_code == 204
    assert "POST" in asked.headers["Access-Control-Allow-Methods"]


@pytest.mark.parametrize(
    "origin",
    ["https://la.example.com", "http://cong.example.vn", "https://cong.example.vn.evil.com", "null", ""],
)
def test_a_strange_page_is_refused(tmp_path: Path, origin: str) -> None:
    client = make_app(tmp_path, origins=(GOOD,)).test_client()
    response = client.post(PATH, json=ASKED, headers={"Origin": origin})
    assert response.status_code == 403
    assert "Access-Control-Allow-Origin" not in response.headers
    asked = client.options(PATH, headers={"Origin": origin, "Access-Control-Request-Method": "POST"})
    assert "Access-Control-Allow-Origin" not in asked.headers


def test_the_own_page_may_ask(tmp_path: Path) -> None:
    app = make_app(tmp_path, public_url="https://hoiso.example.vn")
    assert app.test_client().post(PATH, json=ASKED, headers={"Origin": "http://localhost"}).status_code == 200
    assert (
        app.test_client().post(PATH, json=ASKED, headers={"Origin": "https://hoiso.example.vn"}).status_code
        == 200
    )


def test_programs_without_an_origin_may_ask(tmp_path: Path) -> None:
    assert make_app(tmp_path).test_client().post(PATH, json=ASKED).status_code == 200
