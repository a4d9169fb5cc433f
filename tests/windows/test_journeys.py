"""Whole errands of people, at the app as it is started, on a real screen with a window manager, by mouse and keys."""

import time
from collections.abc import Generator
from pathlib import Path

import pypdfium2
import pytest
import requests
import zxingcpp

from qrdesk.client import Client
from qrdesk.core.settings import Settings
from qrdesk.gui.seat import PORT
from qrdesk.gui.shell.state import State
from tests.faults.processes import free_port
from tests.windows.people import (
    HAS_A_DESKTOP,
    Person,
    keys,
    person,
    seen_on_screen,
    typed,
    wait_for,
    window_manager,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not HAS_A_DESKTOP, reason="needs a screen (X11), openbox and xdotool: run `make test-slow` where they are"
    ),
]

SUMMER, WINTER = "https://example.com/summer", "https://example.com/winter"
API = "/api/v1/links"


@pytest.fixture(autouse=True)
def managed(own_home: Path) -> Generator[None]:
    """A window manager on the screen."""
    with window_manager(own_home):
        yield


def a_place(config: Path) -> int:
    """Say at which free port the app is to serve, on this computer alone; return it."""
    state, port = State(config), free_port()
    state.write(PORT, port)
    state.sync()
    return port


def follow(address: str) -> str:
    """Scan: ask for what the code says, as a phone does; return where it leads."""
    answer = requests.get(address, allow_redirects=False, timeout=30)
    assert answer.status_code in {301, 302, 307, 308}, answer.text[:300]
    return answer.headers["Location"]


def go_to(app: Person, page: str) -> None:
    """Click a page in the sidebar."""
    app.click(f"window.sidebar.item({page})")
    app.until("window.current_page()", lambda shown: shown == page)


def test_a_cafe_changes_the_link_of_its_lunch_menu(tmp_path: Path) -> None:
    config = tmp_path / "cafe"
    a_place(config)
    with person(config) as app:
        app.place("box", "opening.page().try_button")
        if app.value("opening.page().wifi.isChecked()"):
            app.click("opening.page().wifi")
        app.click("opening.page().try_button")
        app.until("window.current_page()", lambda page: page == "home")
        app.until("server.state", lambda state: "NETWORK_ONLY" in state)
        app.write("home.make.field.input", SUMMER)
        app.click("home.make.print_button")
        app.until("window.current_page()", lambda page: page == "studio")
        scanned = scan_the_screen()
        assert "/r/" in scanned
        assert follow(scanned) == SUMMER
        go_to(app, "links")
        app.click("row", "links.table", "example.com/summer")
        app.write("links.editor.fields.destination.input", WINTER)
        app.until("links.editor.bar.text()", lambda said: said == "1 change not saved")
        keys("ctrl+s")
        saved_at = time.monotonic()
        wait_for(lambda: follow(scanned) == WINTER, "the code to lead elsewhere", 2.0)
        assert time.monotonic() - saved_at < 2.0
        app.until("links.editor.bar.text()", lambda said: said == "All changes saved")
        app.leave(asked=True)
    with person(config) as app:
        app.until("opening.is_done()", bool)
        go_to(app, "links")
        app.click("row", "links.table", "example.com/winter")
        app.until("links.editor.fields.destination.text()", lambda text: text == WINTER)
        app.until("server.state", lambda state: "NETWORK_ONLY" in state)
        assert follow(scanned) == WINTER
        app.leave()


def scan_the_screen() -> str:
    """Return what the one code on the screen says."""
    found: list[str] = []

    def sees_one() -> bool:
        found[:] = {one.text for one in zxingcpp.read_barcodes(seen_on_screen())}
        return len(found) == 1

    wait_for(sees_one, "a code on the screen")
    return found[0]


def list_wines(path: Path, rows: int) -> None:
    lines = [f"Riesling {n};https://adler.example/w/{n};AD-{n:04}" for n in range(1, rows + 1)]
    path.write_text("\n".join(["Title;Destination;Slug", *lines]) + "\n", encoding="utf-8")


def test_a_print_shop_makes_4000_labels_from_a_list(tmp_path: Path) -> None:
    rows = 4000
    labels, out, config = tmp_path / "labels.csv", tmp_path / "labels.pdf", tmp_path / "shop"
    list_wines(labels, rows)
    database = tmp_path / "shop.db"
    Client.local(str(database), Settings(public_url="https://go.example")).close()
    a_place(config)
    with person(config, database) as app:
        app.until("opening.is_done()", bool)
        go_to(app, "batch")
        app.click("batch.empty.choose")
        app.name_file(labels)
        app.until("batch.make.text()", lambda said: said == "Make 4,000 codes…")
        app.click("batch.output.sheet")
        typed("L7160")
        keys("Return")
        app.click("batch.output.ink")
        typed("K only")
        keys("Return")
        app.write("batch.output.code_mm", "25")
        keys("Tab")
        app.until("batch.output.code_mm.value()", lambda mm: mm == 25)
        assert (app.value("batch.output.sheet.key()"), app.value("batch.output.ink.key()")) == ("L7160", "k")
        app.click("batch.make")
        app.name_file(out)
        counts = set[str]()
        slowest = 0.0
        app.until("batch.bar.codes.count.text()", lambda said: not said.startswith("0"))
        while app.value("batch.runner.is_busy()"):
            counts.add(app.value("batch.bar.codes.count.text()"))
            slowest = max(slowest, seconds_to_answer_a_key(app))
        assert app.value("batch.bar.title.text()") == "4,000 codes made"
        assert len(counts) > 3, f"progress was seen: {counts}"
        assert slowest < 1.0, f"a key was answered after {slowest:.2f} s"
        app.leave(asked=True)
    for place, first in ((0, 1), (95, 1996), (190, 3991)):
        said = codes_on(out, place)
        last = min(first + 20, rows)
        assert sorted(said) == [f"https://go.example/r/AD-{n:04}" for n in range(first, last + 1)]
    assert b"PDF/X" in out.read_bytes()


def seconds_to_answer_a_key(app: Person) -> float:
    """Open the palette and close it; return how long that took to be seen."""
    began = time.monotonic()
    keys("ctrl+k")
    app.until("window.finder.isVisible()", bool)
    took = time.monotonic() - began
    keys("Escape")
    app.until("window.finder.isVisible()", lambda shown: not shown)
    return took


def codes_on(pdf: Path, place: int) -> list[str]:
    """Return what the codes on a page of a PDF say."""
    with pypdfium2.PdfDocument(str(pdf)) as document:
        assert len(document) == 191
        image = document[place].render(scale=200 / 72).to_pil().convert("L")
        return [one.text for one in zxingcpp.read_barcodes(image)]


def test_an_agency_invites_a_colleague_and_makes_a_limited_key(tmp_path: Path) -> None:
    database, config = tmp_path / "agency.db", tmp_path / "agency"
    Client.local(str(database), Settings(public_url="https://go.example")).close()
    server = f"http://127.0.0.1:{a_place(config)}"
    with person(config, database) as owner:
        owner.until("server.state", lambda state: "SERVING" in state or "NETWORK_ONLY" in state)
        key = a_limited_key(owner)
        assert requests.get(server + API, headers=bearer(key), timeout=30).status_code == 200
        refused = requests.post(server + API, headers=bearer(key), json={"destination": SUMMER}, timeout=30)
        assert refused.status_code == 403
        code = an_invitation(owner)
        with person(tmp_path / "colleague") as colleague:
            comes_in(colleague, server, code)
            sees_only_what_is_theirs(colleague)
            colleague.leave()
        owner.leave(asked=True)


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def a_limited_key(owner: Person) -> str:
    """Make a key that only reads."""
    go_to(owner, "access")
    owner.click("access.keys.new")
    owner.write("access.keys.panel.name.input", "Screen in the window")
    owner.click("access.keys.panel.reach.usual.button(read)")
    owner.click("access.keys.panel.make")
    return str(owner.until("access.keys.panel.shown_key()", lambda key: key.startswith("qrd_")))


def an_invitation(owner: Person) -> str:
    """Invite Mara as a member."""
    owner.click("button", "access.tabs", "Invitations")
    owner.click("access.invitations.new")
    owner.write("access.invitations.panel.name.input", "Mara")
    owner.click("access.invitations.panel.make")
    return str(owner.until("access.invitations.panel.once.text()", lambda code: code.startswith("qri_")))


def comes_in(colleague: Person, server: str, code: str) -> None:
    """Join by the code, on the first page of an app of one's own."""
    colleague.click("opening.page().way.button(code)")
    colleague.write("opening.page().address.input", server)
    colleague.write("opening.page().code.input", code)
    colleague.write("opening.page().name.input", "Mara Sommer")
    colleague.click("opening.page().connect_button")
    colleague.until("opening.is_done()", bool)


def sees_only_what_is_theirs(colleague: Person) -> None:
    """A member makes links, and is not offered keys, which are not theirs to see."""
    colleague.write("home.make.field.input", SUMMER)
    colleague.click("home.make.create_button")
    colleague.until("window.current_page()", lambda page: page == "links")
    assert colleague.value("session.the_client().me.get().member.role") == "member"
    go_to(colleague, "access")
    offered = colleague.until("access._offered()", bool)
    assert ("keys" in offered, "usage" in offered) == (False, True)
    assert colleague.value("access.keys.new.isVisible()") is False
