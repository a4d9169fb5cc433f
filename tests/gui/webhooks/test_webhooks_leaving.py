"""A webhook is deleted although the app is closed or killed before the time for Undo is over."""

import threading
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, EndpointDraft
from qrdesk.core.errors import Conflict
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner, PoolRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.webhooks_leaving import Leaving
from tests.gui.desks import a_client, a_desk, client_of, wait_for
from tests.gui.webhooks.test_webhooks_removing import delete, lost

ENDED = "Shop is deleted now. QRDesk had ended before that was done."


def a_shop(client: Client, name: str = "Shop") -> EndpointView:
    return client.webhooks.create(EndpointDraft(url="https://shop.example.com/hook", name=name))


def killed_while(folder: Path, client: Client, *names: str) -> list[EndpointView]:
    """Delete webhooks in an app that ends before the time for Undo is over; they are left paused, and noted."""
    session = Session()
    desk = build(session, State(folder / "desk"), InlineRunner())
    session.use(client, "local", str(folder / "links.db"))
    desk.window.show_page("webhooks")
    made = [a_shop(client, name) for name in names]
    desk.webhooks.refresh()
    for one in made:
        delete(desk, one)
    desk.window.blockSignals(True)  # it says nothing when it ends
    desk.close()
    desk.window.deleteLater()
    assert [one.state for one in client.webhooks.list()] == ["paused"] * len(made)
    return made


def noted(desk: Desk) -> list[str]:
    return list(Leaving(desk.state).of(desk.session.whose))


def said(desk: Desk) -> list[str]:
    return [toast.words for toast in desk.window.toasts()]


def test_closed_while_every_thread_is_busy_it_is_deleted_and_noted_no_more(tmp_path: Path, qtbot: QtBot) -> None:
    jobs, go_on, client = PoolRunner(threads=2), threading.Event(), a_client(tmp_path)
    session = Session()
    desk = build(session, State(tmp_path / "desk"), jobs)
    session.use(client, "local", str(tmp_path / "links.db"))
    desk.window.show_page("webhooks")
    shop = a_shop(client)
    desk.webhooks.refresh()
    wait_for(lambda: desk.webhooks.list.ids() == [shop.id], "the webhook to be listed")
    delete(desk, shop)
    wait_for(lambda: said(desk) == ["Shop is deleted"], "the webhook to rest")
    assert noted(desk) == [shop.id]
    for _ in range(2):
        jobs.run(desk.window, partial(go_on.wait, 30), lambda _done: None)
    desk.window.close()
    desk.window.quit()
    desk.close()
    assert not jobs.close(timeout_s=1), "the slow answers do not come"
    go_on.set()
    assert client.webhooks.list() == []
    assert noted(desk) == []
    wait_for(jobs.idle, "the slow answers to end")
    session.close()
    desk.window.deleteLater()


def test_after_a_kill_it_is_deleted_when_its_place_is_opened_again_and_that_is_said(tmp_path: Path) -> None:
    with a_client(tmp_path) as client:
        killed_while(tmp_path, client, "Shop")
    with a_desk(tmp_path) as desk:
        assert client_of(desk).webhooks.list() == []
        assert said(desk) == [ENDED]
        assert noted(desk) == []


def test_of_several_the_number_is_said(tmp_path: Path) -> None:
    with a_client(tmp_path) as client:
        killed_while(tmp_path, client, "Shop", "Till")
    with a_desk(tmp_path) as desk:
        assert said(desk) == ["2 webhooks are deleted now. QRDesk had ended before that was done."]


def test_what_somebody_let_go_on_since_is_left_alone(tmp_path: Path) -> None:
    with a_client(tmp_path) as client:
        (shop,) = killed_while(tmp_path, client, "Shop")
        client.webhooks.resume(shop.id)
    with a_desk(tmp_path) as desk:
        assert [one.state for one in client_of(desk).webhooks.list()] == ["healthy"]
        assert said(desk) == ["Shop is still there, and was not deleted"]
        assert noted(desk) == []


def test_what_is_noted_of_another_workspace_waits_for_its_key(tmp_path: Path) -> None:
    with a_client(tmp_path) as client:
        (shop,) = killed_while(tmp_path, client, "Shop")
        Leaving(State(tmp_path / "desk")).note(str(tmp_path / "links.db"), shop.id, "wsp_other")
    with a_desk(tmp_path) as desk:
        assert [one.state for one in client_of(desk).webhooks.list()] == ["paused"]
        assert (said(desk), noted(desk)) == ([], [shop.id])


def test_where_nobody_answers_it_waits_until_somebody_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_client(tmp_path) as client:
        (shop,) = killed_while(tmp_path, client, "Shop")
    with a_desk(tmp_path, connected=False) as desk, a_client(tmp_path) as client:
        with monkeypatch.context() as away:
            away.setattr(client.webhooks, "get", lost)
            desk.session.use(client, "local", str(tmp_path / "links.db"))
        assert (said(desk), noted(desk)) == ([], [shop.id])
        desk.session.back.emit()
        assert (said(desk), noted(desk)) == ([ENDED], [])


def test_what_cannot_be_deleted_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_endpoint_id: str) -> None:
        raise Conflict("It is in use.")

    with a_client(tmp_path) as client:
        killed_while(tmp_path, client, "Shop")
    with a_desk(tmp_path, connected=False) as desk, a_client(tmp_path) as client:
        monkeypatch.setattr(client.webhooks, "delete", refused)
        desk.session.use(client, "local", str(tmp_path / "links.db"))
        assert said(desk) == ["Shop is still there, but paused: It is in use."]
        assert noted(desk) == []


def test_undo_and_a_refusal_leave_no_note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_desk(tmp_path) as desk:
        desk.window.show_page("webhooks")
        shop = a_shop(client_of(desk))
        desk.webhooks.refresh()
        delete(desk, shop)
        assert noted(desk) == [shop.id]
        desk.window.undo_last()
        assert noted(desk) == []
        monkeypatch.setattr(client_of(desk).webhooks, "pause", lost)
        delete(desk, shop)
        assert noted(desk) == []
