"""Rules of H0p beside those of ours that it has no words for."""

import uuid
from typing import Any

import pytest

from qrdesk.core.schemas.rules import Rule
from qrdesk.daemon.dialects.h0p import rules
from tests.dialects import h0p_examples as printed
from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.h0p_house import ask, is_like, make_link, native, patch_link

LUNCH: dict[str, Any] = {
    "name": "Lunch",
    "conditions": [{"kind": "time", "windows": [{"start": "11:00", "end": "15:00"}]}],
    "destination": "https://example.com/lunch",
}
BOTH: dict[str, Any] = {
    "name": "Both",
    "variants": [{"destination": "https://example.com/1"}, {"destination": "https://example.com/2"}],
}


def plain(country: str, name: str = "") -> dict[str, Any]:
    return {
        "name": name or country,
        "conditions": [{"kind": "country", "any_of": [country]}],
        "destination": f"https://example.com/{country.lower()}",
    }


def with_rules(house: House, *sent: dict[str, Any]) -> dict[str, Any]:
    made = make_link(house)
    answer = house.ask("PATCH", f"/api/v1/links/{made['id']}", {"rules": sent})
    assert answer.status_code == 200, answer.text
    return ask(house, "GET", f"/short-link/{made['id']}").json()


def test_a_rule_is_kept_as_printed_and_decides(house: House) -> None:
    made = make_link(house, rules=[printed.RULE])
    (rule,) = made["rules"]
    assert is_like(rule, {**printed.RULE, "id": rule["id"]})
    assert {**rule, "id": ""} == {**printed.RULE, "id": ""}
    everybody = {"destination": {"type": "link", "value": "https://example.com/all"}}
    both = patch_link(house, made, rules=[everybody, {**rule, "osTypes": ["Mac", "windows"], "languages": ["fr-CA"]}])
    assert [one["priority"] for one in both["rules"]] == [0, 1]
    assert (both["rules"][1]["id"], both["rules"][1]["osTypes"]) == (rule["id"], ["macos", "windows"])
    assert (both["rules"][0]["countries"], both["rules"][0]["osTypes"]) == ([], [])
    led = house.ask("GET", f"/{made['slug']}", key="", headers={"Host": PUBLIC_URL.removeprefix("https://")})
    assert led.headers["Location"] == "https://example.com/all"


def test_priority_is_the_order(house: House) -> None:
    def sent(name: str, priority: object) -> dict[str, Any]:
        return {"priority": priority, "destination": {"type": "link", "value": f"https://example.com/{name}"}}

    made = make_link(house, rules=[sent("c", 20), sent("a", -1), sent("b", 7.5)])
    assert [rule["destination"]["value"][-1] for rule in made["rules"]] == ["a", "b", "c"]
    assert [rule["priority"] for rule in made["rules"]] == [0, 1, 2]
    assert patch_link(house, made, rules=[])["rules"] == []


def test_rules_without_words_there_survive_every_change_of_the_others(house: House) -> None:
    shown = with_rules(house, LUNCH, plain("DE"), BOTH, {**plain("FR"), "enabled": False}, plain("US"))
    before = native(house, shown)["rules"]
    assert [rule["countries"] for rule in shown["rules"]] == [["DE"], ["US"]]
    assert native(house, patch_link(house, shown, rules=shown["rules"]))["rules"] == before
    assert native(house, patch_link(house, shown, maxClicks=4))["rules"] == before

    turned = [{**shown["rules"][1], "priority": 0}, {**shown["rules"][0], "priority": 1}]
    after = native(house, patch_link(house, shown, rules=turned))["rules"]
    assert [rule["name"] for rule in after] == ["Lunch", "US", "DE", "Both", "FR"]
    assert sorted(rule["id"] for rule in after) == sorted(rule["id"] for rule in before)

    left = native(house, patch_link(house, shown, rules=[]))["rules"]
    assert left == [before[0], before[2], before[3]]


def test_a_rule_keeps_its_counts_by_its_id_or_by_what_it_asks(house: House) -> None:
    shown = with_rules(house, plain("DE", "Germans"), plain("FR"))
    before = native(house, shown)["rules"]
    moved = {**shown["rules"][0], "countries": ["AT"]}
    nameless = {"countries": ["fr"], "destination": {"type": "link", "value": "https://example.com/neu"}}
    after = native(house, patch_link(house, shown, rules=[moved, nameless]))["rules"]
    assert [(rule["id"], rule["uuid"]) for rule in after] == [(rule["id"], rule["uuid"]) for rule in before]
    assert (after[0]["name"], after[0]["conditions"][0]["any_of"]) == ("Germans", ["AT"])
    assert after[1]["destination"] == "https://example.com/neu"


def test_a_client_chooses_ids_and_keeps_its_counts_by_them(house: House) -> None:
    name = str(uuid.uuid4())
    rule = {"id": name.upper(), "countries": ["DE"], "destination": "https://example.com/1"}
    made = make_link(house, rules=[rule, {**rule, "countries": ["AT"]}])
    before = native(house, made)["rules"]
    assert before[0]["uuid"] == made["rules"][0]["id"] == name != before[1]["uuid"]
    changed = {**rule, "countries": ["FR"]}
    for _ in range(2):
        (after,) = native(house, patch_link(house, made, rules=[changed]))["rules"]
        assert (after["id"], after["uuid"]) == (before[0]["id"], before[0]["uuid"])
    copied = make_link(house, rules=[changed])
    assert copied["rules"][0]["id"] != name  # that is another link's
    assert patch_link(house, copied, rules=[changed])["rules"] == copied["rules"]


def test_of_rules_that_ask_the_same_each_keeps_its_counts_by_where_it_leads(house: House) -> None:
    one, two, three = ({"countries": ["DE"], "destination": f"https://example.com/{number}"} for number in range(3))
    made = make_link(house, rules=[one, two])
    first, second = (rule["id"] for rule in made["rules"])
    after = patch_link(house, made, rules=[three, {**two, "id": first}, two])["rules"]
    assert [rule["id"] for rule in after[1:]] == [first, second]
    assert after[0]["id"] not in {first, second}
    (left,) = patch_link(house, made, rules=[two])["rules"]
    assert left["id"] == first  # of two that are the same, the one that stands first


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"languages": ["de", "x-klingon"], "countries": ["DE"]}, "languages.1"),
        ({"destination": "javascript:alert(1)"}, "destination"),
        ({"destination": f"{PUBLIC_URL}/round"}, "destination"),
    ],
)
def test_what_cannot_be_used_is_named_where_it_was_sent(house: House, wrong: dict[str, Any], field: str) -> None:
    shown = with_rules(house, LUNCH, plain("DE"))
    fine = {"priority": 2, "destination": "https://example.com/fine"}
    sent = [fine, {"priority": 1, "destination": "https://example.com/wrong", **wrong}]
    answer = ask(house, "PATCH", f"/short-link/{shown['id']}", {"rules": sent})
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {f"rules.1.{field}"})
    assert answer.json()["message"].startswith(f"rules.1.{field}: ")


def test_an_id_of_somebody_else_makes_a_new_rule(house: House) -> None:
    theirs = with_rules(house, plain("DE"))["rules"][0]
    made = make_link(house, rules=[{**theirs, "countries": ["IT"]}, theirs, theirs])
    ids = [rule["id"] for rule in made["rules"]]
    assert len(set(ids)) == 3
    assert theirs["id"] not in ids
    assert all(is_like(one, printed.UUID) for one in ids)


@pytest.mark.parametrize(
    "rule",
    [
        {"enabled": False, "destination": "https://example.com"},
        {"conditions": [{"kind": "country", "any_of": ["DE"], "negate": True}], "destination": "https://example.com"},
        {"conditions": [{"kind": "country", "any_of": ["DE"]}] * 2, "destination": "https://example.com"},
        {"conditions": [{"kind": "device", "any_of": ["mobile"]}], "destination": "https://example.com"},
        LUNCH,
        BOTH,
    ],
)
def test_what_cannot_be_said_there_is_not_half_said(rule: dict[str, Any]) -> None:
    one = Rule.model_validate({**rule, "id": "rul_1", "uuid": printed.UUID})
    assert not rules.can_be_said(one)
    assert rules.shown([one]) == []


def test_rules_that_are_not_shown_count_among_fifty(house: House) -> None:
    shown = with_rules(house, LUNCH)
    sent = [{"destination": {"type": "link", "value": "https://example.com/all"}}] * 50
    answer = ask(house, "PATCH", f"/short-link/{shown['id']}", {"rules": sent})
    assert (answer.status_code, set(answer.json()["fields"])) == (400, {"rules"})
    assert len(patch_link(house, shown, rules=sent[1:])["rules"]) == 49
