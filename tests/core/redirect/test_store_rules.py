"""Rules, limits and domains in memory: as fresh as everything else, and read only where there is something to read."""

import gc
from datetime import UTC, datetime
from typing import Any

import pytest

from qrdesk.core.context import ALL, Actor, Context
from qrdesk.core.models import Domain, Link, Slug, Workspace
from qrdesk.core.opening import Opened
from qrdesk.core.redirect import rows
from qrdesk.core.redirect import store as store_module
from qrdesk.core.redirect.choose import choose
from qrdesk.core.redirect.plan import State
from qrdesk.core.redirect.route import Kind
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.redirect.visit import AGENT, GEO, Visit
from qrdesk.core.schemas.access import WorkspacePatch
from qrdesk.core.schemas.rules import Routing
from qrdesk.core.services import workspaces
from tests.core.redirect.elsewhere import run_elsewhere
from tests.core.redirect.making import add_alias, add_domain, add_link, change
from tests.core.redirect.test_store import until
from tests.core.redirect.visits import moment_s, rule

_BUMP = "UPDATE change_epoch SET value = value + 1"
_EPOCH = "(SELECT value FROM change_epoch)"


def routing(*rules: dict[str, Any], **more: Any) -> Routing:
    return Routing.model_validate({"rules": rules, **more})


def led(store: PlanStore, slug: str, host: str = "go.example", **visit: Any) -> str:
    plan = store.find(host, slug)
    return "" if plan is None else choose(plan, Visit(own_hosts=store.own_hosts, **visit)).location


GERMAN = rule("german", {"kind": "country", "any_of": ["DE"]})
BUSY = rule("busy", {"kind": "hits", "at_least": 5})


def test_everything_about_a_link_comes_out_of_the_database(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_PAGE", 2)
    at = datetime(2026, 6, 1, tzinfo=UTC)
    add_link("plain")
    add_link("ruled", routing=routing(GERMAN, utm={"source": "qr"}))
    add_link("timed", starts_at=at, ends_at=at.replace(month=7))
    add_link("limited", hit_limit=5)
    add_link("locked", password_hash="argon", password_version=2)
    add_link("down", routing=routing(fallback_destination="https://spare.example/"), on_fallback=True)
    add_link("paused", paused_at=at)
    add_link("suspended", suspended_at=at, routing=routing(GERMAN))
    add_link("mail", "mailto:a@example.com")
    store = PlanStore()
    store.refresh()
    assert store.count() == 9
    found = {slug: store.find("go.example", slug) for slug in ("plain", "timed", "limited", "locked", "mail")}
    routes = {slug: plan.route for slug, plan in found.items() if plan is not None}
    assert routes["plain"] is None
    assert (routes["timed"].starts_s, routes["timed"].ends_s) == (1780272000, 1782864000)  # type: ignore[union-attr]
    assert routes["limited"].hit_limit == 5  # type: ignore[union-attr]
    assert (routes["locked"].password_hash, routes["locked"].password_version) == ("argon", 2)  # type: ignore[union-attr]
    assert routes["mail"].opens  # type: ignore[union-attr]
    assert led(store, "ruled", country="DE") == "https://german.example/?utm_source=qr"
    assert led(store, "ruled", country="FR") == "https://example.com/?utm_source=qr"
    assert led(store, "down") == "https://spare.example/"
    assert store.find("go.example", "paused").state is State.PAUSED  # type: ignore[union-attr]
    assert store.find("go.example", "suspended").state is State.SUSPENDED  # type: ignore[union-attr]


def test_rules_edited_here_are_live_at_once_for_every_name_of_the_link(store: PlanStore) -> None:
    link = add_link("menu")
    add_alias(link, "karte")
    assert led(store, "menu", country="DE") == "https://example.com/"
    change(link, routing=routing(GERMAN).to_text())
    assert led(store, "menu", country="DE") == led(store, "karte", country="DE") == "https://german.example/"
    change(link, routing="")
    assert led(store, "menu", country="DE") == "https://example.com/"
    assert store.find("go.example", "menu").route is None  # type: ignore[union-attr]


def test_rules_edited_elsewhere_are_live_with_the_next_poll(opened: Opened) -> None:
    link = add_link("menu")
    store = PlanStore()
    store.refresh()
    store.start()
    try:
        text = routing(GERMAN).to_text()
        run_elsewhere(opened, [_BUMP, f"UPDATE link SET routing = '{text}', epoch = {_EPOCH} WHERE id = {link.id}"])
        until(lambda: led(store, "menu", country="DE") == "https://german.example/")
        assert led(store, "menu", country="FR") == "https://example.com/"
    finally:
        store.stop()


def test_a_domain_edited_elsewhere_is_live_with_the_next_poll(opened: Opened) -> None:
    domain = add_domain("new.example", verified=False, verify_token="t0ken")
    add_link("menu", domain=domain)
    store = PlanStore()
    store.refresh()
    store.start()
    try:
        assert store.site("new.example") is None
        columns = "verified_at = 1, fallback_url = 'https://f.example/', index_url = 'https://i.example/'"
        run_elsewhere(opened, [_BUMP, f"UPDATE domain SET {columns}, epoch = {_EPOCH} WHERE id = {domain.id}"])
        until(lambda: led(store, "menu", "new.example") == "https://example.com/")
        site = store.site("NEW.example:443")
        assert site is not None
        assert (site.fallback, site.index) == ("https://f.example/", "https://i.example/")
    finally:
        store.stop()


def test_a_domain_says_what_it_is_for(store: PlanStore) -> None:
    add_domain(
        "new.example", fallback_url="https://f.example/", index_url="https://i.example/",
        apple_association='{"applinks":{}}', asset_links="[]",
    )  # fmt: skip
    site = store.site("new.example")
    assert site is not None
    assert (site.fallback, site.index) == ("https://f.example/", "https://i.example/")
    assert (site.apple_association, site.asset_links) == ('{"applinks":{}}', "[]")
    default = store.site("go.example")
    assert default is not None
    assert (default.fallback, default.index, default.apple_association, default.asset_links) == ("", "", "", "")


def test_a_domain_that_is_not_verified_answers_nobody_and_can_still_prove_itself(store: PlanStore) -> None:
    domain = add_domain("new.example", verified=False, verify_token="t0ken")
    add_link("menu", domain=domain)
    assert store.site("new.example") is None
    assert store.find("new.example", "menu") is None
    assert store.verification("NEW.example:80") == "t0ken"
    assert store.verification("other.example") == ""
    Domain.update(verified_at=datetime.now(UTC)).where(Domain.id == domain.id).execute()
    add_link("other")
    assert store.find("new.example", "menu") is not None
    assert store.verification("new.example") == "t0ken"


def test_a_domain_that_is_gone_is_forgotten(store: PlanStore) -> None:
    domain = add_domain("new.example", verify_token="t0ken")
    assert store.site("new.example") is not None
    Domain.delete().where(Domain.id == domain.id).execute()
    add_link("other")
    assert store.site("new.example") is None
    assert store.verification("new.example") == ""
    assert "new.example" not in store.own_hosts


def test_own_hosts_are_all_ways_to_name_a_domain(store: PlanStore) -> None:
    add_domain("new.example")
    add_domain("port.example:8080")
    add_domain("localhost:8765")
    assert store.own_hosts == {
        *("go.example", "go.example:80", "go.example:443", "new.example", "new.example:80", "new.example:443"),
        *("port.example:8080", "localhost:8765", "127.0.0.1:8765", "[::1]:8765"),
    }


def test_a_link_that_has_come_to_lead_back_here_is_a_circle(store: PlanStore) -> None:
    add_link("menu", "https://later.example/x")
    assert led(store, "menu") == "https://later.example/x"
    later = add_domain("later.example", verified=False)
    # anybody may name a host: until it is proved to be theirs, links of others go on leading there
    assert led(store, "menu") == "https://later.example/x"
    Domain.update(verified_at=datetime.now(UTC)).where(Domain.id == later.id).execute()
    add_link("other")
    plan = store.find("go.example", "menu")
    assert plan is not None
    assert choose(plan, Visit(own_hosts=store.own_hosts)).kind is Kind.CIRCLE


def test_a_domain_edited_while_a_visitor_is_looked_up_is_not_remembered_as_it_was(
    store: PlanStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    domain = add_domain("new.example", fallback_url="https://old.example/")
    real, edits = store_module.hosts.normal, [domain.id]

    def edited_meanwhile(host: str) -> str:
        name = real(host)
        if edits:
            Domain.update(fallback_url="https://edited.example/").where(Domain.id == edits.pop()).execute()
            add_link("other")
        return name

    monkeypatch.setattr(store_module.hosts, "normal", edited_meanwhile)
    store.site("NEW.example")
    site = store.site("NEW.example")
    assert site is not None
    assert site.fallback == "https://edited.example/"


def test_a_domain_says_whether_its_addresses_begin_with_https(store: PlanStore) -> None:
    domain = add_domain("new.example")
    found = [store.site(host) for host in ("new.example", "go.example", "localhost:8765")]
    assert [site is not None and site.secure for site in found] == [True, True, False]
    Domain.update(scheme="http").where(Domain.id == domain.id).execute()
    add_link("other")
    site = store.site("new.example")
    assert site is not None
    assert not site.secure


def test_what_links_ask_about_visitors_is_known_before_any_comes(store: PlanStore) -> None:
    assert store.needs == 0
    add_link("menu", routing=routing(GERMAN))
    assert store.needs == GEO
    add_link("phone", routing=routing(rule("phone", {"kind": "os", "any_of": ["ios"]})))
    assert store.needs == GEO | AGENT
    anew = PlanStore()
    anew.refresh()
    assert anew.needs == GEO | AGENT


def test_hits_are_read_again_at_every_poll_for_links_that_ask(store: PlanStore) -> None:
    asking, other = add_link("asking", routing=routing(BUSY)), add_link("other", routing=routing(GERMAN))
    assert store.hits(asking.id) == 0
    Link.update(hit_count=7).execute()  # as the drain does: no change of the epoch
    until(lambda: store.hits(asking.id) == 7)
    assert store.hits(other.id) == 0
    change(asking, routing="")
    change(other, routing=routing(BUSY).to_text())
    assert store.hits(other.id) == 7
    assert store.hits(asking.id) == 0


def test_many_links_may_ask_for_their_hits(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_AT_ONCE", 3)
    links = [add_link(f"n{number}", routing=routing(BUSY), hit_count=number) for number in range(8)]
    store = PlanStore()
    store.refresh()
    assert [store.hits(link.id) for link in links] == list(range(8))


def test_a_workspace_that_moves_takes_the_clock_of_its_rules_with_it(store: PlanStore) -> None:
    noon = {"kind": "time", "windows": [{"start": "12:00", "end": "13:00"}]}
    add_link("here", routing=routing(rule("noon", noon)))
    add_link("there", routing=routing(rule("noon", noon), time_zone="UTC"))
    workspace = Workspace.select().first()
    owner = Context(Actor(workspace.id, frozenset({ALL})), datetime.now(UTC), b"")
    seen: list[tuple[str, str]] = []
    for zone in ("Asia/Tokyo", "Asia/Kolkata", "UTC"):
        workspaces.update_workspace(owner, WorkspacePatch(time_zone=zone))
        tokyo_noon, utc_noon = moment_s("2026-06-10T03:30Z"), moment_s("2026-06-10T12:30Z")
        seen.append((led(store, "here", now_s=tokyo_noon), led(store, "here", now_s=utc_noon)))
        assert led(store, "there", now_s=utc_noon) == "https://noon.example/"
    noon_page, page = "https://noon.example/", "https://example.com/"
    assert seen == [(noon_page, page), (page, page), (page, noon_page)]


def test_many_plans_are_out_of_the_collectors_way(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(20):
        add_link(f"n{number}")
    store = PlanStore()
    monkeypatch.setattr(store_module, "_MANY", -1_000_000)
    before = gc.get_freeze_count()
    try:
        store.refresh()
        assert gc.get_freeze_count() > before
        assert gc.isenabled()
    finally:
        gc.unfreeze()


def test_one_link_that_cannot_be_read_keeps_no_other_from_being_loaded(opened: Opened) -> None:
    broken = add_link("broken", routing=routing(GERMAN))
    add_link("fine", routing=routing(GERMAN))
    run_elsewhere(opened, [f"UPDATE link SET routing = '{{\"rules\": 3' WHERE id = {broken.id}"])
    store = PlanStore()
    store.refresh()
    assert led(store, "broken", country="DE") == "https://example.com/"
    assert led(store, "fine", country="DE") == "https://german.example/"


def told(store: PlanStore, slug: str, host: str = "go.example") -> tuple[str, bool]:
    """Return what a record says of an address: its slug where it is an alias, and whether its link only counts."""
    plan = store.find(host, slug)
    assert plan is not None
    return plan.slug, plan.count_only


@pytest.mark.parametrize("ruled", [False, True])
def test_an_alias_is_known_for_one_at_the_start_and_after_each_edit(opened: Opened, ruled: bool) -> None:
    link = add_link("Menu", routing=routing(GERMAN) if ruled else None)
    for alias in ("Karte", "SPEISEN-\u1e9e"):
        add_alias(link, alias)
    other = add_domain("other.example")
    Slug.create(domain=other, link=link, slug="Menu", folded="menu")  # where it was before it moved
    add_link("single")
    anew = PlanStore()
    anew.refresh()
    wanted = {"menu": "", "KARTE": "karte", "speisen-ss": "speisen-ss", "single": ""}
    assert {slug: told(anew, slug)[0] for slug in wanted} == wanted
    assert told(anew, "menu", "other.example") == ("", False)
    change(link, slug="Karte")
    anew.refresh()
    assert [told(anew, slug)[0] for slug in ("menu", "karte")] == ["menu", ""]
    plan = anew.find("go.example", "menu")
    assert plan is not None
    assert (plan.route is not None) == ruled  # an alias makes no link another one


def test_a_link_that_only_counts_is_known_at_once_here_and_with_the_next_poll_elsewhere(opened: Opened) -> None:
    link = add_link("menu")
    add_alias(link, "karte")
    ruled = add_link("ruled", routing=routing(GERMAN), count_only=True)
    store = PlanStore()
    store.refresh()
    store.start()
    try:
        assert (told(store, "menu"), told(store, "ruled")) == (("", False), ("", True))
        change(link, count_only=True)
        change(ruled, count_only=False)
        assert (told(store, "menu"), told(store, "karte"), told(store, "ruled")[1]) == (
            ("", True),
            ("karte", True),
            False,
        )
        plan = store.find("go.example", "menu")
        assert plan is not None
        assert plan.route is None  # it stays a plain one, answered as fast as before
        run_elsewhere(opened, [_BUMP, f"UPDATE link SET count_only = FALSE, epoch = {_EPOCH} WHERE id = {link.id}"])
        until(lambda: not told(store, "menu")[1])
        anew = PlanStore()
        change(link, count_only=True)
        anew.refresh()
        assert (told(anew, "menu"), told(anew, "karte")) == (("", True), ("karte", True))
    finally:
        store.stop()


def test_whether_a_workspace_honours_do_not_track_reaches_every_process(opened: Opened) -> None:
    add_link("menu")
    workspace = Workspace.select().first()
    store = PlanStore()
    assert store.honours_dnt(workspace.id)
    store.refresh()
    store.start()
    try:
        assert store.honours_dnt(workspace.id)
        owner = Context(Actor(workspace.id, frozenset({ALL})), datetime.now(UTC), b"")
        workspaces.update_workspace(owner, WorkspacePatch(honour_dnt=False))
        assert not store.honours_dnt(workspace.id)
        assert store.honours_dnt(workspace.id + 1)
        run_elsewhere(opened, [_BUMP, f"UPDATE workspace SET honour_dnt = TRUE WHERE id = {workspace.id}"])
        until(lambda: store.honours_dnt(workspace.id))
    finally:
        store.stop()


def test_a_domain_says_whose_it_is(store: PlanStore) -> None:
    domain = add_domain("new.example")
    site = store.site("new.example")
    assert site is not None
    assert (site.domain_id, site.workspace_id) == (domain.id, domain.workspace_id)
