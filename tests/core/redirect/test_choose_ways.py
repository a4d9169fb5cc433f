"""What comes before the rules, what comes of them, and what is done to the address a visitor is sent to."""

from collections import Counter
from typing import Any

import pytest

from qrdesk.core.redirect.choose import choose, used_up
from qrdesk.core.redirect.plan import Plan
from qrdesk.core.redirect.route import Choice, Kind
from tests.core.redirect.visits import ELSE, Row, micros, params, plan, rule, visit

START = micros("2026-06-01T00:00Z")
END = micros("2026-07-01T00:00Z")
EVERYBODY = [rule("everybody")]

# Columns of the link, its routing, and what comes of a visit: a kind, and the location where there is one.
STATES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "live": ({}, {}, "at=2026-06-10T00:00Z -> lead https://else.example/"),
    "paused": ({"paused": True}, {"rules": EVERYBODY}, "country=DE -> paused"),
    "archived": ({"archived": True}, {"rules": EVERYBODY}, "country=DE -> archived"),
    "suspended": ({"suspended": True}, {"rules": EVERYBODY}, "country=DE -> suspended"),
    "deleted": ({"deleted": True}, {"rules": EVERYBODY}, "country=DE -> gone"),
    "archived and paused": ({"archived": True, "paused": True}, {}, "country=DE -> archived"),
    "suspended and archived": ({"archived": True, "suspended": True}, {}, "country=DE -> suspended"),
    "deleted and suspended": ({"deleted": True, "suspended": True}, {}, "country=DE -> gone"),
    "paused before it starts": ({"paused": True, "starts_at": START}, {}, "at=2026-05-01T00:00Z -> paused"),
    "starting": (
        {"starts_at": START},
        {"rules": EVERYBODY},
        """
        at=2026-05-31T23:59:59Z   -> not_yet
        at=2026-06-01T00:00Z      -> lead https://everybody.example/
        """,
    ),
    "ending": (
        {"ends_at": END},
        {"rules": EVERYBODY},
        """
        at=2026-06-30T23:59:59Z   -> lead https://everybody.example/
        at=2026-07-01T00:00Z      -> expired
        """,
    ),
    "ending elsewhere": (
        {"starts_at": START, "ends_at": END},
        {"expired_destination": "https://over.example/x", "rules": EVERYBODY},
        """
        at=2026-05-31T00:00Z      -> not_yet
        at=2026-06-10T00:00Z      -> lead https://everybody.example/
        at=2026-07-01T00:00Z      -> lead https://over.example/x
        """,
    ),
    "ending in a circle": (
        {"ends_at": END},
        {"expired_destination": "https://go.example/old"},
        "at=2026-07-01T00:00Z -> circle",
    ),
    "down": (
        {"on_fallback": True},
        {"fallback_destination": "https://spare.example/", "rules": EVERYBODY},
        "country=DE -> lead https://spare.example/",
    ),
    "down without a fallback": (
        {"on_fallback": True},
        {"rules": EVERYBODY},
        "anybody -> lead https://everybody.example/",
    ),
    "up with a fallback": (
        {},
        {"fallback_destination": "https://spare.example/"},
        "anybody -> lead https://else.example/",
    ),
    "over and down": (
        {"on_fallback": True, "ends_at": END},
        {"fallback_destination": "https://spare.example/"},
        """
        at=2026-06-30T00:00Z      -> lead https://spare.example/
        at=2026-07-01T00:00Z      -> expired
        """,
    ),
    "over and hidden": (
        {"ends_at": END},
        {"expired_destination": "https://over.example/", "hidden": True},
        """
        at=2026-06-30T00:00Z      -> frame https://else.example/
        at=2026-07-01T00:00Z      -> lead https://over.example/
        """,
    ),
}

IOS = {"url": "https://app.example/open/1", "store": "https://apps.example/1"}
ANDROID = {"url": "myapp://open/1", "store": "https://play.example/1"}
APPS: dict[str, tuple[dict[str, Any], str]] = {
    "both systems": (
        {"deep_links": {"ios": IOS, "android": ANDROID}},
        """
        os=ios                    -> lead https://app.example/open/1
        os=android                -> button myapp://open/1 beside https://play.example/1
        os=windows                -> lead https://else.example/
        os=                       -> lead https://else.example/
        """,
    ),
    "one system": ({"deep_links": {"ios": IOS}}, "os=android -> lead https://else.example/"),
    "no store": (
        {"deep_links": {"android": {"url": "myapp://open/1"}}},
        "os=android -> button myapp://open/1 beside https://else.example/",
    ),
    "no store, and parameters": (
        {"deep_links": {"android": {"url": "myapp://open/1"}}, "utm": {"source": "qr"}, "forward_query": "all"},
        "os=android  query=a=1 -> button myapp://open/1 beside https://else.example/?utm_source=qr&a=1",
    ),
    "a rule that wins": (
        {"deep_links": {"ios": IOS}, "rules": [rule("german", {"kind": "country", "any_of": ["DE"]})]},
        """
        os=ios  country=DE        -> lead https://german.example/
        os=ios  country=FR        -> lead https://app.example/open/1
        """,
    ),
    "never framed": (
        {"deep_links": {"ios": IOS}, "hidden": True},
        """
        os=ios                    -> lead https://app.example/open/1
        os=windows                -> frame https://else.example/
        """,
    ),
    "a store of our own": (
        {"deep_links": {"android": {"url": "myapp://x", "store": "https://go.example/store"}}},
        "os=android -> button myapp://x",
    ),
    "in a circle": ({"deep_links": {"ios": {"url": "https://go.example/x"}}}, "os=ios -> circle"),
    "no way to open it": (
        {"deep_links": {"ios": {"url": "javascript:alert(1)"}}},
        "os=ios -> lead https://else.example/",
    ),
}

# Parameters: the link's destination and routing, and where a visit with a query ends.
UTM = {"source": "poster", "medium": "qr code", "campaign": "Frühling & Co"}
SENT = "https://shop.example/a?x=1&utm_source=web#top"
QUERIES: dict[str, tuple[str, dict[str, Any], str]] = {
    "off": (SENT, {}, "query=a=1&utm_term=t -> https://shop.example/a?x=1&utm_source=web#top"),
    "campaign parameters only": (
        SENT,
        {"forward_query": "utm"},
        """
        query=a=1&utm_term=t      -> https://shop.example/a?x=1&utm_source=web&utm_term=t#top
        query=UTM_Term=t          -> https://shop.example/a?x=1&utm_source=web&UTM_Term=t#top
        query=utm_source=mine     -> https://shop.example/a?x=1&utm_source=web#top
        query=a=1                 -> https://shop.example/a?x=1&utm_source=web#top
        """,
    ),
    "all": (
        SENT,
        {"forward_query": "all"},
        """
        query=a=1&b               -> https://shop.example/a?x=1&utm_source=web&a=1&b#top
        query=a=1&a=2             -> https://shop.example/a?x=1&utm_source=web&a=1&a=2#top
        query=x=9&a=1             -> https://shop.example/a?x=1&utm_source=web&a=1#top
        query=%78=9               -> https://shop.example/a?x=1&utm_source=web#top
        query=a=%C3%A4+b%26       -> https://shop.example/a?x=1&utm_source=web&a=%C3%A4+b%26#top
        query=&&a=1&&             -> https://shop.example/a?x=1&utm_source=web&a=1#top
        query=a=1#x               -> https://shop.example/a?x=1&utm_source=web&a=1%23x#top
        query=                    -> https://shop.example/a?x=1&utm_source=web#top
        """,
    ),
    "all, and the visitor wins": (
        SENT,
        {"forward_query": "all", "query_winner": "visitor"},
        """
        query=x=9                 -> https://shop.example/a?utm_source=web&x=9#top
        query=x=9&x=8&a=1         -> https://shop.example/a?utm_source=web&x=9&x=8&a=1#top
        query=utm_source=mine     -> https://shop.example/a?x=1&utm_source=mine#top
        query=x=9&utm_source=     -> https://shop.example/a?x=9&utm_source=#top
        query=b=2                 -> https://shop.example/a?x=1&utm_source=web&b=2#top
        """,
    ),
    "the link's campaign": (
        "https://shop.example/a",
        {"utm": UTM},
        "anybody -> https://shop.example/a?utm_source=poster&utm_medium=qr%20code&utm_campaign=Fr%C3%BChling%20%26%20Co",
    ),
    "the link's campaign, beside what is there": (
        SENT,
        {"utm": {**UTM, "campaign": "May"}, "forward_query": "all"},
        "query=utm_medium=x&y -> https://shop.example/a?x=1&utm_source=web&utm_medium=qr%20code&utm_campaign=May&y#top",
    ),
    "the link's campaign, and the visitor wins": (
        "https://shop.example/",
        {"utm": {"source": "poster"}, "forward_query": "utm", "query_winner": "visitor"},
        """
        query=utm_source=mail     -> https://shop.example/?utm_source=mail
        query=a=1                 -> https://shop.example/?utm_source=poster
        """,
    ),
    "a rule's destination gets the same": (
        ELSE,
        {"utm": {"source": "poster"}, "forward_query": "all", "rules": EVERYBODY},
        "query=a=1 -> https://everybody.example/?utm_source=poster&a=1",
    ),
}


def told(made: Plan, row: Row) -> str:
    choice = choose(made, row.visit)
    beside = f"beside {choice.store}" if choice.store else ""
    return " ".join(filter(None, (choice.kind.value, choice.location, beside)))


@pytest.mark.parametrize(("columns", "routing", "row"), params(STATES))
def test_a_state_comes_before_the_rules(columns: dict[str, Any], routing: dict[str, Any], row: Row) -> None:
    assert told(plan(columns=columns, **routing), row) == row.result


@pytest.mark.parametrize(("routing", "row"), params(APPS))
def test_apps_come_after_the_rules_and_before_the_destination(routing: dict[str, Any], row: Row) -> None:
    assert told(plan(**routing), row) == row.result


@pytest.mark.parametrize(("destination", "routing", "row"), params(QUERIES))
def test_parameters_are_added_and_nothing_else_is_touched(destination: str, routing: dict[str, Any], row: Row) -> None:
    assert choose(plan(destination, **routing), row.visit).location == row.result


def test_the_choice_names_what_decided() -> None:
    made = plan(
        rules=[rule("german", {"kind": "country", "any_of": ["DE"]}, variants=[variant("a", 1)])],
        deep_links={"ios": IOS},
        expired_destination="https://over.example/",
        columns={"ends_at": END},
    )
    assert choose(made, visit("country=DE"))[2:4] == ("german", "a")
    assert choose(made, visit("os=ios")).rule == "ios"
    assert choose(made, visit("os=linux")).rule == ""
    assert choose(made, visit("at=2026-07-01T00:00Z")).rule == "expired"
    assert used_up(made, visit("country=DE"))[:3] == (Kind.LEAD, "https://over.example/", "expired")
    assert used_up(plan(columns={"hit_limit": 1}), visit("country=DE")) == Choice(Kind.USED_UP)
    down = plan(fallback_destination="https://spare.example/", columns={"on_fallback": True})
    assert choose(down, visit("os=ios")).rule == "fallback"


@pytest.mark.parametrize(
    ("destination", "kind"),
    [
        ("mailto:lunch@example.com?subject=Table", Kind.BUTTON),
        ("tel:+493012345", Kind.BUTTON),
        ("myapp://open/1", Kind.BUTTON),
        ("https://example.com/", Kind.LEAD),
        ("HTTPS://Example.com", Kind.LEAD),
        ("javascript:alert(1)", Kind.SUSPENDED),
        ("JavaScript:alert(1)", Kind.SUSPENDED),
        ("data:text/html,x", Kind.SUSPENDED),
        ("intent://x#Intent;end", Kind.SUSPENDED),
        ("//example.com/", Kind.SUSPENDED),
        ("https://example.com/\r\nSet-Cookie: a=b", Kind.SUSPENDED),
        ("", Kind.SUSPENDED),
        ("https://go.example/x", Kind.CIRCLE),
        ("https://go.example:443/x", Kind.CIRCLE),
        ("https://GO.example/x", Kind.CIRCLE),
        ("https://go.example./x", Kind.CIRCLE),
        ("https://go.example:0443/x", Kind.CIRCLE),
        ("http://localhost:8765/x", Kind.CIRCLE),
        ("http://127.9.9.9:8765/x", Kind.CIRCLE),
        ("http://[0:0::1]:8765/x", Kind.CIRCLE),
        ("http://localhost:3000/x", Kind.LEAD),
        ("https://go.example:8443/x", Kind.LEAD),
        ("https://go.example.net/x", Kind.LEAD),
    ],
)
@pytest.mark.parametrize("more", [True, False])
def test_a_destination_is_answered_by_its_sort(destination: str, kind: Kind, more: bool) -> None:
    choice = choose(plan(destination, columns={"more": more}), visit("query=a=1"))
    assert choice.kind is kind
    assert bool(choice.location) == (kind in {Kind.BUTTON, Kind.LEAD})


def test_a_button_never_gets_parameters() -> None:
    made = plan("mailto:a@example.com", utm={"source": "qr"}, forward_query="all", hidden=True)
    assert choose(made, visit("query=a=1"))[:2] == (Kind.BUTTON, "mailto:a@example.com")


def test_parameters_that_do_not_fit_are_left_out_and_others_go_along() -> None:
    made = plan("https://shop.example/?x=1#top", forward_query="all", query_winner="visitor")
    location = choose(made, visit(f"query=a={'1' * 9000}&b=2")).location
    assert location == "https://shop.example/?x=1#top"  # nothing behind a parameter that long is read
    location = choose(made, visit(f"query=a={'1' * 5000}&b={'2' * 2900}&c=3&d={'4' * 90}")).location
    assert [len(part) for part in location.split("&")] == [len("https://shop.example/?x=1"), 5002, 2902, len("c=3#top")]
    assert location.endswith("&c=3#top")


def variant(name: str, weight: int) -> dict[str, Any]:
    return {"id": name, "destination": f"https://{name}.example/", "weight": weight}


def shared(pick: str, *weights: int) -> Plan:
    variants = [variant("abcdef"[at], weight) for at, weight in enumerate(weights)]
    return plan(rules=[rule("split", variants=variants, pick=pick)])


def picked(made: Plan, visits: list[str]) -> Counter[str]:
    return Counter(choose(made, visit(one)).variant for one in visits)


def test_weights_share_visitors_out_as_they_say() -> None:
    made = shared("weighted", 1, 0, 3)
    counts = picked(made, [f"visitor=v{number}" for number in range(4000)])
    assert counts["b"] == 0
    assert counts["a"] + counts["c"] == 4000
    assert 900 < counts["a"] < 1100  # 1,000 is meant; the standard deviation is 27, and the visitors are always these


def test_a_visitor_stays_with_a_variant_whatever_else_changes() -> None:
    made = shared("weighted", 5, 3, 2)
    for number in range(50):
        first = choose(made, visit(f"visitor=v{number}")).variant
        again = f"visitor=v{number}  draw=0.99  turn=7  country=FR  at=2026-06-10T23:00Z"
        assert choose(made, visit(again)).variant == first


def test_two_rules_share_the_same_visitors_out_independently() -> None:
    one = plan(rules=[rule("one", variants=[variant("a", 1), variant("b", 1)])])
    two = plan(rules=[rule("two", variants=[variant("a", 1), variant("b", 1)])])
    visits = [visit(f"visitor=v{number}") for number in range(2000)]
    both = Counter((choose(one, each).variant, choose(two, each).variant) for each in visits)
    assert all(420 < both[first, second] < 580 for first in "ab" for second in "ab")


def test_a_visitor_nobody_can_tell_apart_is_drawn() -> None:
    made = shared("weighted", 1, 1)
    assert [choose(made, visit(f"draw={draw}")).variant for draw in (0.0, 0.49, 0.5, 0.999)] == ["a", "a", "b", "b"]


@pytest.mark.parametrize(
    ("draw", "expected"),
    [("0", "a"), ("0.2", "a"), ("0.25", "c"), ("0.999999", "c"), ("1", "a"), ("-3", "a"), ("nan", "a")],
)
def test_random_follows_the_draw_of_the_visit(draw: str, expected: str) -> None:
    assert choose(shared("random", 1, 0, 3), visit(f"draw={draw}  visitor=always")).variant == expected


def test_a_sequence_takes_one_after_another_as_often_as_its_weight_says() -> None:
    made = shared("sequence", 2, 1, 0, 3)
    turns = [choose(made, visit(f"turn={turn}")).variant for turn in range(12)]
    assert "".join(turns) == "aabddd" * 2


def test_a_variant_that_leads_nowhere_is_left_out() -> None:
    variants = [{"id": "bad", "destination": "javascript:x"}, variant("good", 1)]
    made = plan(rules=[rule("split", variants=variants, pick="sequence")])
    assert [choose(made, visit(f"turn={turn}")).variant for turn in range(3)] == ["good"] * 3
    nowhere = plan(rules=[rule("none", variants=variants[:1]), rule("next")])
    assert choose(nowhere, visit("turn=0")).rule == "next"


def test_variants_of_other_sorts_take_a_button() -> None:
    variants = [{"id": "call", "destination": "tel:+49301", "destination_type": "phone"}, variant("web", 1)]
    made = plan(rules=[rule("split", variants=variants, pick="sequence")], hidden=True)
    assert [choose(made, visit(f"turn={turn}")).kind for turn in (0, 1)] == [Kind.BUTTON, Kind.FRAME]


@pytest.mark.parametrize("which", ["utm", "all"])
@pytest.mark.parametrize(
    ("said", "destination"),
    [
        ("country=DE", "https://german.example/?a=1&utm_source=qr"),
        ("os=ios", "https://app.example/?utm_source=qr"),
        ("os=linux", "https://else.example/?utm_source=qr"),
        ("at=2026-07-01T00:00Z", "https://over.example/?utm_source=qr"),
    ],
)
def test_where_the_owners_plan_leads_is_told_without_what_the_visitor_sent_along(
    which: str, said: str, destination: str
) -> None:
    made = plan(
        rules=[{**rule("german", {"kind": "country", "any_of": ["DE"]}), "destination": "https://german.example/?a=1"}],
        deep_links={"ios": {"url": "https://app.example/"}},
        expired_destination="https://over.example/",
        utm={"source": "qr"},
        forward_query=which,
        query_winner="visitor",
        columns={"ends_at": END},
    )
    choice = choose(made, visit(f"{said}  query=utm_term=mine&a=2"))
    assert "utm_term=mine" in choice.location
    assert choice.destination == destination
    assert "mine" not in choice.destination


def test_a_button_and_a_plain_link_tell_where_they_lead_and_what_leads_nowhere_tells_nothing() -> None:
    assert choose(plan("mailto:a@example.com"), visit("query=a=1")).destination == "mailto:a@example.com"
    assert choose(plan("https://example.com/x"), visit("query=a=1")).destination == "https://example.com/x"
    assert choose(plan(columns={"paused": True}), visit("anybody")).destination == ""
    assert choose(plan(columns={"ends_at": END}), visit("at=2026-07-01T00:00Z")).destination == ""
