"""What was sent to an endpoint: the log, each attempt, what is sent again, and tests."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, EndpointDraft
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.core.settings import Settings
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.webhooks_chain import Chain
from qrdesk.gui.words import clock
from tests.gui.desks import a_desk, client_of, wait_for
from tests.gui.held_jobs import HeldJobs
from tests.gui.webhooks.reading import DOWN, URL, WELL, ago, rows, shown
from tests.webhook_rows import Try, told


def test_the_log_narrows_and_goes_on_as_one_scrolls(desk: Desk, till: EndpointView) -> None:
    client = client_of(desk)
    for number in range(130):
        told(client, till.id, [WELL], at=ago(minutes=200 - number))
    failed = told(client, till.id, [DOWN], at=ago(minutes=3))
    page = shown(desk)
    log = page.detail.log
    assert log.model.rowCount() == 100
    bar = log.table.verticalScrollBar()
    wait_for(lambda: bar.maximum() > 0, "the page to be laid out")
    bar.setValue(bar.maximum())
    assert log.model.rowCount() == 131
    assert log.status.button("failed").text() == "Given up"  # others that wait may have failed as well
    log.status.button("failed").click()
    assert len(rows(page)) == 1
    assert "503" in rows(page)[0]
    assert "given up" in rows(page)[0]
    log.status.button("").click()
    log.search.setText(failed)
    log.asked.emit()  # what a pause in typing does
    assert len(rows(page)) == 1
    log.search.setText("dlv_none")
    log.asked.emit()
    assert log.all.isVisible()
    assert not page.detail.delivery.isVisible()
    log.all.click()
    assert log.model.rowCount() == 100


def test_what_comes_in_stands_on_top_and_what_is_read_stays(desk: Desk, till: EndpointView) -> None:
    client = client_of(desk)
    first = told(client, till.id, [WELL], at=ago(minutes=9))
    for number in range(8):
        told(client, till.id, [WELL], at=ago(minutes=8 - number))
    page = shown(desk)
    log = page.detail.log
    log.table.selectRow(8)
    assert page.detail.delivery.shown_id() == first
    bar = log.table.verticalScrollBar()
    wait_for(lambda: bar.maximum() >= 80, "the page to be laid out")
    bar.setValue(80)
    newest = told(client, till.id, [DOWN], at=ago(), next_in=timedelta(minutes=5))
    page.tick()
    assert log.model.row_of(newest) == 0
    assert log.table.currentIndex().row() == 9
    assert bar.value() == 120, "what is read does not jump"
    assert page.detail.delivery.shown_id() == first
    log.status.button("waiting").click()
    assert len(rows(page)) == 1
    client.webhooks.delete(till.id)
    page.tick()
    assert page.begin.isVisible()


def test_each_attempt_shows_what_was_sent_and_answered(desk: Desk, till: EndpointView) -> None:
    late: Try = ("timed_out", None, 15_000)
    answer = "<b>Kasse wird neu gestartet</b>"
    told(client_of(desk), till.id, [late, DOWN], at=ago(minutes=5), next_in=timedelta(minutes=5), answer=answer)
    page = shown(desk)
    pane = page.detail.delivery
    assert pane.request.toPlainText().startswith("POST /hooks/qrdesk\n")
    assert '\n  "type": "link.clicked",\n' in pane.request.toPlainText()
    assert pane.response.toPlainText().startswith("HTTP 503\n")
    assert pane.response.toPlainText().endswith(f"\n\n{answer}")
    first, second = pane.chain.buttons()
    assert second.isChecked()
    first.click()
    assert pane.response.toPlainText() == "No whole answer came within 15 s."
    page.tick()
    assert pane.response.toPlainText() == "No whole answer came within 15 s.", "what is read stays"
    QTest.keyClick(pane.chain, Qt.Key.Key_Right)
    assert pane.response.toPlainText().startswith("HTTP 503\n")


def test_attempts_say_less_where_there_is_little_room(desk: Desk, till: EndpointView, qtbot: QtBot) -> None:
    client = client_of(desk)
    delivery = client.webhooks.delivery(told(client, till.id, [DOWN, DOWN, DOWN], at=ago(days=3)))
    holder = QWidget()
    qtbot.addWidget(holder)
    chain = Chain(holder)
    chain.setParent(holder)
    holder.show()
    chain.resize(800, 26)
    chain.show()
    chain.show_delivery(delivery, 2, at_rest=False)
    said = [button.text() for button in chain.buttons()]
    assert len(said) == 3
    assert all(one.endswith(clock(attempt.at, seconds=True)) for one, attempt in zip(said, delivery.tries, strict=True))
    chain.resize(230, 26)
    holder.grab()
    assert [button.text() for button in chain.buttons()] == ["1", "2", "3"]
    assert chain.buttons()[2].accessibleName().startswith(said[2])
    assert all(button.width() >= button.sizeHint().width() for button in chain.buttons())


def test_a_delivery_is_sent_once_more(desk: Desk, till: EndpointView) -> None:
    delivery = told(client_of(desk), till.id, [WELL], at=ago(minutes=5))
    page = shown(desk)
    page.detail.delivery.redeliver.click()
    assert client_of(desk).webhooks.delivery(delivery).status == "waiting"
    assert rows(page)[0].endswith("due")
    assert page.detail.delivery.redeliver.isEnabled()


@pytest.mark.wide
def test_many_are_sent_again_and_it_says_how_many(desk: Desk, till: EndpointView) -> None:
    for hours in (50, 5, 4):
        told(client_of(desk), till.id, [DOWN], at=ago(hours=hours))
    told(client_of(desk), till.id, [WELL], at=ago(hours=3))
    page = shown(desk)
    page.detail.wanted.emit("recover")
    again = page.detail.again
    assert again.count.text() == "That is up to 2 events."
    again.span.choose("1")
    again.span.chosen.emit("1")
    assert not again.final.isEnabled(), "nothing failed in the last hour"
    again.span.choose("168")
    again.span.chosen.emit("168")
    again.final.click()
    assert page.detail.result.text() == "3 deliveries are sent again."
    page.detail.wanted.emit("replay")
    assert again.count.text() == "That is up to 3 events."
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert not again.isVisible()
    assert page.detail.result.isVisible()


def test_an_older_answer_never_shows_deliveries_of_another_endpoint(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False, only_answers=True)
    with a_desk(tmp_path, jobs) as desk:
        client = client_of(desk)
        one = client.webhooks.create(EndpointDraft(url=URL, name="One"))
        two = client.webhooks.create(EndpointDraft(url=URL, name="Two"))
        for endpoint, kind in ((one, "link.clicked"), (two, "link.created")):
            told(client, endpoint.id, [WELL], at=ago(minutes=1), kind=kind)
        page = shown(desk)
        page.choose(two.id)
        jobs.holds = True
        page.choose(one.id)
        page.choose(two.id)
        page.tick()
        for answer in reversed(jobs.held):
            answer()
        jobs.holds = False
        jobs.let_go()
        assert [row.split(",")[0] for row in rows(page)] == ["link.created"]
        delivery = page.detail.delivery.shown()
        assert delivery is not None
        assert delivery.kind == "link.created"
        assert not page.asking.is_open("log")


class _Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))  # type: ignore[attr-defined] - our own
        self.send_response(204)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the terminal."""


def test_a_test_shows_at_once_what_came_back(tmp_path: Path, qtbot: QtBot) -> None:
    heard: list[object] = []
    with a_desk(tmp_path, connected=False) as desk, ThreadingHTTPServer(("127.0.0.1", 0), _Receiver) as receiver:
        receiver.heard = heard  # type: ignore[attr-defined] - read by the handler
        thread = Thread(target=receiver.serve_forever)
        thread.start()
        try:
            here = Settings(public_url="https://go.example", webhook_allowed_networks="127.0.0.0/8")
            desk.session.use(Client.local(str(tmp_path / "links.db"), here), "local", "")
            url = f"http://127.0.0.1:{receiver.server_port}/in"
            made = client_of(desk).webhooks.create(EndpointDraft(url=url, name="Till"))
            page = shown(desk)
            page.detail.head.test.click()
            assert page.detail.result.text().startswith("The test has arrived. It answered 204 in ")
        finally:
            receiver.shutdown()
            thread.join()
        assert len(heard) == 1
        assert page.detail.delivery.shown_id()
        assert "204" in rows(page)[0]
        receiver.server_close()
        page.detail.head.test.click()
        assert page.detail.result.text().startswith("The test did not arrive.")
        assert page.detail.result.text().endswith("A test is sent once; events are sent again.")
        assert "sent once" in rows(page)[0]
        assert page.detail.head.test.isEnabled()
        assert made.id == page.detail.shown_id()
