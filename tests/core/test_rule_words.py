"""A rule as a sentence: what people read in a list of rules."""

from typing import Any

import pytest

from qrdesk.core.rule_words import never_reached, sentence
from qrdesk.core.schemas.rules import Rule

MENU = "https://example.com/menu"


def said(*conditions: dict[str, Any], **more: Any) -> str:
    rule = {"conditions": conditions, **({} if "variants" in more else {"destination": MENU}), **more}
    return sentence(Rule.model_validate(rule)).partition(" → ")[0]


def led(**more: Any) -> str:
    return sentence(Rule.model_validate(more)).partition(" → ")[2]


def test_a_rule_is_one_sentence() -> None:
    rule = Rule.model_validate(
        {
            "conditions": [
                {"kind": "country", "any_of": ["DE"]},
                {"kind": "device", "any_of": ["mobile"]},
                {
                    "kind": "time",
                    "windows": [{"days": "mon tue wed thu fri".split(), "start": "11:00", "end": "15:00"}],
                },
            ],
            "destination": MENU,
        }
    )
    assert sentence(rule) == f"In Germany, on a phone, Mon–Fri 11:00–15:00 → {MENU}"
    assert sentence(rule, country=str.lower).startswith("In de, ")


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"kind": "country", "any_of": ["de", "AT", "CH"]}, "In Germany, Austria or Switzerland"),
        ({"kind": "country", "any_of": ["US"], "negate": True}, "Not in the United States"),
        ({"kind": "country", "any_of": ["QQ"]}, "In QQ"),
        (
            {"kind": "country", "any_of": ["DE", "FR", "IT", "ES", "PT", "PL"]},
            "In Germany, France, Italy, Spain or 2 others",
        ),
        ({"kind": "region", "any_of": ["us-tx"]}, "In US-TX"),
        ({"kind": "language", "any_of": ["fr", "de-AT", "xx"]}, "Reading French, German (AT) or xx"),
        ({"kind": "os", "any_of": ["ios", "android"]}, "With iOS or Android"),
        ({"kind": "os", "any_of": ["other"], "negate": True}, "Not with another system"),
        ({"kind": "device", "any_of": ["mobile", "tablet"], "negate": True}, "Not on a phone or on a tablet"),
        ({"kind": "browser", "any_of": ["Safari"]}, "In Safari"),
        ({"kind": "time", "windows": [{}]}, "At any time"),
        ({"kind": "time", "windows": [{"start": "22:00", "end": "04:00"}]}, "22:00–04:00 of the next day"),
        ({"kind": "time", "windows": [{"days": ["sun", "sat"]}]}, "Sat, Sun"),
        ({"kind": "time", "windows": [{"days": "mon tue wed fri sun".split()}]}, "Mon–Wed, Fri, Sun"),
        (
            {"kind": "time", "windows": [{"days": ["mon"], "start": "08:00", "end": "24:00"}, {"end": "06:00"}]},
            "Mon 08:00–24:00 or 00:00–06:00",
        ),
        ({"kind": "dates", "since": "2026-03-01", "until": "2026-03-31"}, "From 1 Mar 2026 to 31 Mar 2026"),
        ({"kind": "dates", "since": "2026-03-01", "until": "2026-03-01"}, "On 1 Mar 2026"),
        ({"kind": "dates", "since": "2026-03-01T18:30"}, "From 1 Mar 2026, 18:30 on"),
        ({"kind": "dates", "until": "2026-03-31T18:00", "negate": True}, "Not until 31 Mar 2026, 18:00"),
        ({"kind": "query", "name": "table"}, "With “table” in the address"),
        ({"kind": "query", "name": "table", "negate": True}, "Without “table” in the address"),
        ({"kind": "query", "name": "table", "any_of": ["4", "5"]}, "With table=4 or 5 in the address"),
        ({"kind": "referrer", "any_of": ["Example.com", "none"]}, "Coming from example.com or no page at all"),
        ({"kind": "visitor", "seen": "new"}, "Seen for the first time"),
        ({"kind": "visitor", "seen": "new", "negate": True}, "Seen before"),
        ({"kind": "hits", "at_least": 1000}, "From 1,000 hits on"),
        ({"kind": "hits", "below": 100}, "Below 100 hits"),
        ({"kind": "hits", "at_least": 10, "below": 20}, "From 10 to 19 hits"),
    ],
)
def test_each_condition_in_words(condition: dict[str, Any], words: str) -> None:
    assert said(condition) == words


def test_where_a_rule_leads_in_words() -> None:
    variants = [{"destination": "https://a.example/", "weight": 3}, {"destination": "https://b.example/", "name": "B"}]
    assert said() == "Always"
    assert led(destination=MENU) == MENU
    assert led(destination=MENU, enabled=False) == f"{MENU} (switched off)"
    assert led(variants=variants) == "75% https://a.example/, 25% B"
    assert led(variants=variants, pick="random") == "at random: https://a.example/, B"
    assert led(variants=variants, pick="sequence") == "in turn: https://a.example/, B"


def test_rules_behind_one_that_always_holds_are_never_reached() -> None:
    german = {"destination": MENU, "conditions": [{"kind": "country", "any_of": ["DE"]}]}
    always, off = {"destination": MENU}, {"destination": MENU, "enabled": False}

    def lost(*rules: dict[str, Any]) -> dict[int, int]:
        return never_reached([Rule.model_validate(rule) for rule in rules])

    assert lost(german, always, german, off, always) == {2: 1, 4: 1}
    assert lost(german, off, german, always) == {}
    assert lost() == {}
