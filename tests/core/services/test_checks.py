"""Destinations that die and come back: what is told, where visitors go meanwhile, and when we look again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Busy, Conflict, NotFound
from qrdesk.core.models import Link, TargetCheck
from qrdesk.core.net.crowd import one_look
from qrdesk.core.net.targets import Finding, Found
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.codes import CodeDraft
from qrdesk.core.schemas.events import EventQuery
from qrdesk.core.schemas.links import LinkPatch, LinkView, TargetStatus
from qrdesk.core.services import checks, codes, events, links
from qrdesk.core.services.checks import Due
from qrdesk.core.services.target_states import Health, after
from qrdesk.core.settings import Settings
from tests.core.net.receivers import answering, receiver
from tests.core.services.places import START, a_link, kinds, later, row_of, workspace

DEAD = Found(Finding.DOWN, "It answers with “not found” (404).", 404)
ALIVE = Found(Finding.UP, "It answers (200).", 200)
OURS = Found(Finding.UNKNOWN, "It leads into a private network.")
PAGE = "https://example.com/menu"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings(check_allowed_networks="127.0.0.0/8")) as found:
        yield found


def say(ctx: Context, link: LinkView, found: Found, *, minutes: float = 0) -> LinkView:
    """Have a look at the link's destination find ``found`` some minutes on."""
    now = later(ctx, minutes=minutes).now
    checks.note([Due(row_of(link).id, link.destination)], found, now, 24)
    return links.get_link(ctx, link.id)


def walk(ctx: Context) -> tuple[int, int]:
    seen = (0, 0)
    while (read := checks.enlist(seen, ctx.now)) != seen:
        seen = read
    return seen


def slugs_due(now: datetime) -> list[str]:
    return sorted(Link.get_by_id(due.link_id).slug for due in checks.take_due(now))


def test_it_takes_three_failures_and_ten_minutes_to_be_down() -> None:
    health = Health()
    for minutes, status in ((0, "failing"), (1, "failing"), (2, "failing"), (9, "failing"), (10, "down"), (11, "down")):
        health = after(health, DEAD, START + timedelta(minutes=minutes), 24)
        assert (health.status.value, health.down_since) == (status, START), minutes
    health = after(Health(), DEAD, START, 24)
    assert after(health, DEAD, START + timedelta(hours=5), 24).status is TargetStatus.FAILING  # two are too few


def test_we_look_again_soon_then_seldom_and_daily_where_all_is_well() -> None:
    def pause(before: Health, found: Found, hours_on: float, every: int = 24) -> timedelta:
        now = START + timedelta(hours=hours_on)
        next_at = after(before, found, now, every).next_at
        assert next_at is not None
        return next_at - now

    failing = after(Health(), DEAD, START, 24)
    down = Health(TargetStatus.DOWN, 404, "", 3, START)
    assert pause(Health(), DEAD, 0) == pause(failing, DEAD, 1) == timedelta(minutes=15)
    assert pause(down, DEAD, 23) == timedelta(hours=1)
    assert pause(down, DEAD, 24) == timedelta(hours=6)
    assert pause(down, ALIVE, 30) == pause(Health(), ALIVE, 0) == timedelta(days=1)
    assert pause(Health(), ALIVE, 0, every=6) == timedelta(hours=6)
    assert pause(Health(), ALIVE, 0, every=0) == timedelta(days=1)


@pytest.mark.parametrize("found", [ALIVE, OURS])
def test_an_answer_ends_every_failure(found: Found) -> None:
    health = after(Health(TargetStatus.DOWN, 404, "", 7, START), found, START, 24)
    assert (health.failures, health.down_since, health.status.value) == (0, None, found.finding.value)


def test_a_dead_destination_is_told_once_and_so_is_its_return(ctx: Context) -> None:
    link = a_link(ctx, PAGE)
    assert say(ctx, link, DEAD).target.status is TargetStatus.FAILING
    say(ctx, link, DEAD, minutes=5)
    assert kinds() == []
    target = say(ctx, link, DEAD, minutes=15).target
    assert (target.status, target.http_status, target.down_since) == (TargetStatus.DOWN, 404, ctx.now)
    assert target.detail == DEAD.detail
    say(ctx, link, DEAD, minutes=30)
    assert kinds() == ["link.destination_down"]
    back = say(ctx, link, ALIVE, minutes=60).target
    assert (back.status, back.down_since, back.http_status) == (TargetStatus.UP, None, 200)
    say(ctx, link, DEAD, minutes=61)
    say(ctx, link, ALIVE, minutes=62)
    assert kinds() == ["link.destination_down", "link.destination_up"]


def kill(ctx: Context, link: LinkView) -> LinkView:
    for minutes in (0, 5, 15):
        shown = say(ctx, link, DEAD, minutes=minutes)
    return shown


def test_visitors_go_to_the_fallback_while_it_is_down(ctx: Context) -> None:
    link = a_link(ctx, PAGE, fallback_destination="https://example.com/else")
    say(ctx, link, DEAD)
    assert not row_of(link).on_fallback
    before = database.read_epoch()
    assert kill(ctx, link).target.on_fallback
    assert row_of(link).epoch == database.read_epoch() > before
    at_rest = database.read_epoch()
    say(ctx, link, DEAD, minutes=20)
    assert database.read_epoch() == at_rest
    assert not say(ctx, link, ALIVE, minutes=30).target.on_fallback
    assert row_of(link).epoch == database.read_epoch() > at_rest


def test_a_link_without_a_fallback_goes_on_leading_where_it_leads(ctx: Context) -> None:
    link = a_link(ctx, PAGE)
    before = row_of(link).epoch
    assert not kill(ctx, link).target.on_fallback
    assert row_of(link).epoch == before


def test_the_event_says_whether_a_printed_code_leads_there(ctx: Context) -> None:
    plain, printed = a_link(ctx, PAGE, "plain"), a_link(ctx, PAGE, "printed")
    code = codes.create_code(ctx, CodeDraft(link_id=printed.id))
    codes.export_code(ctx, code.id, ExportDraft())
    kill(ctx, plain)
    kill(ctx, printed)
    told = {event.link_title: event for event in events.list_events(ctx, EventQuery()).data}
    assert (told["Plain"].body["printed"], told["Printed"].body["printed"]) == (False, True)
    assert "printed code" in told["Printed"].sentence
    assert "printed code" not in told["Plain"].sentence
    assert told["Printed"].body["short_url"] == printed.short_url


def test_a_look_at_an_old_destination_says_nothing_of_the_new_one(ctx: Context) -> None:
    link = a_link(ctx, PAGE)
    links.update_link(ctx, link.id, LinkPatch(destination="https://example.com/new"))
    checks.note([Due(row_of(link).id, link.destination)], DEAD, ctx.now, 24)
    assert links.get_link(ctx, link.id).target.status is TargetStatus.UNKNOWN
    links.delete_link(ctx, link.id)
    checks.note([Due(row_of(link).id, "https://example.com/new")], DEAD, ctx.now, 24)
    assert TargetCheck.select().where(TargetCheck.status == "failing").count() == 0


def test_new_and_changed_links_are_looked_at_next(ctx: Context) -> None:
    link, other = a_link(ctx, PAGE), a_link(ctx, PAGE, "other")
    seen = walk(ctx)
    assert slugs_due(ctx.now) == ["menu", "other"]
    say(ctx, link, ALIVE)
    say(ctx, other, ALIVE)
    assert checks.enlist(seen, ctx.now) == seen
    then = later(ctx, minutes=10)
    links.update_link(then, link.id, LinkPatch(destination="https://example.com/new"))
    a_link(then, PAGE, "third")
    assert slugs_due(then.now) == []
    assert checks.enlist(seen, then.now) > seen
    assert slugs_due(then.now) == ["menu", "third"]


def test_a_restart_looks_at_nothing_that_was_looked_at(ctx: Context) -> None:
    say(ctx, a_link(ctx, PAGE), ALIVE)
    walk(later(ctx, minutes=5))
    assert slugs_due(later(ctx, minutes=5).now) == []
    assert slugs_due(later(ctx, hours=24).now) == ["menu"]


def test_links_that_share_an_epoch_are_all_read(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_PAGE", 2)
    for number in range(5):
        a_link(ctx, PAGE, f"n{number}")
    Link.update({Link.epoch: 7}).execute()
    walk(ctx)
    assert len(slugs_due(ctx.now)) == 5


def test_only_live_links_to_web_pages_are_looked_at(ctx: Context) -> None:
    a_link(ctx, PAGE, "live")
    a_link(ctx, "mailto:a@example.com", "mail", destination_type="email")
    for slug, act in (("archived", links.archive_link), ("deleted", links.delete_link)):
        act(ctx, a_link(ctx, PAGE, slug).id)
    a_link(ctx, PAGE, "suspended")
    Link.update({Link.suspended_at: ctx.now}).where(Link.slug == "suspended").execute()
    walk(ctx)
    assert slugs_due(ctx.now) == ["live"]


def test_a_link_put_away_after_it_was_enlisted_is_passed_over(ctx: Context) -> None:
    link = a_link(ctx, PAGE)
    walk(ctx)
    links.archive_link(ctx, link.id)
    assert slugs_due(ctx.now) == []
    assert TargetCheck.get().next_at == later(ctx, hours=24).now


def test_what_one_process_took_no_other_takes(ctx: Context) -> None:
    a_link(ctx, PAGE)
    walk(ctx)
    assert slugs_due(ctx.now) == ["menu"]
    assert slugs_due(ctx.now) == []
    assert slugs_due(later(ctx, minutes=5).now) == ["menu"]  # whoever took it died


def test_one_host_is_asked_two_things_at_once_and_one_page_once(ctx: Context) -> None:
    for number in range(4):
        a_link(ctx, f"https://example.com/{number}", f"n{number}")
        a_link(ctx, "https://example.com/0", f"same{number}")
    a_link(ctx, "https://example.org/", "elsewhere")
    walk(ctx)
    taken = checks.take_due(ctx.now)
    assert {due.destination for due in taken} == {f"https://example.{rest}" for rest in ("com/0", "com/1", "org/")}
    assert len(taken) == 7
    rest = checks.take_due(later(ctx, minutes=1).now)
    assert {due.destination for due in rest} == {"https://example.com/2", "https://example.com/3"}


def test_a_round_looks_and_notes_for_every_link_that_leads_there(ctx: Context) -> None:
    asked: list[bytes] = []

    def talk(connection: object, _: object) -> None:
        asked.append(b"")
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")  # type: ignore[attr-defined]

    with receiver(talk) as host:
        views = [a_link(ctx, f"http://{host}/menu", slug) for slug in ("a", "b", "c")]
        walk(ctx)
        checks.check_due(checks.take_due(ctx.now), ctx.settings, ctx.now, lambda: False)
    assert [links.get_link(ctx, view.id).target.status for view in views] == [TargetStatus.UP] * 3
    assert len(asked) == 1


def test_a_round_that_is_to_stop_notes_nothing(ctx: Context) -> None:
    link = a_link(ctx, "http://10.0.0.1/")
    walk(ctx)
    checks.check_due(checks.take_due(ctx.now), ctx.settings, ctx.now, lambda: True)
    assert links.get_link(ctx, link.id).target.checked_at is None


def test_somebody_may_look_now(ctx: Context) -> None:
    with receiver(answering(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")) as host:
        link = a_link(ctx, f"http://{host}/menu")
        target = checks.check_target(ctx, "menu")
        assert (target.status, target.http_status, target.checked_at) == (TargetStatus.FAILING, 404, ctx.now)
        for _ in range(5):
            assert checks.check_target(ctx, link.id).status is TargetStatus.FAILING  # clicks are no outage
    with one_look(), pytest.raises(Busy):
        checks.check_target(ctx, link.id)
    a_link(ctx, "tel:+4930123456", "call", destination_type="phone")
    with pytest.raises(Conflict, match="Only web pages"):
        checks.check_target(ctx, "call")
    with pytest.raises(NotFound):
        checks.check_target(ctx, "nowhere")


def test_a_private_destination_is_unknown_and_keeps_off_the_fallback(ctx: Context) -> None:
    link = a_link(ctx, "http://10.0.0.1/", fallback_destination=PAGE)
    for minutes in (0, 10, 20, 30):
        target = checks.check_target(later(ctx, minutes=minutes, settings=Settings()), link.id)
        assert (target.status, target.on_fallback) == (TargetStatus.UNKNOWN, False)
    assert "private network" in target.detail
    assert kinds() == []
