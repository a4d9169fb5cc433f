"""Trying a link out, through the client: what a visitor would get, and why, with nothing saved."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from qrdesk.client import Client, LinkDraft, LinkPatch, SimulationDraft, VisitDraft
from qrdesk.core.errors import BadDestination, Invalid, NotFound
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.simulation import SimulationView

RULES = [
    {
        "name": "Germans on the phone",
        "conditions": [
            {"kind": "country", "any_of": ["DE"]},
            {"kind": "device", "any_of": ["mobile"]},
        ],
        "destination": "https://example.com/de",
    },
    {"name": "Off", "enabled": False, "destination": "https://example.com/off"},
    {"conditions": [{"kind": "language", "any_of": ["fr"]}], "destination": "https://example.com/fr"},
    {
        "name": "Still French",
        "conditions": [{"kind": "language", "any_of": ["fr"]}],
        "destination": "https://b.example/",
    },
]


@pytest.fixture
def ruled(client: Client) -> LinkView:
    """A link with rules."""
    draft = {"destination": "https://example.com/menu", "slug": "lunch", "rules": RULES, "time_zone": "Europe/Berlin"}
    return client.links.create(LinkDraft.model_validate(draft))


def simulate(client: Client, *, changes: LinkPatch | None = None, name: str = "lunch", **visit: Any) -> SimulationView:
    draft = SimulationDraft(visit=VisitDraft.model_validate(visit), changes=changes)
    return client.links.simulate(name, draft)


def test_the_rule_that_wins_is_named_and_each_other_says_why_not(client: Client, ruled: LinkView) -> None:
    told = simulate(client, country="de", device="mobile", languages="fr-CA")
    assert (told.kind, told.location) == ("lead", "https://example.com/de")
    assert (told.rule, told.rule_name) == (ruled.rules[0].id, "Germans on the phone")
    assert told.sentence == "“Germans on the phone” wins: the visitor is sent to https://example.com/de."
    assert told.time_zone == "Europe/Berlin"
    assert [(rule.id, rule.wins, rule.failed) for rule in told.rules] == [
        (ruled.rules[0].id, True, ""),
        (ruled.rules[1].id, False, ""),
        (ruled.rules[2].id, False, ""),
        (ruled.rules[3].id, False, ""),
    ]
    assert [rule.reason for rule in told.rules] == [
        "All its conditions hold.",
        "It is switched off.",
        "All its conditions hold, but “Germans on the phone” comes before it.",
        "All its conditions hold, but “Germans on the phone” comes before it.",
    ]


def test_the_first_condition_that_fails_is_named(client: Client, ruled: LinkView) -> None:
    told = simulate(client, country="DE", device="desktop", languages="fr")
    assert told.sentence == "Rule 3 wins: the visitor is sent to https://example.com/fr."
    assert (told.rules[0].failed, told.rules[0].reason) == (
        "device",
        "The device is desktop; the rule asks for mobile.",
    )
    assert told.rules[3].reason == "All its conditions hold, but rule 3 comes before it."
    told = simulate(client)
    assert (told.kind, told.location, told.rule) == ("lead", "https://example.com/menu", "")
    assert told.sentence == "The visitor is sent to https://example.com/menu."
    assert [rule.failed for rule in told.rules] == ["country", "", "language", "language"]


def test_changes_are_tried_and_not_saved(client: Client, ruled: LinkView) -> None:
    rules = [{"conditions": [{"kind": "os", "any_of": ["ios"]}], "destination": "https://example.com/ios"}]
    changes = LinkPatch.model_validate({"rules": rules, "destination": "HTTPS://example.com/new"})
    assert simulate(client, changes=changes, os="ios").location == "https://example.com/ios"
    assert simulate(client, changes=changes, os="android").location == "https://example.com/new"
    assert len(simulate(client, changes=changes).rules) == 1
    assert client.links.get("lunch") == ruled
    assert simulate(client, country="DE", device="mobile").location == "https://example.com/de"


def test_changes_that_could_not_be_saved_are_refused_as_they_would_be(client: Client, ruled: LinkView) -> None:
    with pytest.raises(BadDestination) as caught:
        simulate(client, changes=LinkPatch(destination="javascript:alert(1)"))
    assert "destination" in caught.value.field_errors
    with pytest.raises(BadDestination):
        simulate(client, changes=LinkPatch(destination="http://localhost:8765/lunch"))
    with pytest.raises(Invalid, match="time zone"):
        simulate(client, changes=LinkPatch(time_zone="No/Where"))
    with pytest.raises(NotFound):
        simulate(client, name="supper")


def test_nothing_is_counted(client: Client, ruled: LinkView) -> None:
    client.links.update("lunch", LinkPatch(hit_limit=1))
    for _ in range(3):
        assert simulate(client).kind == "lead"
    assert client.links.get("lunch").hits_used == 0
    assert client.links.summary("lunch").total_hits == 0


def test_states_and_times_come_before_the_rules(client: Client, ruled: LinkView) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    client.links.update("lunch", LinkPatch(starts_at=now + timedelta(days=1), ends_at=now + timedelta(days=2)))
    told = simulate(client, languages="fr")
    assert (told.kind, told.location) == ("not_yet", "")
    assert "has not started yet" in told.sentence
    assert told.rules[2].reason == "All its conditions hold, but the visit does not come as far as the rules."
    assert not any(rule.wins for rule in told.rules)
    later = (now + timedelta(days=1, hours=1)).isoformat()
    assert simulate(client, languages="fr", at=later).location == "https://example.com/fr"
    assert simulate(client, at=(now + timedelta(days=3)).isoformat()).kind == "expired"
    client.links.pause("lunch")
    assert simulate(client, at=later).sentence == "The link is paused: the visitor gets a page that says so."


def test_a_password_and_a_page_with_a_button_are_said(client: Client) -> None:
    client.links.create(
        LinkDraft.model_validate(
            {"destination": "mailto:a@example.com", "destination_type": "email", "slug": "mail", "password": "secret"}
        )
    )
    told = simulate(client, name="mail")
    assert (told.kind, told.location, told.asks_password) == ("button", "mailto:a@example.com", True)
    assert told.sentence == (
        "The password is asked for first. The visitor gets a page with a button that opens mailto:a@example.com."
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "Germany"),
        ("at", "2026-06-10T12:00"),
        ("at", "0001-01-01T00:00Z"),
        ("os", "beos"),
        ("hits", -1),
        ("colour", "red"),
    ],
)
def test_a_visit_that_cannot_be_is_refused_by_field(field: str, value: object) -> None:
    with pytest.raises(ValueError, match=field):
        VisitDraft.model_validate({field: value})


def test_a_link_that_is_not_made_yet_is_tried_too_and_nothing_comes_of_it(client: Client, ruled: LinkView) -> None:
    link = {"destination": "https://example.com/new", "slug": "lunch", "rules": RULES, "time_zone": "Asia/Tokyo"}
    told = client.links.simulate_draft({"visit": {"country": "de", "device": "mobile"}, "link": link})
    assert (told.location, told.rule_name, told.time_zone) == (
        "https://example.com/de",
        "Germans on the phone",
        "Asia/Tokyo",
    )
    assert [rule.wins for rule in told.rules] == [True, False, False, False]
    told = client.links.simulate_draft({"link": {**link, "password": "open", "hit_limit": 3}, "visit": {"hits": 2}})
    assert (told.location, told.asks_password) == ("https://example.com/new", True)
    assert client.links.list().pagination.total == 1, "nothing is made"
    assert client.links.get(ruled.id).destination == "https://example.com/menu"


def test_the_same_visitor_gets_the_same_variant_of_rules_that_are_not_saved(client: Client, ruled: LinkView) -> None:
    variants = [{"destination": f"https://{name}.example/"} for name in "abcdefgh"]
    rules = {"rules": [{"conditions": [], "variants": variants}]}
    new = {"link": {"destination": "https://example.com/new", **rules}, "visit": {"visitor": "ada"}}
    assert len({client.links.simulate_draft(new).location for _ in range(5)}) == 1
    changes = LinkPatch.model_validate(rules)
    assert len({simulate(client, changes=changes, visitor="ada").location for _ in range(5)}) == 1
    kept = client.links.update("lunch", changes).rules[0]
    changes = LinkPatch.model_validate({"rules": [{**kept.model_dump(mode="json"), "name": "Split"}]})
    tried = simulate(client, changes=changes, visitor="ada")
    assert (tried.rule, tried.location) == (kept.id, simulate(client, visitor="ada").location)


def test_a_link_that_could_not_be_made_is_not_tried(client: Client) -> None:
    with pytest.raises(BadDestination):
        client.links.simulate_draft({"link": {"destination": "javascript:alert(1)"}})
    with pytest.raises(NotFound):
        client.links.simulate_draft({"link": {"destination": "https://example.com", "host": "elsewhere.example"}})
