"""``/{slug}/qr``: the code of any address as a picture, for everybody, on the host that was asked."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
import requests
import zxingcpp
from PIL import Image

from qrdesk.core import database
from qrdesk.core.errors import Busy, Invalid, LinkGone, NotFound
from qrdesk.core.limits.window import Quota
from qrdesk.core.models import Domain, Link
from qrdesk.core.services.public_codes import get_code_text
from qrdesk.daemon.dialects.usnp import colours
from qrdesk.daemon.dialects.usnp.picture import Shelf
from qrdesk.daemon.pacing import Surface
from tests import eyes
from tests.desks import Desk, desk, make_key, second_workspace
from tests.dialects.conftest import PUBLIC_URL, House
from tests.postgres import BOTH, database_of

QUIET = 4
PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
WAIT_S = 30


@pytest.fixture(scope="module")
def short_id(house: House) -> str:
    return house.ask("POST", "/shorten", {"redirect_url": "https://example.com/landing"}).json()["short_id"]


@pytest.fixture(scope="module", params=BOTH)
def alone(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("usnp")
    with database_of(request, folder) as url, desk(url, folder / "data") as found:
        yield found


def drawn(house: House, slug: str, **query: Any) -> requests.Response:
    answer = house.ask("GET", f"/{slug}/qr", key="", params=query)
    assert answer.status_code == 200, answer.text
    return answer


def opened(answer: requests.Response) -> Image.Image:
    return Image.open(BytesIO(answer.content)).convert("RGBA")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_it_reads_as_the_short_address_that_was_printed(house: House, short_id: str, kind: str) -> None:
    answer = drawn(house, short_id, format=kind)
    media_type = {"png": "image/png", "svg": "image/svg+xml"}[kind]
    assert answer.headers["Content-Type"] == media_type
    assert eyes.read(answer.content, media_type) == f"{PUBLIC_URL}/{short_id}"


def test_without_words_it_is_a_png_of_five_pixels_a_module_level_m_and_a_border_of_four(
    house: House, short_id: str
) -> None:
    picture = opened(drawn(house, short_id))
    found = zxingcpp.read_barcode(picture.convert("L"))
    assert found is not None
    assert found.ec_level == "M"
    side = picture.width // 5
    assert (picture.width, picture.height) == (5 * side, 5 * side)
    edge = QUIET * 5
    assert (side - 2 * QUIET - 17) % 4 == 0  # a symbol has 17 + 4 n modules
    assert picture.getpixel((edge - 1, edge - 1)) == (255, 255, 255, 255)
    assert picture.getpixel((edge, edge)) == (0, 0, 0, 255)
    assert opened(drawn(house, short_id, scale=20)).width == 20 * side
    assert opened(drawn(house, short_id, scale=1)).width == side
    assert f'width="{7 * side}" height="{7 * side}"' in drawn(house, short_id, scale=7, format="svg").text


@pytest.mark.parametrize(
    ("dark", "light", "seen"),
    [
        ("#ff0000", "#00ffff", [(255, 0, 0, 255), (0, 255, 255, 255)]),
        ("F00", "0FF", [(255, 0, 0, 255), (0, 255, 255, 255)]),
        ("cmyk(0,100,100,0)", "cmyk:0, 0, 20, 0", [(255, 0, 0, 255), (255, 255, 204, 255)]),
        ("0,0,0,1", "0,0,0.2,0", [(0, 0, 0, 255), (255, 255, 204, 255)]),
        ("100,75,0,2", "transparent", [(0, 62, 250, 255), None]),
    ],
)
def test_colours_are_hex_or_cmyk_or_none(house: House, short_id: str, dark: str, light: str, seen: list[Any]) -> None:
    picture = opened(drawn(house, short_id, dark=dark, light=light))
    at = [picture.getpixel((QUIET * 5, QUIET * 5)), picture.getpixel((0, 0))]
    assert at[0] == seen[0]
    assert at[1] == seen[1] if seen[1] else isinstance(at[1], tuple) and at[1][3] == 0
    vector = drawn(house, short_id, dark=dark, light=light, format="svg").text
    assert f'fill="#{"".join(f"{channel:02x}" for channel in seen[0][:3])}"' in vector
    assert vector.count("fill=") == (2 if seen[1] else 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("scale", value) for value in ("0", "21", "-1", "5.5", "x", "1e1", "9" * 400)],
        *[("format", value) for value in ("gif", "pdf", "png/../svg")],
        *[("dark", value) for value in ("transparent", "#ff", "#12345", "cmyk(1,2,3)", "cmyk(0,0,0,101)", "red'/>")],
        *[("light", value) for value in ("cmyk(,,,)", "#gggggg", "1,2,3,4,5", "\ud7ff", "000000")],
        *[("light", value) for value in ("cmyk(0,0,0,100)", "0,0,0,1", "#000001", "#333")],  # it could not be seen
    ],
)
def test_what_cannot_be_used_is_named(house: House, short_id: str, name: str, value: str) -> None:
    answer = house.ask("GET", f"/{short_id}/qr", key="", params={name: value})
    assert (answer.status_code, list(answer.json())) == (422, ["detail"])
    assert [(one["loc"], one["type"]) for one in answer.json()["detail"]] == [(["query", name], "value_error")]


def test_who_has_it_gets_no_bytes(house: House, short_id: str) -> None:
    first = drawn(house, short_id, dark="#102030")
    assert first.headers["Cache-Control"] == "public, max-age=3600"
    mark = first.headers["ETag"]
    for known in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = house.ask("GET", f"/{short_id}/qr", key="", params={"dark": "102030"}, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    assert drawn(house, short_id, dark="#102031").headers["ETag"] != mark
    head = house.ask("HEAD", f"/{short_id}/qr", key="", params={"dark": "#102030"})
    assert (head.status_code, head.content, head.headers["Content-Type"]) == (200, b"", "image/png")
    assert head.headers["Content-Length"] == str(len(first.content))


def test_it_is_for_addresses_that_are_there_however_they_are_typed(house: House, short_id: str) -> None:
    assert drawn(house, short_id.lower()).content == drawn(house, short_id).content
    assert house.ask("GET", f"/{short_id}/qr/", key="").status_code == 200
    for path, host in (
        ("/nobodys/qr", ""),
        (f"/{short_id}/qr", "evil.example"),
        ("/%00/qr", ""),
        ("/" + "a" * 300 + "/qr", ""),
    ):
        refused = house.ask("GET", path, key="", headers={"Host": host} if host else {})
        assert (refused.status_code, list(refused.json())) == (404, ["detail"]), path
    assert house.ask("GET", f"/r/{short_id}/qr", key="").status_code == 404
    refused = house.ask("DELETE", f"/{short_id}/qr")
    assert (refused.status_code, list(refused.json())) == (405, ["detail"])
    assert "GET" in refused.headers["Allow"]


def test_a_link_that_rests_or_is_locked_has_its_picture_and_a_deleted_one_has_none(house: House) -> None:
    body = {"destination": "https://example.com/secret", "slug": "usnp-locked", "password": "correct horse"}
    link = house.ask("POST", "/api/v1/links", body).json()["data"]
    before = drawn(house, "usnp-locked")
    assert house.ask("POST", f"/api/v1/links/{link['id']}/pause").status_code == 200
    assert drawn(house, "usnp-locked").content == before.content
    vector = drawn(house, "usnp-locked", format="svg").content
    assert eyes.read(vector, "image/svg+xml") == f"{PUBLIC_URL}/usnp-locked"
    assert house.ask("POST", f"/api/v1/links/{link['id']}/aliases", {"slug": "usnp-poster"}).status_code in {200, 201}
    assert eyes.read(drawn(house, "usnp-poster").content, "image/png") == f"{PUBLIC_URL}/usnp-poster"
    assert house.ask("DELETE", f"/api/v1/links/{link['id']}").status_code == 204
    gone = house.ask("GET", "/usnp-locked/qr", key="")
    assert (gone.status_code, list(gone.json())) == (410, ["detail"])


def test_a_picture_is_no_hit(house: House, short_id: str) -> None:
    for _ in range(3):
        drawn(house, short_id)
    assert house.ask("GET", f"/{short_id}", key="", headers={"User-Agent": PERSON}).status_code == 302
    deadline = time.monotonic() + WAIT_S
    while not (hits := house.ask("GET", f"/links/{short_id}/analytics/summary").json()["total_hits"]):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert hits == 1  # what came before it was read before it


def test_a_page_full_of_codes_shows_all_of_them_and_artwork_is_made_meanwhile(house: House, short_id: str) -> None:
    link_id = house.ask("GET", f"/api/v1/links/{short_id}").json()["data"]["id"]
    code = house.ask("POST", "/api/v1/qr-codes", {"link_id": link_id, "design": {}}).json()["data"]["id"]
    colours = [f"#{number:02x}0000" for number in range(40)]
    with ThreadPoolExecutor(44) as visitors:
        page = [visitors.submit(house.ask, "GET", f"/{short_id}/qr", key="", params={"dark": one}) for one in colours]
        artwork = [visitors.submit(house.ask, "POST", f"/api/v1/qr-codes/{code}/export", {}) for _ in range(4)]
        assert [one.result().status_code for one in page] == [200] * len(colours)
        assert [one.result().status_code for one in artwork] == [200] * len(artwork)


def test_one_network_cannot_ask_for_ever(alone: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [alone.ask("GET", "/nobodys/qr", key="") for _ in range(600)]
    assert {one.status for one in answers} == {404}
    refused = alone.ask("GET", "/nobodys/qr", key="")
    assert (refused.status, set(refused.json)) == (429, {"error", "detail"})
    assert int(refused.headers["Retry-After"]) >= 1
    monkeypatch.setattr("qrdesk.daemon.dialects.mounting.CROWD", Surface("crowd", (Quota(3, 60),)))
    through = {"Qrdesk-Proxied": "1"}  # a proxy on this computer that nobody trusts, or a header made up: everybody
    answers = [alone.ask("GET", "/nobodys/qr", key="", headers=through).status for _ in range(4)]
    assert answers == [404, 404, 404, 429]


def test_each_domain_has_pictures_of_its_own_addresses(alone: Desk) -> None:
    key = make_key(alone.opened, actor=second_workspace())
    slug = alone.ask("POST", "/shorten", {"redirect_url": "https://example.com/"}, key=key).json["short_id"]
    with database.scope():
        ours, theirs = (Domain.get(Domain.host == host) for host in (_default_host(), "other.example"))
        assert get_code_text(theirs.id, slug) == f"https://other.example/{slug}"
        for domain_id, name in ((ours.id, slug), (0, slug), (theirs.id, "nobodys")):
            with pytest.raises(NotFound):
                get_code_text(domain_id, name)
        Link.update(deleted_at=Link.created_at).where(Link.slug == slug).execute()
        with pytest.raises(LinkGone):
            get_code_text(theirs.id, slug)


def _default_host() -> str:
    return Domain.select().order_by(Domain.id).first().host


def test_a_colour_has_one_spelling() -> None:
    spellings = ("cmyk(0,20,100,0)", "0,20,100,0", "CMYK: 0, 20%, 100%, 0", "device-cmyk(0,.2,1,0)", "0,0.2,1,0")
    assert {colours.read("dark", text) for text in spellings} == {"cmyk:0,20,100,0"}
    assert {colours.read("dark", text) for text in ("#ABC", "aabbcc", " #aabbcc ")} == {"#aabbcc"}
    with pytest.raises(Invalid) as refused:
        colours.read("dark", "9" * 100_000)
    assert list(refused.value.field_errors) == ["dark"]


def test_the_picture_that_nobody_asked_for_longest_is_let_go() -> None:
    shelf = Shelf(2)
    shelf.put("a", b"A")
    shelf.put("b", b"B")
    assert shelf.find("a") == b"A"
    shelf.put("c", b"C")
    assert [shelf.find(mark) for mark in "abc"] == [b"A", None, b"C"]


def test_what_many_ask_for_at_once_is_drawn_once() -> None:
    looks, drawn_by = threading.Semaphore(0), list[int]()

    class Watched(Shelf):
        def find(self, mark: str) -> bytes | None:
            found = super().find(mark)
            looks.release()
            return found

    def draw() -> bytes:
        drawn_by.append(threading.get_ident())
        for _ in range(5):  # whoever draws has looked twice, and three others have found nothing
            assert looks.acquire(timeout=WAIT_S)
        return b"A"

    shelf = Watched(2)
    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(shelf.find_or_draw, "a", draw) for _ in range(4)]
        assert [one.result(WAIT_S) for one in asked] == [b"A"] * 4
    assert len(drawn_by) == 1


def test_who_waits_for_a_picture_that_failed_draws_it() -> None:
    shelf = Shelf(2)

    def broken() -> bytes:
        raise Busy("Not now.")

    with pytest.raises(Busy):
        shelf.find_or_draw("a", broken)
    assert shelf.find_or_draw("a", lambda: b"A") == b"A"
