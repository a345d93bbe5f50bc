from __future__ import annotations

import pytest

from bot.settings import VARIABLES, SettingsError, load_settings


def test_nothing_set_gives_the_defaults() -> None:
    settings = load_settings({})
    assert (settings.host, settings.port, settings.rasa_port, settings.actions_port) == (
        "127.0.0.1",
        8080,
        5005,
        5055,
    )
    assert settings.url == "http://127.0.0.1:8080"
    assert settings.origins == settings.trusted_proxies == ()


def test_an_empty_value_counts_as_not_set() -> None:
    assert load_settings({"HOISO_PORT": " "}).port == 8080


def test_lists_are_read() -> None:
    settings = load_settings(
        {"HOISO_ORIGINS": "https://a.vn, https://b.vn/", "HOISO_TRUSTED_PROXIES": "10.0.0.0/8,127.0.0.1"}
    )
    assert settings.origins == ("https://a.vn", "https://b.vn")
    assert settings.trusted_proxies == ("10.0.0.0/8", "127.0.0.1")


def test_the_address_to_open_is_one_that_works() -> None:
    assert load_settings({"HOISO_HOST": "0.0.0.0"}).url == "http://127.0.0.1:8080"
    assert load_settings({"HOISO_HOST": "::1"}).url == "http://[::1]:8080"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOISO_PORT", "eighty"),
        ("HOISO_PORT", "0"),
        ("HOISO_PORT", "70000"),
        ("HOISO_PORT", "-1"),
        ("HOISO_THREADS", "1"),
        ("HOISO_LIMIT_SENDER", "many"),
        ("HOISO_LIMIT_LOOPBACK", "maybe"),
        ("HOISO_ORIGINS", "*"),
        ("HOISO_ORIGINS", "https://*.vn"),
        ("HOISO_ORIGINS", "https://a.vn/page"),
        ("HOISO_ORIGINS", "javascript:alert(1)"),
        ("HOISO_PUBLIC_URL", "hoiso.vn"),
        ("HOISO_TRUSTED_PROXIES", "proxy"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value})


def test_two_processes_on_one_port_are_refused() -> None:
    with pytest.raises(SettingsError, match="5055"):
        load_settings({"HOISO_RASA_PORT": "5055"})


def test_each_variable_is_explained_once() -> None:
    names = [variable.name for variable in VARIABLES]
    assert len(names) == len(set(names))
    assert all(variable.meaning for variable in VARIABLES)
