"""The key that a right password leaves with the visitor: what it opens, and for how long."""

from typing import Any

import pytest

from qrdesk.core.passwords import hash_password
from qrdesk.daemon.unlocking import OPEN_S, Unlocking
from tests.core.redirect.making import add_alias, change
from tests.daemon.houses import HTML, House, change_domain, house, make
from tests.daemon.slow_lane import PASSWORD, THERE, basic, key_of, post

__all__ = ["house"]


def test_the_key_opens_both_addresses_of_the_link_and_nothing_else(house: House) -> None:
    link, other = make("menu", THERE, password=PASSWORD), make("other", THERE, password=PASSWORD)
    add_alias(link, "food")
    https: dict[str, Any] = {"wsgi.url_scheme": "https"}
    passed = post(house, "/menu", PASSWORD, **https)
    attributes = passed.headers["set-cookie"].partition("; ")[2]
    assert attributes == "Max-Age=43200; Path=/; HttpOnly; SameSite=Lax; Secure"
    # a proxy in front that does not say how the visitor came: the addresses of this domain begin with https
    assert post(house, "/menu", PASSWORD).headers["set-cookie"].endswith("; Secure")
    # this computer itself is asked without
    assert "Secure" not in post(house, "/menu", PASSWORD, host="localhost").headers["set-cookie"]
    key = key_of(passed)
    for path in ("/menu", "/r/menu", "/MENU/", "/food"):
        assert house.ask(path, HTTP_COOKIE=f"a=b; {key}").headers["location"] == THERE
    assert house.ask("/other", HTTP_COOKIE=key, HTTP_ACCEPT=HTML).status == 403
    stolen = key.replace(f"qrdesk_u{link.id}=", f"qrdesk_u{other.id}=")
    assert house.ask("/other", HTTP_COOKIE=stolen, HTTP_ACCEPT=HTML).status == 403
    assert len(house.recorder.hits) == 7


def test_a_domain_without_https_gets_a_key_that_its_visitors_can_use(house: House) -> None:
    make("menu", THERE, password=PASSWORD)
    change_domain(scheme="http")
    assert "Secure" not in post(house, "/menu", PASSWORD).headers["set-cookie"]
    change_domain(scheme="https")
    assert "Secure" in post(house, "/menu", PASSWORD).headers["set-cookie"]


def test_a_new_password_locks_everybody_out_again(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD, password_version=1)
    key = key_of(post(house, "/menu", PASSWORD))
    change(link, password_hash=hash_password("another"), password_version=2)
    assert house.ask("/menu", HTTP_COOKIE=key, HTTP_ACCEPT=HTML).status == 403
    assert post(house, "/menu", PASSWORD).status == 403
    assert post(house, "/menu", "another").status == 303
    change(link, password_hash="", password_version=2)
    assert house.ask("/menu").headers["location"] == THERE


@pytest.mark.parametrize("value", ["", "x", "W10.a.b", "ü", "[1,0]", "a" * 4000])
def test_a_forged_key_opens_nothing(house: House, value: str) -> None:
    link = make("menu", THERE, password=PASSWORD)
    assert house.ask("/menu", HTTP_COOKIE=f"qrdesk_u{link.id}={value}", HTTP_ACCEPT=HTML).status == 403


def test_a_key_of_another_database_or_another_day_opens_nothing(house: House) -> None:
    link = make("menu", THERE, password=PASSWORD)
    found = house.redirects.find("/menu", "go.example")
    assert found is not None
    route = found.plan.route
    assert route is not None
    environ: dict[str, Any] = {"REQUEST_METHOD": "GET", "HTTP_AUTHORIZATION": basic(PASSWORD)}
    turned = Unlocking(b"another secret").turn(link.id, route, environ, secure=False)
    assert turned.cookie is not None
    assert house.ask("/menu", HTTP_COOKIE=turned.cookie[1].partition(";")[0], HTTP_ACCEPT=HTML).status == 403
    with pytest.MonkeyPatch.context() as earlier:
        import time

        long_ago = time.time() - OPEN_S - 60
        earlier.setattr("itsdangerous.timed.time.time", lambda: long_ago)
        old = key_of(post(house, "/menu", PASSWORD))
        assert house.ask("/menu", HTTP_COOKIE=old).status == 302
    assert house.ask("/menu", HTTP_COOKIE=old, HTTP_ACCEPT=HTML).status == 403
