"""An endpoint is told what it chose, of the links that it chose, and nothing else."""

from typing import Any

import pytest

from qrdesk.core.models import Folder, Link, Tag
from qrdesk.core.schemas.events import KINDS
from qrdesk.core.webhooks import wanting
from tests.core.hits.places import Place, make_link
from tests.core.webhooks.listeners import listen
from tests.desks import second_workspace

CLICKED, CREATED = "link.clicked", "link.created"


def hears(place: Place, kind: str, link_id: int | None, *, bot: bool = False) -> bool:
    return bool(wanting.load([place.workspace_id]).find(place.workspace_id, kind, link_id, bot=bot))


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
    sqlite: Place, kinds: tuple[str, ...], more: dict[str, Any], told: set[str]
) -> None:
    listen(sqlite.workspace_id, *kinds, **more)
    assert {kind for kind in (*KINDS, "endpoint.test") if hears(sqlite, kind, sqlite.link_id)} == told


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


def test_an_endpoint_of_a_link_is_told_of_no_other(sqlite: Place) -> None:
    other = make_link(sqlite.workspace_id, "other")
    listen(sqlite.workspace_id, link=other)
    assert [hears(sqlite, CLICKED, one) for one in (other, sqlite.link_id, None)] == [True, False, False]


def test_visits_of_robots_are_for_those_who_want_them(sqlite: Place) -> None:
    listen(sqlite.workspace_id)
    assert hears(sqlite, CLICKED, sqlite.link_id)
    assert not hears(sqlite, CLICKED, sqlite.link_id, bot=True)
    listen(sqlite.workspace_id, CLICKED, bots=True)
    assert hears(sqlite, CLICKED, sqlite.link_id, bot=True)


def test_a_damaged_bound_holds_nobody_up(sqlite: Place) -> None:
    for damaged in ("{", "[]", "7", '{"tags": 7}', '{"links": [{}]}'):
        endpoint = listen(sqlite.workspace_id)
        endpoint.only = damaged
        endpoint.save()
    assert not hears(sqlite, CLICKED, sqlite.link_id)
    listen(sqlite.workspace_id)
    assert hears(sqlite, CLICKED, sqlite.link_id)


def test_nobody_is_told_of_the_neighbours(sqlite: Place) -> None:
    theirs = second_workspace().workspace_id
    listen(theirs)
    assert not hears(sqlite, CLICKED, sqlite.link_id)
    both = wanting.load([theirs, sqlite.workspace_id])
    assert (both.wants(theirs, CLICKED), both.wants(sqlite.workspace_id, CLICKED)) == (True, False)
