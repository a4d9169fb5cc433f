"""How hosts are compared."""

import pytest

from qrdesk.core.redirect.hosts import is_loopback, normal


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("go.example", "go.example"),
        ("GO.Example", "go.example"),
        ("go.example:80", "go.example"),
        ("go.example:443", "go.example"),
        ("go.example:8080", "go.example:8080"),
        ("go.example.", "go.example"),
        ("go.example.:8080", "go.example:8080"),
        ("go.example:", "go.example"),
        ("[2001:DB8::1]:443", "[2001:db8::1]"),
        ("[2001:db8::80]", "[2001:db8::80]"),
        ("[::1]:8765", "[::1]:8765"),
        ("", ""),
    ],
)
def test_a_host_is_compared_in_lower_case_with_a_port_that_matters(sent: str, meant: str) -> None:
    assert normal(sent) == meant


@pytest.mark.parametrize("host", ["localhost", "localhost:8765", "127.0.0.1:1", "127.8.9.1", "[::1]", "[::1]:9000"])
def test_loopback_names_are_known_at_any_port(host: str) -> None:
    assert is_loopback(normal(host))


@pytest.mark.parametrize("host", ["", "localhost.example", "127.0.0.1.example", "10.0.0.1", "[::2]:80", "::1", "evil"])
def test_other_names_are_not_loopback(host: str) -> None:
    assert not is_loopback(normal(host))
