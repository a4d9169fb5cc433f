"""An endpoint is told what it chose, of the links that it chose, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from qrdesk.core.hits import rows
from qrdesk.core.models import Folder, Key, Link, Tag
from qrdesk.core.schemas.events import KINDS
from qrdesk.core.webhooks import wanting
from tests.core.hits.places import Place, make_link
from tests.core.webhooks.listeners import NOW, listen
from tests.desks import second_workspace

CLICKED, CREATED = "link.clicked", "link.created"


def hears(place: Place, kind: str, link_id: int | None, *, bot: bool = False) -> bool:
    return bool(wanting.load([place.workspace_id], NOW).find(place.workspace_id, kind, link_id, bot=bot))


@pytest.mark.parametrize(
    ("kinds", "more", "told"),
    [
        ((), {}, set(KINDS)),
        ((CLICKED, "code.exported"), {}, {CLICKED, "code.exported"}),
        ((), {"format": "usnp"}, {CLICKED}),
        ((), {"format": "h0p"}, {CREATED, "link.updated", "link.deleted", CLICKED}),
        ((CREATED, "domain.failing"), {"format": "honopu"}, {CREATED}),  # it has no word for the other
        ((CREATED,), {"format": "of.tomorrow"}, set()),
        (("endpoint.test",), {}, set()),  # sent only to whom somebody asks for it
    ],
)
def test_an_endpoint_is_told_the_kinds_it_chose_that_its_format_knows(
    place: Place, kinds: tuple[str, ...], more: dict[str, Any], told: set[str]
) -> None:
    listen(place.workspace_id, *kinds, **more)
    assert {kind for kind in (*KINDS, "endpoint.test") if hears(place, kind, place.link_id)} == told


def test_an_endpoint_is_told_of_the_links_it_is_bound_to(place: Place) -> None:
    menu = make_link(place.workspace_id, "menu", folder="Food", tags=["red", "round"])
    other = make_link(place.workspace_id, "other", folder="Drinks", tags=["red"])
    ids = {row.name: row.public_id for model in (Folder, Tag) for row in model.select()}
    called = {link.id: link.public_id for link in Link.select()}
    cases: list[tuple[dict[str, list[str]], set[int]]] = [
        ({"folders": [ids["Food"]]}, {menu}),
        ({"folders": [ids["Food"], ids["Drinks"]]}, {menu, other}),
        ({"tags": [ids["red"]]}, {menu, other}),
        ({"tags": [ids["round"], "tag_nobody"]}, {menu}),
        ({"links": [called[place.link_id], called[other]]}, {place.link_id, other}),
        ({"tags": [ids["red"]], "folders": [ids["Drinks"]]}, {other}),  # all of its bounds hold
        ({"links": [called[menu]], "folders": [ids["Drinks"]]}, set()),
        ({"folders": [], "tags": []}, {menu, other, place.link_id}),
    ]
    for only, links in cases:
        endpoint = listen(place.workspace_id, only=only)
        assert {one for one in called if hears(place, CLICKED, one)} == links, only
        assert hears(place, "domain.verified", None) is (not any(only.values()))  # of no link
        endpoint.delete_instance()


def test_an_endpoint_of_a_link_is_told_of_no_other(place: Place) -> None:
    other = make_link(place.workspace_id, "other")
    listen(place.workspace_id, link=other)
    assert [hears(place, CLICKED, one) for one in (other, place.link_id, None)] == [True, False, False]


def test_visits_of_robots_are_for_those_who_want_them(place: Place) -> None:
    listen(place.workspace_id)
    assert hears(place, CLICKED, place.link_id)
    assert not hears(place, CLICKED, place.link_id, bot=True)
    listen(place.workspace_id, CLICKED, bots=True)
    assert hears(place, CLICKED, place.link_id, bot=True)


def test_a_damaged_bound_holds_nobody_up(place: Place) -> None:
    for damaged in ("{", "[]", "7", '{"tags": 7}', '{"links": [{}]}'):
        endpoint = listen(place.workspace_id)
        endpoint.only = damaged
        endpoint.save()
    assert not hears(place, CLICKED, place.link_id)
    listen(place.workspace_id)
    assert hears(place, CLICKED, place.link_id)


def test_nobody_is_told_of_the_neighbours(place: Place) -> None:
    theirs = second_workspace().workspace_id
    listen(theirs)
    assert not hears(place, CLICKED, place.link_id)
    both = wanting.load([theirs, place.workspace_id], NOW)
    assert (both.wants(theirs, CLICKED), both.wants(place.workspace_id, CLICKED)) == (True, False)


def a_key(place: Place, **more: Any) -> int:
    ids = {one: f"{one}{Key.select().count()}" for one in ("public_id", "uuid", "digest")}
    said = {"name": "Till", "start": "qr", "end": "x", "scopes": "all", "webhook_secret": "sealed", "created_at": NOW}
    return Key.create(workspace=place.workspace_id, **ids, **{**said, **more}).id


def test_an_endpoint_of_a_key_is_told_for_as_long_as_the_key_is_good(place: Place) -> None:
    keys = {
        "good": a_key(place, expires_at=NOW + timedelta(seconds=1)),
        "revoked": a_key(place, revoked_at=NOW),
        "expired": a_key(place, expires_at=NOW),
        "nobody's": 4711,
    }
    for link in (None, place.link_id):
        for name, key_id in keys.items():
            endpoint = listen(place.workspace_id, key_id=key_id, link=link)
            assert hears(place, CLICKED, place.link_id) is (name == "good"), name
            endpoint.delete_instance()


def test_endpoints_that_came_with_a_link_are_told_nothing_once_it_is_deleted(place: Place) -> None:
    by_key = listen(place.workspace_id, key_id=a_key(place), link=place.link_id)
    by_hand = listen(place.workspace_id, link=place.link_id)
    for deleted_at, told in ((None, [by_key.id, by_hand.id]), (NOW, [by_hand.id])):
        Link.update(deleted_at=deleted_at).execute()
        found = wanting.load([place.workspace_id], NOW).find(place.workspace_id, "link.deleted", place.link_id)
        assert [one.endpoint_id for one in found] == told


def test_endpoints_of_other_links_are_not_looked_at(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    links = [make_link(place.workspace_id, f"link{n}") for n in range(4)]
    own = {link: listen(place.workspace_id, link=link).id for link in links}
    shop = listen(place.workspace_id)
    read: list[Any] = []
    real = rows.run

    def noting(*asked: Any) -> Any:
        read.extend(found := real(*asked))
        return found

    monkeypatch.setattr(rows, "run", noting)
    wanted = wanting.load([place.workspace_id], NOW)
    wanted.learn(links[:2])
    for link in links[:2]:
        found = wanted.find(place.workspace_id, CLICKED, link)
        assert [one.endpoint_id for one in found] == [shop.id, own[link]]
    assert len(read) == 3
    assert wanted.find(place.workspace_id, CLICKED, links[2])[1].endpoint_id == own[links[2]]  # without ``learn``


def test_whether_a_kind_is_wanted_of_a_link_is_known_without_its_bounds(place: Place) -> None:
    other = make_link(place.workspace_id, "other")
    listen(place.workspace_id, CLICKED, link=other)
    listen(place.workspace_id, CREATED, only={"tags": ["tag_nobody"]})
    wanted = wanting.load([place.workspace_id], NOW)
    assert [wanted.wants_of(place.workspace_id, CLICKED, one) for one in (other, place.link_id)] == [True, False]
    assert wanted.wants_of(place.workspace_id, CREATED, place.link_id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # another one plans by what is in its tables
def test_what_is_asked_for_each_event_is_found_by_an_index(place: Place) -> None:
    plans = [
        ("WITH asked(id) AS (VALUES (1)" + wanting._OF_WORKSPACES, "endpoint_workspace_id_link_id"),
        (wanting._OF_LINKS + "VALUES (1))", "endpoint_link_id"),
        ("DELETE FROM delivery WHERE event_id IN (VALUES ('evt'))", "delivery_event_id_endpoint_id"),
    ]
    for sql, index in plans:
        plan = [row[3] for row in rows.ask(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
        assert any(index in step for step in plan), plan
        assert not [step for step in plan if step in ("SCAN e", "SCAN o", "SCAN endpoint", "SCAN delivery")], plan
