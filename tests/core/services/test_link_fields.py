"""What a change makes of a link's columns, on SQLite and PostgreSQL: merged, tried without saving, kept apart."""

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import BadDestination, Busy, Conflict, Invalid, NotFound
from qrdesk.core.models import Code, Folder, Link, TargetCheck, Workspace
from qrdesk.core.net.crowd import one_look
from qrdesk.core.passwords import verify_password
from qrdesk.core.redirect import locations
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.schemas.links import AliasDraft, LinkDraft, LinkPatch, LinkQuery, LinkState, LinkView
from qrdesk.core.schemas.rules import DestinationType, Routing, Rule
from qrdesk.core.services import link_fields, link_queries, link_views, link_warnings, links, rule_uuids, workspaces
from qrdesk.core.settings import Settings
from tests.core.net.receivers import answering, receiver
from tests.core.services.places import START, a_link, later, row_of, workspace
from tests.core.test_destination_fuzz import app, generated
from tests.desks import second_workspace

PAGE = "https://example.com/menu"
HOUR = timedelta(hours=1)


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings(check_allowed_networks="127.0.0.0/8")) as found:
        yield found


@pytest.fixture
def blocked(ctx: Context, tmp_path: Path) -> Context:
    """The same workspace, with bad.example on the blocklist."""
    (tmp_path / "list").write_text("bad.example\n")
    return replace(ctx, settings=Settings(blocklist=str(tmp_path / "list")))


def change(ctx: Context, link: LinkView, **sent: Any) -> LinkView:
    return links.update_link(ctx, link.id, LinkPatch.model_validate(sent))


def rule(destination: str, **more: Any) -> dict[str, Any]:
    return {"destination": destination, **more}


def test_trying_a_change_saves_nothing(ctx: Context) -> None:
    link = a_link(ctx, PAGE, hit_limit=5, rules=[rule(f"{PAGE}/1")])
    before, epoch = dict(row_of(link).__data__), database.read_epoch()
    sent = {
        "destination": "https://EXAMPLE.com/other",
        "rules": [rule(f"{PAGE}/2"), link.rules[0].model_dump(mode="json")],
        "ends_at": START,
        "hit_limit": None,
        "password": "x",
    }
    tried = link_fields.preview_routing(ctx, links.get_row(ctx, link.id), LinkPatch.model_validate(sent))
    assert (tried.id, tried.destination, tried.ends_at, tried.hit_limit) == (
        row_of(link).id,
        "https://example.com/other",
        START,
        None,
    )
    assert tried.password_hash
    routing = Routing.from_text(tried.routing)
    assert [one.destination for one in routing.rules] == [f"{PAGE}/2", f"{PAGE}/1"]
    assert routing.rules[1].id == link.rules[0].id
    assert (dict(row_of(link).__data__), database.read_epoch()) == (before, epoch)
    with pytest.raises(BadDestination) as refused:
        link_fields.preview_routing(ctx, links.get_row(ctx, link.id), LinkPatch.model_validate({"rules": [rule("x")]}))
    assert list(refused.value.field_errors) == ["rules.0.destination"]


def test_every_web_address_of_a_link_is_known_by_its_field(ctx: Context) -> None:
    link = a_link(
        ctx,
        PAGE,
        rules=[
            rule("https://a.example/", enabled=False),
            {"variants": [rule("https://b.example/"), rule("+4930123456", destination_type="phone")]},
        ],
        expired_destination="https://c.example/",
        fallback_destination="https://d.example/",
        deep_links={"ios": {"url": "app:x", "store": "https://e.example/"}, "android": {"url": "https://f.example/"}},
        social={"image_url": "https://g.example/"},
    )
    row = row_of(link)
    found = dict(link_fields.web_destinations(row.destination, Routing.from_text(row.routing)))
    assert found == {
        "destination": PAGE,
        "rules.0.destination": "https://a.example/",
        "rules.1.variants.0.destination": "https://b.example/",
        "expired_destination": "https://c.example/",
        "fallback_destination": "https://d.example/",
        "deep_links.ios.store": "https://e.example/",
        "deep_links.android.url": "https://f.example/",
        "social.image_url": "https://g.example/",
    }


def test_rules_that_never_had_an_id_get_one() -> None:
    bare = (Rule.model_validate({"variants": [rule(PAGE)]}),)
    kept = link_fields.with_ids(bare, bare)
    assert kept[0].id
    assert kept[0].uuid
    assert kept[0].variants[0].id
    assert link_fields.with_ids(kept, kept) == kept


def test_a_new_rule_brings_a_uuid_that_no_other_has(ctx: Context) -> None:
    mine, other = "01933eb8-541f-4000-a9f4-e4eee80ff04e", "01933eb8-541f-4000-a9f4-e4eee80ff04f"
    first = a_link(ctx, PAGE, rules=[{**rule(PAGE), "uuid": mine.upper()}, {**rule(PAGE), "uuid": mine}])
    assert first.rules[0].uuid == mine != first.rules[1].uuid
    links.delete_link(ctx, first.id)
    sent = [{**rule(PAGE), "uuid": uuid, "id": name} for uuid, name in ((mine, None), (other, "rul_1"), ("mine", None))]
    second = a_link(ctx, PAGE, "second", rules=sent)
    assert not {mine, other, "mine"} & {one.uuid for one in second.rules}
    assert rule_uuids.find_new(second_workspace().workspace_id, [mine, other.upper(), "mine"]) == {mine, other}


def test_two_who_change_different_ways_at_once_both_get_theirs(ctx: Context) -> None:
    link = a_link(ctx, PAGE)

    def work() -> None:
        with database.scope():
            change(ctx, link, utm={"source": "theirs"})

    other = threading.Thread(target=work)
    with database.write():
        row = links.get_for_change(ctx, link.id)
        other.start()
        other.join(0.5)  # it has to wait for us; were it let in, it would be done by now
        links.change_link(ctx, row, LinkPatch.model_validate({"forward_query": "all"}))
    other.join(30)
    assert not other.is_alive()
    found = links.get_link(ctx, link.id)
    assert (found.utm.source, found.forward_query) == ("theirs", "all")


def test_a_changed_limit_keeps_what_was_used(ctx: Context) -> None:
    link = a_link(ctx, PAGE, hit_limit=3)
    Link.update(hits_used=3).where(Link.id == row_of(link).id).execute()
    assert links.get_link(ctx, link.id).state is LinkState.USED_UP
    more = change(ctx, link, hit_limit=4)
    assert (more.state, more.hits_used) == (LinkState.LIVE, 3)
    none = change(ctx, link, hit_limit=None)
    assert (none.state, none.hits_used) == (LinkState.LIVE, 3)
    fresh = links.reset_hits(ctx, change(ctx, link, hit_limit=3).id)
    assert (fresh.state, fresh.hits_used, fresh.hit_limit) == (LinkState.LIVE, 0, 3)


def test_each_password_has_its_own_version(ctx: Context) -> None:
    link = a_link(ctx, PAGE, password="one")
    first = row_of(link)
    assert verify_password(first.password_hash, "one")
    change(ctx, link, title="x")
    assert row_of(link).password_version == first.password_version == 1
    change(ctx, link, password="one")
    second = row_of(link)
    assert verify_password(second.password_hash, "one")
    assert second.password_hash != first.password_hash
    change(ctx, link, password=None)
    assert (row_of(link).password_hash, row_of(link).password_version) == ("", 3)


def test_a_listed_address_is_refused_wherever_it_stands(blocked: Context) -> None:
    link = a_link(blocked, PAGE)
    for sent, place in (
        ({"destination": "https://www.bad.example/x"}, "destination"),
        ({"rules": [rule(PAGE), rule("http://bad.example")]}, "rules.1.destination"),
        ({"social": {"image_url": "http://bad.example/a.png"}}, "social.image_url"),
    ):
        with pytest.raises(BadDestination, match=r"bad\.example is on this server's list") as refused:
            change(blocked, link, **sent)
        assert list(refused.value.field_errors) == [place]


def test_a_suspended_link_leads_on_when_nothing_of_it_is_listed_any_more(ctx: Context, blocked: Context) -> None:
    link = a_link(ctx, "https://bad.example/", rules=[rule("https://bad.example/x")])
    suspended = {Link.suspended_at: START, Link.suspended_reason: "It is on the list."}
    Link.update(suspended).where(Link.id == row_of(link).id).execute()
    assert links.get_link(blocked, link.id).state is LinkState.SUSPENDED
    assert change(blocked, link, title="x").state is LinkState.SUSPENDED
    half = change(blocked, link, destination=PAGE)
    assert (half.state, half.suspended_reason) == (LinkState.SUSPENDED, "It is on the list.")
    whole = change(blocked, link, rules=[rule(PAGE)])
    assert (whole.state, whole.suspended_reason) == (LinkState.LIVE, "")


def test_a_new_destination_is_met_without_the_old_ones_bad_name(ctx: Context) -> None:
    link = a_link(ctx, PAGE, fallback_destination="https://d.example/")
    row = row_of(link)
    Link.update(on_fallback=True).where(Link.id == row.id).execute()
    TargetCheck.create(link=row, status="down", detail="Gone.", failures=9, next_at=START)
    assert change(ctx, link, title="x").target.on_fallback
    assert [one.id for one in links.list_links(ctx, LinkQuery.model_validate({"target": "down"})).data] == [link.id]
    fresh = change(ctx, link, destination=f"{PAGE}/2")
    assert (fresh.target.status.value, fresh.target.on_fallback) == ("unknown", False)


def test_a_page_that_forbids_frames_is_not_hidden(ctx: Context) -> None:
    closed = b"HTTP/1.1 200 OK\r\nX-Frame-Options: DENY\r\nContent-Length: 0\r\n\r\n"
    opened = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    with receiver(answering(closed)) as shut, receiver(answering(opened)) as ajar:
        no, yes = f"http://{shut}/", f"http://{ajar}/"
        link = a_link(ctx, no, "shut")
        for attempt in (
            lambda: change(ctx, link, hidden=True),
            lambda: links.create_link(ctx, LinkDraft(destination=no, hidden=True)),
        ):
            with pytest.raises(Invalid, match="forbids being shown in a frame") as refused:
                attempt()
            assert list(refused.value.field_errors) == ["hidden"]
        assert not links.get_link(ctx, link.id).hidden
        assert change(ctx, link, destination=yes, hidden=True).hidden
        with pytest.raises(Invalid, match="forbids being shown in a frame"):
            change(ctx, link, destination=no)
        assert change(ctx, link, destination=no, hidden=False).destination == no
    with pytest.raises(NotFound):
        links.update_link(ctx, "nothing", LinkPatch(hidden=True))
    assert change(ctx, link, hidden=True).hidden  # nobody answers there any more: nobody knows


def test_one_page_at_a_time_is_asked_about_frames(ctx: Context) -> None:
    with one_look():
        with pytest.raises(Busy):
            links.create_link(ctx, LinkDraft(destination=PAGE, slug="menu", hidden=True))
        assert not a_link(ctx, PAGE).hidden  # nobody is asked


def test_rules_are_no_longer_than_every_process_can_keep(ctx: Context) -> None:
    link = a_link(ctx, PAGE)
    many = tuple("x" * 490 + f"{number}" for number in range(100))
    rule = {"destination": PAGE, "conditions": [{"kind": "query", "name": "a", "any_of": many}]}
    with pytest.raises(Invalid) as refused:
        change(ctx, link, rules=[rule] * 6)
    assert list(refused.value.field_errors) == ["rules"]
    assert len(change(ctx, link, rules=[rule] * 4).rules) == 4


def test_another_clock_is_noticed_by_the_plans(ctx: Context) -> None:
    before = database.read_epoch()
    workspaces.update_workspace(ctx, WorkspacePatch(name="x", time_zone=workspaces.get_workspace(ctx).time_zone))
    assert database.read_epoch() == before
    workspaces.update_workspace(ctx, WorkspacePatch(time_zone="Asia/Tokyo"))
    assert database.read_epoch() == before + 1


@pytest.mark.parametrize("archived", [False, True])
@pytest.mark.parametrize("suspended", [False, True])
@pytest.mark.parametrize("paused", [False, True])
def test_the_list_of_a_state_has_the_links_that_show_it(
    ctx: Context, archived: bool, suspended: bool, paused: bool
) -> None:
    times: list[tuple[datetime | None, datetime | None, int | None]] = [
        (starts, ends, limit)
        for starts in (None, START, START + HOUR)
        for ends in (None, START, START + 2 * HOUR)
        for limit in (None, 1, 2)
        if starts is None or ends is None or starts < ends
    ]
    for starts, ends, limit in times:
        made = row_of(
            links.create_link(ctx, LinkDraft(destination=PAGE, starts_at=starts, ends_at=ends, hit_limit=limit))
        )
        made.hits_used = 1
        made.archived_at, made.suspended_at, made.paused_at = (
            START if on else None for on in (archived, suspended, paused)
        )
        made.save()
    for now in (START - HOUR, START, START + HOUR, START + 3 * HOUR):
        shown = {row.id: link_views.state_of(row, now) for row in Link.select()}
        for state in LinkState:
            found = {row.id for row in Link.select().where(link_queries.in_state(replace(ctx, now=now), state))}
            wanted = {one for one, its in shown.items() if its is state}
            if state is LinkState.ARCHIVED and archived:
                wanted = set(shown)  # suspended ones too
            assert found == wanted, (state, now)


def test_a_page_of_links_takes_as_many_queries_as_one(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def queries() -> int:
        asked: list[str] = []
        with monkeypatch.context() as patched:
            run = database.proxy.obj.execute_sql
            patched.setattr(database.proxy.obj, "execute_sql", lambda sql, *more: asked.append(sql) or run(sql, *more))
            links.list_links(ctx, LinkQuery(limit=100))
        return len(asked)

    folder = Folder.create(workspace=ctx.actor.workspace_id, name="F", created_at=START, updated_at=START)
    a_link(ctx, PAGE, "one", folder=folder.public_id, tags=["a"], rules=[rule(PAGE)])
    alone = queries()
    for number in range(20):
        a_link(ctx, PAGE, f"link-{number}", folder="f", tags=["a", "b"], rules=[rule(PAGE)], utm={"source": "x"})
    assert queries() == alone < 12


def test_a_folder_is_named_and_left(ctx: Context) -> None:
    Folder.create(workspace=ctx.actor.workspace_id, name="Menus", colour="#112233", created_at=START, updated_at=START)
    link = a_link(ctx, PAGE, folder="menus")
    assert link.folder is not None
    assert (link.folder.name, link.folder.colour) == ("Menus", "#112233")
    assert [one.id for one in links.list_links(ctx, LinkQuery(folder=link.folder.id)).data] == [link.id]
    assert change(ctx, link, title="x").folder == link.folder
    assert change(ctx, link, folder=None).folder is None
    stranger = second_workspace()
    theirs = Folder.create(workspace=stranger.workspace_id, name="Theirs", created_at=START, updated_at=START)
    with pytest.raises(NotFound):
        change(ctx, link, folder=theirs.public_id)


def test_a_warning_names_three_codes_and_counts_the_others(ctx: Context) -> None:
    Workspace.update(time_zone="Asia/Tokyo").execute()
    link = row_of(a_link(ctx, PAGE))
    for number in range(5):
        Code.create(
            workspace=ctx.actor.workspace_id,
            link=link,
            name=f"Poster {number}",
            design="{}",
            created_at=START,
            updated_at=START,
            printed_at=later(ctx, hours=10 + number * 24).now,  # 19:00 UTC is the next day there
        )
    sentence = (
        "Whoever scans the code “Poster 4” exported on 7 March 2026, the code “Poster 3” exported on 6 March 2026, "
        "the code “Poster 2” exported on 5 March 2026 or one of 2 more codes reads x."
    )
    assert link_warnings.about(ctx, link, "reads x") == [sentence]


def test_a_link_has_so_many_addresses_and_no_more(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_MOST_ALIASES", 2)
    link = a_link(ctx, PAGE)
    for slug in ("one", "two", "TWO"):
        links.add_alias(ctx, link.id, AliasDraft(slug=slug))
    with pytest.raises(Conflict, match="2 aliases"):
        links.add_alias(ctx, link.id, AliasDraft(slug="three"))
    assert links.get_link(ctx, link.id).aliases == ["one", "two"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(chance=st.randoms(use_true_random=False))
def test_any_address_is_refused_at_its_field_or_kept_as_it_will_be_sent(ctx: Context, chance: random.Random) -> None:
    kinds = [kind.value for kind in DestinationType]
    sent = {
        "destination": generated(chance),
        "destination_type": chance.choice(kinds),
        "rules": [{"variants": [{"destination": app(chance), "destination_type": chance.choice(kinds)}]}],
        "deep_links": {"ios": {"url": app(chance), "store": generated(chance)}},
        "social": {"image_url": generated(chance)},
        "expired_destination": generated(chance),
    }
    part = {name: sent[name] for name in chance.sample(sorted(sent), chance.randint(1, 3))}
    row = Link(workspace=ctx.actor.workspace_id, destination=PAGE)
    places: set[str] = set()
    try:
        once = link_fields.preview_routing(ctx, row, LinkPatch.model_validate(part))
    except ValidationError:
        return
    except Invalid as refused:
        once, places = None, set(refused.field_errors)
    if once is None:
        assert places
        assert {place.partition(".")[0] for place in places} <= {*part, "destination"}
        return
    routing = Routing.from_text(once.routing)
    for _, stored in link_fields.web_destinations(once.destination, routing):
        assert locations.ready(stored) == stored
    again = routing.model_dump(mode="json", include={"deep_links", "social", "expired_destination", "rules"})
    twice = link_fields.preview_routing(ctx, once, LinkPatch.model_validate(again))
    assert (twice.destination, twice.routing) == (once.destination, once.routing)


def test_likely_slips_are_told_once_and_of_what_was_changed(ctx: Context) -> None:
    german = rule(f"{PAGE}/de", conditions=[{"kind": "country", "any_of": ["DE"]}])
    twice = "The destination has utm_source itself, which stays as it is there."
    link = a_link(ctx, f"{PAGE}?utm_source=door", utm={"source": "box"}, rules=[german, rule(f"{PAGE}/all"), german])
    assert link.warnings == ["Rule 3 is never reached: rule 2 always holds.", twice]
    assert change(ctx, link, title="New").warnings == []
    assert change(ctx, link, destination=f"{PAGE}#utm_source=x").warnings == []
    assert change(ctx, link, rules=[rule(PAGE), german, german]).warnings == [
        "Rules 2 and 3 are never reached: rule 1 always holds."
    ]
    ended = change(ctx, link, ends_at=START - HOUR).warnings
    assert ended == ["The link has ended already: 2 March 2026, 08:00 lies in the past."]
    assert change(ctx, link, ends_at=START + HOUR).warnings == []
