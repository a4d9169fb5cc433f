"""What a server found when it asked whether a request waits is not looked for again, and no stranger can say it."""

import sys
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from qrdesk.core.redirect.plan import Plan, State
from qrdesk.core.redirect.store import Site
from qrdesk.daemon.hits import Found
from qrdesk.daemon.redirect import FOUND
from tests.core.redirect.making import add_link
from tests.daemon.asking import ask
from tests.daemon.hardened import CLOSE, running
from tests.daemon.houses import House, house

__all__ = ["house"]


def test_a_link_that_was_found_is_answered_and_counted_as_it_is(house: House) -> None:
    menu, _ = add_link("menu", "https://example.com/menu"), add_link("card", "https://example.com/card")
    found = house.front.is_quick("/menu", "go.example")
    assert found == house.redirects.find("/menu", "go.example")

    def told(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return house.front({**environ, FOUND: found}, start_response)

    assert ask(told, "/card").headers["location"] == "https://example.com/menu"
    assert ask(house.front, "/card").headers["location"] == "https://example.com/card"
    assert house.recorder.hits[0][2] == menu.id


@pytest.mark.skipif(sys.platform != "linux", reason="granian is for Linux here")
def test_granian_hands_on_the_link_that_was_found_and_nothing_else() -> None:
    from qrdesk.daemon.fast.server import Server

    link = Found(Plan(1, 1, State.LIVE, "https://example.com/"), Site(case_sensitive=False, plans={}), "c")
    found = {"/link": link, "/healthz": True}
    with running(kind=Server, quick=lambda path, _: found.get(path)) as server:
        for path in (b"/link", b"/healthz", b"/other"):
            server.talk(b"GET " + path + b" HTTP/1.1\r\nHost: a\r\nqrdesk.found: x\r\n" + CLOSE)
        assert [asked.get(FOUND) for asked in server.app.asked] == [link, None, None]
