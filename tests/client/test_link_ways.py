"""Everything about a link's ways through the client: it is kept as sent, merged as patched, refused at its place."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from qrdesk.client import AliasDraft, Client, CodeDraft, ExportDraft, LinkDraft, LinkPatch, LinkQuery
from qrdesk.core.errors import BadDestination, BadSlug, Invalid, NotFound, QRDeskError, SlugReserved, SlugTaken
from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.core.schemas.rules import DestinationType, Utm

PAGE = "https://example.com/"
OWN = "http://LOCALHOST.:8765/x"
PAST, FUTURE = datetime(2020, 1, 1, tzinfo=UTC), datetime(2120, 1, 1, 12, tzinfo=UTC)
EVERYTHING: dict[str, Any] = {
    "destination": "https://EXAMPLE.com/menu?a=1#top",
    "slug": "all",
    "time_zone": "Europe/Vienna",
    "starts_at": PAST,
    "ends_at": FUTURE,
    "expired_destination": " https://example.com/over ",
    "fallback_destination": "https://example.org",
    "hit_limit": 500,
    "password": "open sesame",
    "utm": {"source": "poster", "campaign": "Spring & sale"},
    "forward_query": "utm",
    "query_winner": "visitor",
    "deep_links": {
        "ios": {"url": "Spotify:track:1", "store": "https://apps.apple.com/1"},
        "android": {"url": "https://example.com/app"},
    },
    "social": {"title": "Lunch", "image_url": "https://example.com/a b.png".replace(" ", "%20")},
    "remember_visitors": True,
    "count_only": True,
    "rules": [
        {
            "name": "Germans",
            "conditions": [{"kind": "country", "any_of": ["de"]}],
            "destination": "anna@example.com",
            "destination_type": "email",
        },
        {"variants": [{"destination": "https://example.com/a", "weight": 3}, {"destination": "https://example.com/b"}]},
    ],
}


@pytest.fixture
def everything(client: Client) -> LinkView:
    """A link with everything there is."""
    return client.links.create(LinkDraft.model_validate(EVERYTHING))


def patch(client: Client, name: str, **sent: Any) -> LinkView:
    return client.links.update(name, LinkPatch.model_validate(sent))


def refused(call: Callable[[], object]) -> QRDeskError:
    with pytest.raises(Invalid) as fault:
        call()
    return fault.value


def test_everything_is_kept_as_it_was_sent(client: Client, everything: LinkView) -> None:
    assert everything.destination == "https://example.com/menu?a=1#top"
    assert everything.final_url == (
        "https://example.com/menu?a=1&utm_source=poster&utm_campaign=Spring%20%26%20sale#top"
    )
    assert (everything.time_zone, everything.starts_at, everything.ends_at) == ("Europe/Vienna", PAST, FUTURE)
    assert everything.expired_destination == "https://example.com/over"
    assert everything.fallback_destination == "https://example.org/"
    assert (everything.hit_limit, everything.hits_used, everything.has_password) == (500, 0, True)
    assert (everything.forward_query, everything.query_winner, everything.remember_visitors) == ("utm", "visitor", True)
    assert everything.count_only
    assert everything.deep_links.ios is not None
    assert everything.deep_links.ios.url == "spotify:track:1"
    assert everything.social.image_url == "https://example.com/a%20b.png"
    assert everything.rules[0].destination == "mailto:anna@example.com"
    assert (everything.state, everything.target.status.value, everything.warnings) == (LinkState.LIVE, "unknown", [])
    assert client.links.get("all") == everything
    assert client.links.list().data == [everything]


def test_a_plain_link_has_none_of_it(client: Client, lunch: LinkView) -> None:
    assert (lunch.rules, lunch.utm, lunch.hit_limit, lunch.folder) == ((), Utm(), None, None)
    assert (lunch.has_password, lunch.hidden, lunch.final_url) == (False, False, lunch.destination)
    assert not lunch.count_only
    assert (lunch.destination_type, lunch.printed) == (DestinationType.URL, [])


def test_a_patch_leaves_the_other_ways_alone(client: Client, everything: LinkView) -> None:
    changed = patch(client, "all", utm={"medium": "print"}, forward_query="all")
    assert changed.utm == Utm(medium="print")
    same = {"utm", "forward_query", "final_url", "updated_at"}
    assert changed.model_dump(exclude=same) == everything.model_dump(exclude=same)


def test_what_was_set_is_taken_away_again(client: Client, everything: LinkView) -> None:
    bare = patch(
        client,
        "all",
        starts_at=None,
        ends_at=None,
        hit_limit=None,
        password=None,
        rules=[],
        utm={},
        deep_links={},
        social={},
        time_zone="",
        expired_destination="",
        fallback_destination=" ",
        forward_query="off",
        query_winner="link",
        remember_visitors=False,
        count_only=False,
    )
    plain = client.links.create(LinkDraft(destination=everything.destination))
    differs = {"id", "uuid", "slug", "short_url", "code_url", "created_at", "updated_at"}
    assert bare.model_dump(exclude=differs) == plain.model_dump(exclude=differs)


def test_rules_keep_their_ids_and_nobody_elses(client: Client, everything: LinkView) -> None:
    first, second = everything.rules
    assert first.id is not None
    assert first.id.startswith("rul_")
    assert len({rule.id for rule in everything.rules} | {rule.uuid for rule in everything.rules}) == 4
    assert all((one.id or "").startswith("var_") for one in second.variants)
    again = patch(client, "all", rules=[second.model_dump(mode="json"), first.model_dump(mode="json")])
    assert again.rules == (second, first)
    twice = patch(client, "all", rules=[first.model_dump(mode="json")] * 2).rules
    assert twice[0] == first
    assert {twice[1].id, twice[1].uuid}.isdisjoint({first.id, first.uuid, None})
    other = client.links.create(LinkDraft.model_validate({"destination": PAGE, "slug": "thief"}))
    stolen = patch(client, other.id, rules=[{**second.model_dump(mode="json"), "uuid": first.uuid}]).rules[0]
    assert {stolen.id, stolen.uuid}.isdisjoint({second.id, first.uuid, second.uuid, None})
    assert {one.id for one in stolen.variants}.isdisjoint({one.id for one in second.variants})


@pytest.mark.parametrize(
    ("sent", "error", "place"),
    [
        ({"rules": [{"destination": "x"}]}, BadDestination, "rules.0.destination"),
        ({"rules": [{"destination": PAGE}, {"destination": OWN}]}, BadDestination, "rules.1.destination"),
        (
            {"rules": [{"variants": [{"destination": PAGE}, {"destination": "javascript:x"}]}]},
            BadDestination,
            "rules.0.variants.1.destination",
        ),
        ({"expired_destination": "mailto:a@b.example"}, BadDestination, "expired_destination"),
        ({"expired_destination": OWN}, BadDestination, "expired_destination"),
        ({"fallback_destination": "http://127.0.0.1:8765"}, BadDestination, "fallback_destination"),
        ({"deep_links": {"ios": {"url": "javascript:x"}}}, BadDestination, "deep_links.ios.url"),
        ({"deep_links": {"android": {"url": OWN}}}, BadDestination, "deep_links.android.url"),
        ({"deep_links": {"ios": {"url": PAGE, "store": "app:x"}}}, BadDestination, "deep_links.ios.store"),
        ({"social": {"image_url": "data:image/png;base64,x"}}, BadDestination, "social.image_url"),
        ({"time_zone": "Mars/Olympus"}, Invalid, "time_zone"),
        ({"time_zone": "../../etc/passwd"}, Invalid, "time_zone"),
        ({"starts_at": FUTURE, "ends_at": PAST}, Invalid, "ends_at"),
        ({"starts_at": PAST, "ends_at": PAST}, Invalid, "ends_at"),
        ({"ends_at": "9999-12-31T23:59:59-12:00"}, Invalid, "ends_at"),
        ({"starts_at": "0001-01-01T00:00:00+12:00"}, Invalid, "starts_at"),
        ({"utm": {"source": "ä" * 200, "medium": "ä" * 200, "campaign": "🦊" * 200}}, Invalid, "utm"),
        ({"destination": "anna@example.com", "destination_type": "email", "hidden": True}, Invalid, "hidden"),
        ({"destination": PAGE, "destination_type": "phone"}, BadDestination, "destination"),
    ],
)
@pytest.mark.fast_cases(19)
def test_what_cannot_be_used_is_refused_at_its_place(
    client: Client, lunch: LinkView, sent: dict[str, Any], error: type[QRDeskError], place: str
) -> None:
    draft = {"destination": PAGE, **sent}
    for attempt in (
        lambda: client.links.create(LinkDraft.model_validate(draft)),
        lambda: client.links.update("lunch", LinkPatch.model_validate(sent)),
    ):
        fault = refused(attempt)
        assert type(fault) is error
        assert list(fault.field_errors) == [place]
    assert client.links.list().data == [lunch]


def test_everything_that_is_wrong_is_said_at_once(client: Client, lunch: LinkView) -> None:
    fault = refused(
        lambda: patch(
            client, "lunch", destination="x", rules=[{"destination": OWN}, {"destination": ""}], time_zone="x"
        )
    )
    places = {"destination", "rules.0.destination", "rules.1.destination", "time_zone"}
    assert set(fault.field_errors) == places
    assert str(fault).endswith("(and 3 more)")


def test_times_are_kept_in_utc_and_in_order(client: Client, lunch: LinkView) -> None:
    vienna = timezone(timedelta(hours=2))
    set_to = patch(client, "lunch", starts_at=datetime(2026, 5, 1, 8, tzinfo=vienna))
    assert set_to.starts_at == datetime(2026, 5, 1, 6, tzinfo=UTC)
    assert set_to.starts_at is not None
    assert set_to.starts_at.utcoffset() == timedelta(0)
    assert list(refused(lambda: patch(client, "lunch", ends_at=PAST)).field_errors) == ["ends_at"]
    patch(client, "lunch", starts_at=None, ends_at=FUTURE)
    assert list(refused(lambda: patch(client, "lunch", starts_at=FUTURE)).field_errors) == ["starts_at"]


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "next_typed", "next_kept"),
    [
        ("email", "Anna@example.com", "mailto:Anna@example.com", "bert@example.com", "mailto:bert@example.com"),
        ("phone", "+49 30 1234567", "tel:+49301234567", "112", "tel:112"),
        ("app", "Spotify:x", "spotify:x", "fb:x", "fb:x"),
    ],
)
def test_a_typed_destination_stays_of_its_type(
    client: Client, kind: str, typed: str, kept: str, next_typed: str, next_kept: str
) -> None:
    made = client.links.create(
        LinkDraft.model_validate({"destination": typed, "destination_type": kind, "slug": "t", "utm": {"source": "x"}})
    )
    assert (made.destination, made.destination_type.value, made.final_url) == (kept, kind, kept)
    assert patch(client, "t", destination=next_typed).destination == next_kept
    assert patch(client, "t", title="x").destination == next_kept
    page = patch(client, "t", destination="HTTPS://example.com")
    assert (page.destination, page.destination_type) == (PAGE, DestinationType.URL)
    assert page.final_url == f"{PAGE}?utm_source=x"
    with pytest.raises(BadDestination):
        patch(client, "t", destination=next_typed)
    assert patch(client, "t", destination=typed, destination_type=kind).destination == kept


def test_a_link_pauses_and_goes_on(client: Client, lunch: LinkView) -> None:
    paused = client.links.pause("lunch")
    assert (paused.state, paused.warnings) == (LinkState.PAUSED, [])
    assert client.links.pause("lunch").state is LinkState.PAUSED
    assert [link.slug for link in client.links.list().data] == ["lunch"]
    assert client.links.list(LinkQuery(state=LinkState.LIVE)).data == []
    assert client.links.archive("lunch").state is LinkState.ARCHIVED
    assert client.links.resume("lunch").state is LinkState.ARCHIVED
    assert client.links.restore("lunch").state is LinkState.LIVE
    for call in (client.links.pause, client.links.resume, client.links.reset_hits):
        with pytest.raises(NotFound):
            call("nothing")


def test_each_state_is_shown_and_found(client: Client) -> None:
    made: dict[LinkState, str] = {}
    for state, sent in {
        LinkState.LIVE: {"starts_at": PAST, "ends_at": FUTURE, "hit_limit": 1},
        LinkState.SCHEDULED: {"starts_at": FUTURE},
        LinkState.EXPIRED: {"ends_at": PAST},
        LinkState.PAUSED: {"ends_at": PAST},
        LinkState.ARCHIVED: {"starts_at": FUTURE},
        LinkState.DELETED: {},
    }.items():
        made[state] = client.links.create(
            LinkDraft.model_validate({"destination": PAGE, "slug": state.value, **sent})
        ).id
    client.links.pause("paused")
    client.links.pause("archived")
    client.links.archive("archived")
    client.links.delete("deleted")
    for state in LinkState:
        found = client.links.list(LinkQuery(state=state)).data
        assert [link.id for link in found] == [made[state]] if state in made else found == []
        assert all(link.state is state for link in found)
    assert {link.slug for link in client.links.list().data} == {"live", "scheduled", "expired", "paused"}
    assert len(client.links.list(LinkQuery(state="any")).data) == 5


def test_an_alias_is_one_more_address_for_ever(client: Client, lunch: LinkView) -> None:
    made = client.links.add_alias("lunch", AliasDraft(slug="Mittag"))
    assert (made.slug, made.aliases) == ("lunch", ["Mittag"])
    assert client.links.get("MITTAG").id == lunch.id
    again = client.links.add_alias("lunch", AliasDraft(slug="LUNCH"))
    assert (again.slug, again.aliases) == ("lunch", ["Mittag"])
    assert client.links.add_alias("lunch", AliasDraft(slug="MITTAG")).aliases == ["Mittag"]
    renamed = patch(client, "lunch", slug="mittag")
    assert (renamed.slug, renamed.aliases) == ("mittag", ["lunch"])
    other = client.links.create(LinkDraft(destination=PAGE, slug="other"))
    for slug, error in (("lunch", SlugTaken), ("api", SlugReserved), ("a b", BadSlug), ("", BadSlug)):
        with pytest.raises(error):
            client.links.add_alias(other.id, AliasDraft(slug=slug))
    with pytest.raises(NotFound):
        client.links.add_alias("nothing", AliasDraft(slug="x"))
    assert client.links.get("other") == other


def test_a_password_is_never_shown(client: Client, lunch: LinkView) -> None:
    locked = patch(client, "lunch", password="open sesame")
    assert locked.has_password
    for text in (locked.model_dump_json(), client.links.get("lunch").model_dump_json()):
        assert "sesame" not in text
        assert "argon2" not in text
    assert not patch(client, "lunch", password=None).has_password


def printed(client: Client, *names: str) -> None:
    for name in names:
        code = client.codes.create(CodeDraft(link_id="lunch", name=name))
        client.codes.export(code.id, ExportDraft())


def test_what_was_printed_is_named_before_and_after(client: Client, lunch: LinkView) -> None:
    client.codes.create(CodeDraft(link_id="lunch", name="never exported"))
    assert client.links.pause("lunch").warnings == []
    printed(client, "table tent", "")
    found = client.links.get("lunch")
    assert [(one.name, one.export_count) for one in found.printed] == [("", 1), ("table tent", 1)]
    assert found.printed_at == found.printed[0].printed_at
    warning = client.links.pause("lunch").warnings[0]
    assert warning.startswith("Whoever scans the code exported on ")
    assert " or the code “table tent” exported on " in warning
    assert warning.endswith("now reads that the link is paused, until you resume it.")
    assert client.links.archive("lunch").warnings[0].endswith("was put away, until you restore it.")
    assert client.links.restore("lunch").warnings == client.links.resume("lunch").warnings == []
    assert client.links.get("lunch").warnings == []


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"ends_at": PAST}, "now reads that the link has ended"),
        ({"ends_at": FUTURE}, "reads that the link has ended from 1 January 2120, "),
        ({"ends_at": FUTURE, "expired_destination": PAGE}, f"is led to {PAGE} from 1 January 2120, "),
        ({"starts_at": FUTURE}, "reads that the link is not open yet, until 1 January 2120, "),
        ({"hit_limit": 5000}, "reads that the link has ended after 5,000 hits, 0 of them used"),
        ({"password": "x"}, "is now asked for the password first"),
        ({"password": None}, ""),
        ({"ends_at": None}, ""),
        ({"destination": PAGE, "title": "x"}, ""),
    ],
)
@pytest.mark.fast_cases(9)
def test_a_change_that_scans_of_a_printed_code_notice_says_so(
    client: Client, lunch: LinkView, sent: dict[str, Any], words: str
) -> None:
    assert not any("scans" in said for said in patch(client, "lunch", **sent).warnings)
    printed(client, "poster")
    warnings = patch(client, "lunch", **sent).warnings
    assert len(warnings) == bool(words)
    assert words in "".join(warnings)


def test_links_are_found_by_folder_and_target(client: Client, lunch: LinkView) -> None:
    assert [link.slug for link in client.links.list(LinkQuery(folder="none")).data] == ["lunch"]
    assert client.links.list(LinkQuery(folder="nothing")).data == []
    assert len(client.links.list(LinkQuery.model_validate({"target": "unknown"})).data) == 1
    assert client.links.list(LinkQuery.model_validate({"target": "down"})).data == []
    with pytest.raises(NotFound):
        patch(client, "lunch", folder="nothing")


def test_a_link_that_only_counts_says_that_its_rules_know_nobody(client: Client) -> None:
    asking = [{"conditions": [{"kind": "visitor", "seen": "returning"}], "destination": "https://example.com/again"}]
    draft = {"destination": "https://example.com/", "slug": "menu", "rules": asking, "count_only": True}
    said = "its rules take every visitor for a new one"
    assert said in client.links.create(LinkDraft.model_validate(draft)).warnings[0]
    assert patch(client, "menu", remember_visitors=True).warnings == []
    assert patch(client, "menu", count_only=False, remember_visitors=False).warnings == []
    assert said in patch(client, "menu", count_only=True).warnings[0]
    assert patch(client, "menu", rules=[{**asking[0], "enabled": False}]).warnings == []
