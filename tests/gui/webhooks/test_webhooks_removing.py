"""An endpoint that is being deleted: what becomes of it when something else is opened, or nobody answers."""

from collections.abc import Generator
from pathlib import Path

import pytest

from qrdesk.client import EndpointDraft
from qrdesk.core.errors import ServerUnreachable
from qrdesk.core.schemas.webhooks import EndpointView
from qrdesk.gui.desk import Desk
from tests.gui.desks import a_desk, client_of
from tests.gui.held_jobs import HeldJobs

LOST = "go.example does not answer."


@pytest.fixture
def jobs() -> HeldJobs:
    return HeldJobs(holds=False)


@pytest.fixture
def desk(tmp_path: Path, jobs: HeldJobs) -> Generator[Desk]:
    with a_desk(tmp_path, jobs) as made:
        made.window.show_page("webhooks")
        yield made


@pytest.fixture
def shop(desk: Desk) -> EndpointView:
    made = client_of(desk).webhooks.create(EndpointDraft(url="https://shop.example.com/hook", name="Shop"))
    desk.webhooks.refresh()
    return made


def delete(desk: Desk, endpoint: EndpointView) -> None:
    desk.webhooks.choose(endpoint.id)
    desk.webhooks.detail.wanted.emit("delete")
    desk.webhooks.detail.question.final.click()


def lost(_endpoint_id: str) -> None:
    raise ServerUnreachable(LOST)


def test_what_was_deleted_is_deleted_where_something_else_is_opened_right_after(
    desk: Desk, jobs: HeldJobs, shop: EndpointView
) -> None:
    client, place = client_of(desk), desk.session.place
    jobs.holds = True
    delete(desk, shop)
    desk.session.use(client, "local", place)  # as another workspace
    jobs.holds = False
    jobs.let_go()
    assert client.webhooks.list() == [], "none that is paused, and nobody knows why"
    assert desk.window.toasts() == []


def test_a_webhook_that_could_not_be_deleted_says_that_it_is_paused(
    desk: Desk, shop: EndpointView, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(desk, shop)
    monkeypatch.setattr(client_of(desk).webhooks, "delete", lost)
    desk.window.toasts()[0].leave()
    assert [toast.words for toast in desk.window.toasts()] == [f"Shop is still there, but paused: {LOST}"]
    assert desk.webhooks.list.ids() == [shop.id]


def test_a_webhook_that_could_not_go_on_says_that_it_is_paused(
    desk: Desk, shop: EndpointView, monkeypatch: pytest.MonkeyPatch
) -> None:
    delete(desk, shop)
    monkeypatch.setattr(client_of(desk).webhooks, "resume", lost)
    desk.window.undo_last()
    assert [toast.words for toast in desk.window.toasts()] == [f"Shop is still there, but paused: {LOST}"]
    assert desk.webhooks.list.ids() == [shop.id]


def test_a_webhook_that_came_back_with_a_backup_is_listed(desk: Desk, shop: EndpointView) -> None:
    delete(desk, shop)
    desk.window.toasts()[0].leave()
    assert client_of(desk).webhooks.list() == []
    desk.session.use(client_of(desk), "local", desk.session.place)  # as after it was restored
    assert desk.webhooks.removing.shown([shop]) == [shop]


def test_pressed_twice_at_a_slow_server_it_is_deleted_once_and_undo_lets_it_go_on(
    desk: Desk, jobs: HeldJobs, shop: EndpointView
) -> None:
    jobs.holds = True
    delete(desk, shop)
    delete(desk, shop)
    jobs.holds = False
    jobs.let_go()
    assert [toast.words for toast in desk.window.toasts()] == ["Shop is deleted"]
    desk.window.undo_last()
    assert client_of(desk).webhooks.get(shop.id).state == "healthy"


def test_what_goes_on_meanwhile_is_not_deleted(desk: Desk, shop: EndpointView) -> None:
    delete(desk, shop)
    client_of(desk).webhooks.resume(shop.id)  # by somebody else, or a backup was restored that has it
    desk.window.toasts()[0].leave()
    assert client_of(desk).webhooks.get(shop.id).state == "healthy"
    assert desk.webhooks.list.ids() == [shop.id]
    assert [toast.words for toast in desk.window.toasts()] == ["Shop goes on, and was not deleted"]
