"""Pictures for previews of links, as networks and messengers fetch them: without a key, and as often as they like."""

import hashlib
from urllib.robotparser import RobotFileParser

import pytest

from qrdesk.core.operations import OPERATIONS, PREFIX
from qrdesk.core.redirect import previews
from qrdesk.core.schemas.base import Poster
from qrdesk.daemon import pacing
from qrdesk.daemon.server import UNNAMED
from tests.daemon.houses import House, house
from tests.desks import Answer, Desk
from tests.forms import FILES, LOGO, form, photo

__all__ = ["house"]

PICTURES = f"{PREFIX}/pictures"


def upload(api: Desk) -> dict[str, str]:
    return form(api, {"kind": "preview", "name": 'Our "spring"\u2028 card'}, photo()).data


def fetch(api: Desk, picture_id: str, method: str = "GET", **headers: str) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return api.ask(method, f"{PICTURES}/{picture_id}", key="", headers=sent)


def test_the_address_that_is_told_is_the_one_in_the_table() -> None:
    (row,) = [row for row in OPERATIONS if row.returns is Poster]
    assert PREFIX + row.path.format(picture_id="fil_0123456789") == previews.path_of("fil_0123456789")
    assert (row.public, row.method) == (True, "GET")


def test_everybody_gets_a_preview_and_it_can_do_nothing(api: Desk) -> None:
    made = upload(api)
    assert made["url"] == f"http://localhost:8765{PICTURES}/{made['id']}"
    answer = fetch(api, made["id"])
    assert answer.status == 200
    assert hashlib.sha256(answer.content).hexdigest() == made["digest"]
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''Our%20%22spring%22")
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"] == "public, max-age=2592000, immutable"
    assert answer.headers["Etag"] == f'"{made["digest"]}"'


def test_who_asks_for_its_headers_gets_them_alone(api: Desk) -> None:
    made = upload(api)
    whole, head = (fetch(api, made["id"], method) for method in ("GET", "HEAD"))
    assert (head.status, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.content)) == str(made["size_bytes"])
    for name in ("Etag", "Content-Type", "Cache-Control"):
        assert head.headers[name] == whole.headers[name]


@pytest.mark.parametrize("sent", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_who_has_it_is_not_sent_it_again(api: Desk, sent: str) -> None:
    made = upload(api)
    answer = fetch(api, made["id"], If_None_Match=sent.format(made["digest"]))
    assert (answer.status, answer.content) == (304, b"")
    assert answer.headers["Etag"] == f'"{made["digest"]}"'
    assert answer.headers["Cache-Control"] == "public, max-age=2592000, immutable"


def test_who_has_another_gets_it(api: Desk) -> None:
    made = upload(api)
    for sent in ('"other"', made["digest"][:-1], ""):
        assert fetch(api, made["id"], If_None_Match=sent).status == 200


def test_logos_are_not_for_everybody_and_nobody_learns_that_they_are_there(api: Desk) -> None:
    logo, made = form(api, {"kind": "logo"}, LOGO).data, upload(api)
    assert logo["url"] is None
    gone = upload(api)
    assert api.ask("DELETE", f"{FILES}/{gone['id']}").status == 204
    for name in (logo["id"], logo["uuid"], made["uuid"], gone["id"], "fil_0000000000", "%00", "..%2f..", "x" * 300):
        answer = fetch(api, name)
        assert (answer.status, answer.code) == (404, "not_found")
        assert answer.headers["Cache-Control"] == "no-store"
    nobody = fetch(api, "fil_0000000000").content.replace(b"fil_0000000000", b"?")
    assert fetch(api, logo["id"]).content.replace(logo["id"].encode(), b"?") == nobody


def test_nothing_can_be_sent_there(api: Desk) -> None:
    made = upload(api)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = fetch(api, made["id"], method)
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert fetch(api, made["id"]).status == 200


def test_a_crowd_from_one_network_gets_pictures_and_takes_nothing_from_invitations(api: Desk) -> None:
    made = upload(api)
    most = pacing.POSTERS.quotas[0].most
    assert most > 10 * pacing.PUBLIC.quotas[0].most
    for _ in range(most):
        assert fetch(api, made["id"]).status == 200
    refused = fetch(api, made["id"])
    assert (refused.status, refused.code) == (429, "rate_limited")
    assert int(refused.headers["Retry-After"]) >= 1
    answer = api.ask("POST", f"{PREFIX}/invitations/accept", {"code": "qri_wrong"}, key="")
    assert answer.status != 429


def test_behind_a_proxy_that_does_not_say_for_whom_it_asks_nobody_is_refused(api: Desk) -> None:
    made = upload(api)

    def app(environ: dict[str, object], start: object) -> object:
        return api.app({**environ, UNNAMED: True}, start)  # type: ignore[arg-type,return-value] - as it came

    unnamed = Desk(api.opened, app, api.key)  # type: ignore[arg-type] - a WSGI application
    for _ in range(pacing.POSTERS.quotas[0].most + 1):
        assert fetch(unnamed, made["id"]).status == 200


def test_programs_that_obey_robots_txt_may_fetch_them(house: House) -> None:
    text = house.ask("/robots.txt").body.decode()
    robots = RobotFileParser()  # goes by the first line that fits
    robots.parse(text.splitlines())
    assert robots.can_fetch("Twitterbot", f"https://go.example{previews.path_of('fil_0123456789')}")
    assert robots.can_fetch("Twitterbot", "https://go.example/menu")
    assert not robots.can_fetch("Twitterbot", f"https://go.example{PREFIX}/links")
