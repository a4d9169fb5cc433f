"""The list of events: newest first, in words, and nobody else's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from qrdesk.core import database
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, NotFound, ScopeMissing
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.events import KINDS, EventQuery
from qrdesk.core.services import events, links
from qrdesk.core.settings import Settings
from qrdesk.core.webhooks import outbox
from tests.core.services.places import a_link, later, row_of, workspace
from tests.desks import second_workspace


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def tell(ctx: Context, kind: str, link_id: int | None = None, **body: object) -> None:
    with database.write():
        outbox.write(ctx.actor.workspace_id, kind, body, at=ctx.now, link_id=link_id)


def test_events_are_listed_newest_first_page_by_page(ctx: Context) -> None:
    for number in range(5):
        tell(later(ctx, minutes=-number), "domain.verified", host=f"h{number}.example")  # written later, of earlier
    page = events.list_events(ctx, EventQuery(limit=2))
    assert [event.body["host"] for event in page.data] == ["h4.example", "h3.example"]
    assert page.pagination.total == 5
    rest = events.list_events(ctx, EventQuery(limit=9, cursor=page.pagination.next_cursor))
    assert [event.body["host"] for event in rest.data] == ["h2.example", "h1.example", "h0.example"]
    with pytest.raises(Invalid):
        events.list_events(ctx, EventQuery(cursor="nonsense"))


def test_events_are_found_by_kind_and_link(ctx: Context) -> None:
    menu, other = a_link(ctx, "https://example.com/"), a_link(ctx, "https://example.com/", "other")
    tell(ctx, "link.destination_down", row_of(menu).id, title="Menu")
    tell(ctx, "link.destination_up", row_of(menu).id, title="Menu")
    tell(ctx, "link.destination_down", row_of(other).id, title="Other")
    tell(ctx, "domain.verified", host="go.example")

    def asked(**query: str) -> list[tuple[str, str | None]]:
        return [(one.kind, one.link_id) for one in events.list_events(ctx, EventQuery.model_validate(query)).data]

    assert asked(kind="link.destination_down") == [
        ("link.destination_down", other.id),
        ("link.destination_down", menu.id),
    ]
    assert asked(link="menu") == [("link.destination_up", menu.id), ("link.destination_down", menu.id)]
    assert asked(link=menu.id, kind="link.destination_up") == [("link.destination_up", menu.id)]
    with pytest.raises(ValidationError, match=r"one of: link\.destination_down, .*, domain\.failing"):
        asked(kind="link")
    with pytest.raises(NotFound):
        asked(link="nowhere")


def test_what_somebody_did_or_visited_is_listed_where_it_is_asked_for(ctx: Context) -> None:
    for kind in ("link.clicked", "domain.verified", "link.updated"):
        tell(ctx, kind)
    assert [event.kind for event in events.list_events(ctx, EventQuery()).data] == ["domain.verified"]
    assert [event.kind for event in events.list_events(ctx, EventQuery(kind="link.clicked")).data] == ["link.clicked"]


def test_hits_and_webhooks_are_shown_to_whom_their_own_lists_are(ctx: Context) -> None:
    every = ("link.clicked", "endpoint.failing", "endpoint.disabled", "domain.verified", "link.updated")
    for kind in every:
        tell(ctx, kind)

    def seen(*scopes: str) -> tuple[list[str], set[str]]:
        """Return what the list has, and what is refused to whoever asks for it."""
        caller = replace(ctx, actor=replace(ctx.actor, scopes=frozenset(("links:read", *scopes)), role=Role.MEMBER))
        refused: set[str] = set()
        for kind in every:
            try:
                found = events.list_events(caller, EventQuery(kind=kind)).data
                assert [event.kind for event in found] == [kind]
            except ScopeMissing:
                refused.add(kind)
        return [event.kind for event in events.list_events(caller, EventQuery()).data], refused

    webhooks = ["endpoint.disabled", "endpoint.failing"]
    assert seen() == (["domain.verified"], {"link.clicked", *webhooks})
    assert seen("stats:read") == (["domain.verified"], set(webhooks))
    assert seen("webhooks:read") == (["domain.verified", *webhooks], {"link.clicked"})
    assert seen("stats:read", "webhooks:read") == seen("all") == (["domain.verified", *webhooks], set())
    assert "needs the scope “stats:read”" in refusal_of(ctx, "link.clicked")


def refusal_of(ctx: Context, kind: str) -> str:
    caller = replace(ctx, actor=replace(ctx.actor, scopes=frozenset(("links:read",)), member_id=None))
    with pytest.raises(ScopeMissing) as refused:
        events.list_events(caller, EventQuery(kind=kind))
    return str(refused.value)


def test_the_neighbours_see_none_of_it(ctx: Context) -> None:
    tell(ctx, "domain.verified", host="go.example")
    theirs = replace(ctx, actor=second_workspace())
    assert events.list_events(theirs, EventQuery()).data == []
    a_link(ctx, "https://example.com/")
    with pytest.raises(NotFound):
        events.list_events(theirs, EventQuery(link="menu"))


def test_an_event_outlives_the_name_of_its_link(ctx: Context) -> None:
    link = a_link(ctx, "https://example.com/")
    tell(ctx, "link.destination_up", row_of(link).id, title="Menu", slug="menu")
    links.delete_link(ctx, link.id)
    assert events.list_events(ctx, EventQuery()).data[0].sentence == "The page that “Menu” leads to answers again."


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (
            "link.destination_down",
            {"title": "Menu", "detail": "Nothing answers there."},
            "“Menu” leads to is down. Nothing",
        ),
        ("link.destination_down", {"title": "Menu", "printed": True}, "A printed code leads there."),
        ("link.destination_down", {"slug": "menu", "on_fallback": True}, "“menu” leads to is down. Visitors are sent"),
        ("link.suspended", {"title": "Menu", "reason": "It is listed."}, "“Menu” was taken out of service. It is"),
        ("link.released", {"title": "Menu"}, "“Menu” is in service again"),
        ("domain.verified", {"host": "go.example"}, "go.example is verified"),
        ("domain.failing", {"host": "go.example", "fault": "There is no TXT record."}, "still answered there. There"),
        ("link.limit_reached", {"link": {"slug": "menu"}, "hit_limit": 1000}, "“menu” has had all of the 1,000 hits"),
        ("link.updated", {"title": "M", "changes": {"hit_limit": {}, "tags": {}}}, "was changed: hit limit, tags."),
        ("link.clicked", {"title": "M", "hit": {"source": "scan", "city": "Bonn, DE"}}, "“M” was scanned in Bonn, DE."),
        ("link.clicked", {"title": "M", "hit": {"source": "click", "bot": True}}, "“M” was opened by a robot."),
        ("code.exported", {"title": "M", "format": "pdf"}, "A code of “M” was exported as PDF."),
        ("endpoint.failing", {"endpoint": {"name": "Shop"}, "why": "It timed out."}, "“Shop” for a day. It timed out."),
        ("endpoint.disabled", {"endpoint": {"name": "Shop"}, "why": "gone"}, "It answered that it is gone."),
        ("link.deleted", {"link": "lnk_of_before"}, "“a link” was deleted."),
        ("of.tomorrow", {}, "of.tomorrow"),
    ],
)
def test_each_event_is_a_sentence(kind: str, body: dict[str, object], said: str) -> None:
    assert said in events.sentence(kind, body)


def test_every_kind_that_can_be_asked_for_has_words() -> None:
    told = {"title": "Menu", "host": "go.example", "detail": "", "reason": "", "fault": ""}
    assert [kind for kind in KINDS if events.sentence(kind, told) == kind] == []
