"""What needs a person, on Home: each in a line of its own, mended in place, and nothing of what a key may not read."""

from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qrdesk.client import Client, CodeDraft, EndpointDraft, ExportDraft, KeyDraft, LinkDraft, LinkPatch
from qrdesk.core import database
from qrdesk.core.hits import days
from qrdesk.core.hits.misses import SHUT
from qrdesk.core.models import Domain, Endpoint, Link, MissDay, TargetCheck
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import home_attention
from qrdesk.gui.pages.home_asking import Needs
from qrdesk.gui.widgets.buttons import Button
from tests.desks import desk as served_desk
from tests.desks import served
from tests.gui.desks import a_desk, a_desk_at, client_of, wait_for
from tests.gui.held_jobs import HeldJobs

ELSEWHERE = "https://example.com/winter"


@pytest.fixture(params=["local", "http"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, british: None) -> Generator[Desk]:
    with a_desk_at(request.param, tmp_path) as made:
        yield made


def a_broken_link(client: Client) -> LinkView:
    """Return a link whose code was printed, and whose page is gone."""
    link = client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu"))
    code = client.codes.create(CodeDraft(link_id=link.id))
    client.codes.export(code.id, ExportDraft())
    with database.write():
        row = Link.get(Link.public_id == link.id)
        gone = {"status": "down", "detail": "It answers 404.", "http_status": 404, "next_at": row.created_at}
        TargetCheck.replace(link=row.id, **gone).execute()
    return link


def an_ended_link(client: Client, title: str, visits: int) -> LinkView:
    """Return a link that ended a week ago, and was asked for today and five days ago."""
    ended = datetime.now(UTC) - timedelta(days=7)
    link = client.links.create(LinkDraft(destination="https://example.com/summer", title=title, ends_at=ended))
    with database.write():
        row, domain = Link.get(Link.public_id == link.id), Domain.get(Domain.is_default)
        today = days.number_of(datetime.now(UTC).date())
        shut = {"domain_id": domain.id, "workspace_id": row.workspace_id, "kind": SHUT, "slug": link.slug.casefold()}
        MissDay.create(**shut, day=today, hits=visits - 1, bots=4)
        MissDay.create(**shut, day=today - 5, hits=1)
    return link


def a_failing_webhook(client: Client) -> None:
    till = client.webhooks.create(EndpointDraft(url="https://till.example.com/hook", name="Till"))
    with database.write():
        since = datetime.now(UTC) - timedelta(minutes=1)
        failing = {"failures": 30, "failing_since": since, "failed_at": since}
        Endpoint.update(**failing).where(Endpoint.public_id == till.id).execute()


def a_failing_domain() -> None:
    with database.write():
        now = datetime.now(UTC)
        Domain.update(verified_at=now, checked_at=now, check_fault="There is no TXT record any more.").where(
            Domain.is_default
        ).execute()


def buttons(part: QWidget) -> dict[str, Button]:
    return {one.text(): one for one in part.findChildren(Button) if one.isVisible()}


def shown(desk: Desk) -> list[str]:
    """Return what is said to need a person, from top to bottom."""
    return [card.accessibleName() for card in desk.home.attention._cards if card.isVisible()]


def test_what_is_broken_is_said_with_its_way(desk: Desk) -> None:
    client = client_of(desk)
    assert desk.home.attention.isHidden(), "all is well"
    a_broken_link(client)
    an_ended_link(client, "Summer terrace", 12)
    a_failing_webhook(client)
    a_failing_domain()
    desk.home.refresh()
    webhook, domain, down, ended = shown(desk)
    assert webhook.startswith("Webhook Till has been failing since ")
    assert domain == "The check of go.example failed Visitors are still answered. There is no TXT record any more."
    assert down == "A printed code leads to a page that is down Menu: It answers 404."
    assert ended == "Summer terrace has ended Still visited 12 times in the last 7 days."
    assert desk.home.attention._count.text() == "4"
    buttons(desk.home.attention.webhook)["See deliveries"].click()
    assert desk.window.current_page() == "webhooks"


def test_a_link_is_led_elsewhere_in_place_and_back_again(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    link, ended = a_broken_link(client), an_ended_link(client, "Summer terrace", 3)
    desk.home.refresh()
    card = desk.home.attention.down
    buttons(card)["Change destination"].click()
    assert desk.window.focusWidget() is card.field.input
    assert card.field.text() == "https://example.com/menu"
    assert set(buttons(card)) == {"Save", "Cancel"}
    card.field.set_text("htp:/example.com")
    buttons(card)["Save"].click()
    assert card.field.has_error()
    card.field.set_text(ELSEWHERE)
    qtbot.keyClick(card.field.input, Qt.Key.Key_Return)
    assert client.links.get(link.id).destination == ELSEWHERE
    assert not card.is_open()
    desk.window.undo_last()
    assert client.links.get(link.id).destination == "https://example.com/menu"
    other = desk.home.attention.ended
    buttons(other)["Send them elsewhere"].click()
    other.field.set_text(ELSEWHERE)
    buttons(other)["Save"].click()
    assert client.links.get(ended.id).expired_destination == ELSEWHERE
    assert not other.isVisible(), "it leads somewhere now"


def test_who_is_to_type_sees_the_whole_card_and_the_beginning_of_the_address(desk: Desk) -> None:
    client = client_of(desk)
    a_broken_link(client)
    a_failing_webhook(client)
    a_failing_domain()
    desk.window.resize(1024, 480)
    desk.home.refresh()
    need = desk.home.attention.down
    need.change.click()
    field = need.field.input
    assert field.cursorPosition() == 0, "an address is known by its beginning"
    assert field.selectedText() == field.text()
    wait_for(lambda: not need.save.visibleRegion().isEmpty(), "Save to come into sight")


def test_what_is_typed_stays_when_the_page_is_asked_anew_and_escape_leaves_it(desk: Desk, qtbot: QtBot) -> None:
    client = client_of(desk)
    link = an_ended_link(client, "Summer terrace", 3)
    desk.home.refresh()
    card = desk.home.attention.ended
    buttons(card)["Send them elsewhere"].click()
    card.field.set_text(ELSEWHERE)
    an_ended_link(client, "Autumn", 30)
    desk.home.refresh()
    assert (card.field.text(), card.accessibleName()[:14]) == (ELSEWHERE, "Summer terrace")
    assert set(buttons(card)) == {"Save", "Cancel"}
    client.links.update(link.id, LinkPatch(expired_destination="https://example.com/hers"))
    buttons(card)["Save"].click()
    assert card.field.has_error(), "somebody else was faster: nothing of hers is lost"
    qtbot.keyClick(card.field.input, Qt.Key.Key_Escape)
    assert not card.is_open()
    assert card.accessibleName().startswith("Autumn has ended")
    assert client.links.get(link.id).expired_destination == "https://example.com/hers"


def test_a_key_that_may_read_little_sees_that_little_and_no_error(tmp_path: Path, british: None) -> None:
    with served_desk(str(tmp_path / "there.db"), tmp_path / "there") as there, served(there.app) as address:
        owner = Client.remote(address, there.key)
        a_broken_link(owner)
        an_ended_link(owner, "Summer terrace", 3)
        a_failing_webhook(owner)
        key = owner.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,))).key
        owner.close()
        with a_desk(tmp_path, connected=False) as desk:
            desk.session.connect_remote(address, key)
            desk.window.show_page("home")
            desk.session.set_reach(frozenset({Scope.LINKS_READ}))
            assert [one.partition(" ")[0] for one in shown(desk)] == ["A"], "the broken page alone"
            assert "Change destination" not in buttons(desk.home.attention.down)
            assert desk.window.status.sentence() == ""


def test_a_check_that_was_left_can_be_asked_for_again(tmp_path: Path, british: None) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        a_failing_domain()
        desk.home.refresh()
        check = buttons(desk.home.attention.domain)["Check domain"]
        jobs.holds = True
        check.click()
        assert not check.isEnabled()
        desk.session.use(client_of(desk), "local", desk.session.place)  # as another workspace
        jobs.holds = False
        jobs.let_go()
        assert check.isEnabled()


def test_scans_do_not_ask_what_needs_a_person_each_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(home_attention, "needs_of", lambda *_: asked.append(True) or Needs())
    desk.home.refresh()
    desk.home._fresh.timeout.emit()  # scans came
    desk.home._fresh.timeout.emit()
    assert len(asked) == 1
    monkeypatch.setattr(home_attention, "_FRESH_S", 0)
    desk.home._fresh.timeout.emit()
    assert len(asked) == 2, "but once a minute"


def test_who_leaves_the_field_by_keyboard_stays_at_its_card(tmp_path: Path, british: None, qtbot: QtBot) -> None:
    with a_desk(tmp_path) as desk:
        an_ended_link(client_of(desk), "Summer terrace", 3)
        a_broken_link(client_of(desk))
        desk.home.refresh()
        card = desk.home.attention.down
        buttons(card)["Change destination"].click()
        card.leave.setFocus()
        qtbot.keyClick(card.leave, Qt.Key.Key_Space)
        assert desk.window.focusWidget() is card.change
