"""Access, Activity and Webhooks: their main tasks over both transports."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from PySide6.QtWidgets import QLabel

from qrdesk.client import LinkDraft, LinkPatch
from qrdesk.core.schemas.access import Role
from qrdesk.gui.desk import Desk
from tests.access import a_member
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of


def test_a_limited_key_is_made_shown_once_and_turned(desk: Desk, hand: Hand) -> None:
    hand.click(desk.window.sidebar.item("access"))
    part = desk.access.keys
    hand.click(part.new)
    hand.write(part.panel.name.input, "Till")
    hand.click(part.panel.reach.usual.button("read"))
    hand.click(part.panel.make)
    first = part.panel.shown_key()
    assert first.startswith("qrd_")
    made = next(key for key in client_of(desk).keys.list() if key.name == "Till")
    assert "links:read" in made.scopes
    assert "links:create" not in made.scopes
    hand.click(part.panel.once.copy)
    hand.click(part.panel.once.keep)
    assert part.panel.shown_key() == ""
    hand.click(part.panel.rotate)
    hand.press(part.panel.turn, "Make the new key")
    hand.until(lambda: part.panel.shown_key().startswith("qrd_"), "the new key")
    assert part.panel.shown_key() != first


def test_somebody_is_invited_and_a_member_gets_another_role(desk: Desk, hand: Hand) -> None:
    a_member(client_of(desk), "Mara")
    hand.click(desk.window.sidebar.item("access"))
    page = desk.access
    hand.press(page.tabs, "Invitations")
    hand.click(page.invitations.new)
    hand.write(page.invitations.panel.name.input, "Jonas")
    hand.click(page.invitations.panel.make)
    assert page.invitations.panel.once.text().startswith("qri_")
    assert "Jonas" in {one.name for one in client_of(desk).invitations.list()}
    hand.press(page.tabs, "Members")
    hand.row(page.members.table, "Mara", 1)
    hand.choose(page.members.panel.role, Role.ADMIN.value)
    hand.click(page.members.panel.save)
    assert {one.name: one.role for one in client_of(desk).members.list()}["Mara"] is Role.ADMIN


def test_a_change_is_found_looked_into_and_put_back(desk: Desk, hand: Hand) -> None:
    client = client_of(desk)
    link = client.links.create(LinkDraft(destination="https://example.com/summer", title="Menu"))
    client.links.create(LinkDraft(destination="https://example.com/jobs", title="Jobs"))
    client.links.update(link.id, LinkPatch(destination="https://example.com/winter"))
    hand.click(desk.window.sidebar.item("activity"))
    page = desk.activity
    everything = page.model.rowCount()
    hand.write(page.filters.search, "Menu")
    hand.until(lambda: 0 < page.model.rowCount() < everything, "fewer changes")
    hand.cell(page.table, 0, 1)
    hand.until(page.panel.restore.isVisible, "the change")
    assert any("winter" in label.text() for label in page.panel.findChildren(QLabel)), "what it was changed to"
    hand.click(page.panel.restore)
    assert client.links.get(link.id).destination == "https://example.com/summer"


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append(body)  # type: ignore[attr-defined] - our own
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal."""


@contextmanager
def receiver() -> Generator[tuple[str, list[Any]]]:
    """Yield an address that takes what webhooks tell, and what it has heard."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Receiver) as server:
        server.heard = []  # type: ignore[attr-defined] - read by the handler
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/in", server.heard  # type: ignore[attr-defined] - as above
        finally:
            server.shutdown()
            thread.join()


def test_an_endpoint_is_added_its_secret_shown_once_and_a_test_delivered(desk: Desk, hand: Hand) -> None:
    with receiver() as (url, heard):
        hand.click(desk.window.sidebar.item("webhooks"))
        page = desk.webhooks
        hand.click(page.begin)
        hand.write(page.panel.form.url.input, url)
        hand.click(page.panel.make)
        (made,) = client_of(desk).webhooks.list()
        assert made.url == url
        assert page.detail.once.text().startswith("whsec_")
        hand.click(page.detail.once.copy)
        hand.click(page.detail.once.keep)
        assert page.detail.once.text() == ""
        hand.click(page.detail.head.test)
        hand.until(lambda: heard, "the test to arrive")
        assert page.detail.result.text().startswith("The test has arrived. It answered 204 in ")
        log = page.detail.log
        hand.until(lambda: log.model.rowCount() == 1, "its delivery in the log")
        hand.cell(log.table, 0, 0)
        hand.until(lambda: page.detail.delivery.response.toPlainText().startswith("HTTP 204"), "what it answered")
