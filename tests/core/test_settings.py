"""Settings come from the environment, each by one name."""

from dataclasses import fields

import pytest

from qrdesk.core.errors import Invalid
from qrdesk.core.settings import DEFAULT_PUBLIC_URL, Settings, default_database, split_server, variable
from qrdesk.core.zone import known, local_zone


def test_nothing_set_gives_the_defaults() -> None:
    assert Settings.load({}) == Settings()
    assert DEFAULT_PUBLIC_URL == "http://localhost:8765"


def test_each_setting_has_its_variable_and_says_what_it_is_for() -> None:
    for one in fields(Settings):
        assert one.metadata["help"].endswith("."), one.name
        words = {"log_level": "ERROR", "check_allowed_networks": "10.0.0.0/8,::1", "dns_servers": "9.9.9.9, ::1"}
        words |= {"secret_store": "keyring", "webhook_allowed_networks": "10.0.0.0/8 fd00::/8"}
        words |= {"cors_origins": "https://app.example.com", "http_server": "granian"}
        value = "17" if isinstance(one.default, int) else words.get(one.name, "word")
        loaded = Settings.load({f"QRDESK_{one.name.upper()}": f" {value} "})
        assert str(getattr(loaded, one.name)) == value
        assert variable(one.name) == f"QRDESK_{one.name.upper()}"


@pytest.mark.parametrize("name", ["QRDESK_CHECK_ALLOWED_NETWORKS", "QRDESK_WEBHOOK_ALLOWED_NETWORKS"])
@pytest.mark.parametrize("word", ["intranet", "10.0.0.0/33", "10.0.0"])
def test_a_network_that_is_none_is_named(name: str, word: str) -> None:
    with pytest.raises(Invalid, match=f"{name} holds “{word}”") as refused:
        Settings.load({name: f"10.0.0.0/8, {word}"})
    assert list(refused.value.field_errors) == [name]


@pytest.mark.parametrize("word", ["dns.example", "9.9.9", "9.9.9.9:0", "9.9.9.9:65536", "[::1]:x", "9.9.9.9:", "::1::"])
def test_a_dns_server_that_is_none_is_named(word: str) -> None:
    with pytest.raises(Invalid, match="QRDESK_DNS_SERVERS holds") as refused:
        Settings.load({"QRDESK_DNS_SERVERS": f"9.9.9.9,{word}"})
    assert list(refused.value.field_errors) == ["QRDESK_DNS_SERVERS"]


def test_a_dns_server_may_have_a_port() -> None:
    servers = {"9.9.9.9": ("9.9.9.9", 53), "127.0.0.1:5353": ("127.0.0.1", 5353), "::1": ("::1", 53)}
    for text, expected in {**servers, "[::1]": ("::1", 53), "[2620:fe::fe]:5353": ("2620:fe::fe", 5353)}.items():
        assert split_server(text) == expected


@pytest.mark.parametrize("text", ["", "ten", "-1", "1.5", "1_000", "²", "0", "65", "9" * 5000])
def test_a_number_that_is_none_is_named(text: str) -> None:
    with pytest.raises(Invalid, match="QRDESK_THREADS must be a whole number") as refused:
        Settings.load({"QRDESK_THREADS": text})
    assert list(refused.value.field_errors) == ["QRDESK_THREADS"]


def test_the_environment_is_read_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QRDESK_PUBLIC_URL", "https://go.example.com")
    assert Settings.load().public_url == "https://go.example.com"


def test_the_database_lies_in_the_persons_own_folder(own_home: object) -> None:
    assert default_database().startswith(str(own_home))
    assert default_database().endswith("qrdesk.db")


def test_the_time_zone_of_the_computer_is_one_that_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", ":Asia/Kolkata")
    assert local_zone() == "Asia/Kolkata"
    monkeypatch.setenv("TZ", "nonsense")
    assert known(local_zone())
    for name in ("Mars/Olympus", "", "../../etc/passwd", "/etc/passwd", "a\0b", "Europe"):
        assert not known(name), name


@pytest.mark.parametrize(
    ("name", "below", "least", "most"),
    [
        ("threads", "0", 1, 64),
        ("plan_poll_ms", "9", 10, 60_000),
        ("hits_drain_ms", "9", 10, 60_000),
        ("hits_fsync_ms", "", 0, 60_000),
        ("busy_timeout_ms", "", 0, 600_000),
    ],
)
def test_a_number_keeps_within_its_bounds(name: str, below: str, least: int, most: int) -> None:
    for good in (least, most):
        assert getattr(Settings.load({variable(name): str(good)}), name) == good
    for bad in filter(None, (below, str(most + 1))):
        with pytest.raises(
            Invalid, match=f"{variable(name)} must be a whole number from {least} to {most}, not “{bad}”"
        ):
            Settings.load({variable(name): bad})


def test_the_log_level_is_one_of_four_words_in_any_case() -> None:
    assert Settings.load({"QRDESK_LOG_LEVEL": " debug "}).log_level == "DEBUG"
    for bad in ("", "loud", "10", "NOTSET"):
        with pytest.raises(Invalid, match="QRDESK_LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR") as refused:
            Settings.load({"QRDESK_LOG_LEVEL": bad})
        assert list(refused.value.field_errors) == ["QRDESK_LOG_LEVEL"]
