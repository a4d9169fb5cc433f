"""Presets and looks of qr-code-styling over HTTP: found beside designs, and bounded whatever is sent."""

import json
from typing import Any

import pytest

from qrdesk.core.artwork import presets
from qrdesk.core.operations import PREFIX
from tests.desks import Answer, Desk

DESIGNS = f"{PREFIX}/designs"
STYLING = f"{DESIGNS}/styling"
JSON = {"Content-Type": "application/json"}
DEEP = b'{"options": {"dotsOptions": ' + b'{"gradient":' * 5000 + b"1" + b"}" * 5000 + b"}}"


def sent(api: Desk, options: Any, **more: Any) -> Answer:
    """Send options as they are, whatever JSON has to say of them."""
    return api.ask("POST", STYLING, content=json.dumps({"options": options, **more}).encode(), headers=JSON)


def test_presets_are_not_taken_for_a_design(api: Desk) -> None:
    kept = api.ask("POST", DESIGNS, {"name": "House", "design": {"ink": "#1a3c34"}}).data
    listed = api.ask("GET", f"{DESIGNS}/presets").data
    assert [one["name"] for one in listed] == [one.name for one in presets.every()]
    assert set(listed[0]) == {"name", "group", "design"}
    again = api.ask("POST", DESIGNS, {"name": "Ours", "design": listed[0]["design"]})
    assert (again.status, again.data["design"]) == (201, listed[0]["design"])
    for name in (kept["id"], kept["uuid"], "House"):
        assert api.ask("GET", f"{DESIGNS}/{name}").data == kept
    assert api.ask("GET", f"{DESIGNS}/{kept['id']}/styling").data["options"]["dotsOptions"]["color"] == "#1a3c34"
    assert api.ask("GET", f"{DESIGNS}/presets/styling").status == 404


@pytest.mark.parametrize("name", ["presets", "styling", "Presets"])
def test_no_design_hides_behind_an_address(api: Desk, name: str) -> None:
    made = api.ask("POST", DESIGNS, {"name": name, "design": {}})
    assert (made.status, list(made.json["error"]["field_errors"])) == (422, ["name"])
    kept = api.ask("POST", DESIGNS, {"name": "House", "design": {}}).data["id"]
    renamed = api.ask("PATCH", f"{DESIGNS}/{kept}", {"name": name})
    assert (renamed.status, list(renamed.json["error"]["field_errors"])) == (422, ["name"])


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ("text", "options"),
        ([1], "options"),
        (None, "options"),
        ({f"x{number}": 1 for number in range(500)}, "options"),
        ({"width": 10**400}, "options.width"),
        ({"dotsOptions": {"type": "\ud800"}}, "options.dotsOptions.type"),
        ({"dotsOptions": {"color": "#" * 100_000}}, "options.dotsOptions.color"),
        (
            {"dotsOptions": {"gradient": {"colorStops": [{"color": "red", "offset": "x"}] * 9}}},
            "options.dotsOptions.gradient.colorStops.offset",
        ),
    ],
)
def test_hostile_options_are_refused_by_name(api: Desk, options: Any, field: str) -> None:
    answer = sent(api, options)
    assert (answer.status, list(answer.json["error"]["field_errors"])) == (422, [field])
    assert len(answer.content) < 1000


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"modules": 5}, "modules"),
        ({"modules": 10**9}, "modules"),
        ({"logo": "x" * 61}, "logo"),
        ({"logo": "fil_0000000000"}, "logo"),
        ({"logo": "../../secret"}, "logo"),
        ({"name": "House"}, "name"),
    ],
)
def test_what_stands_beside_the_options_is_bounded_too(api: Desk, more: dict[str, Any], field: str) -> None:
    answer = sent(api, {}, **more)
    assert (answer.status, list(answer.json["error"]["field_errors"])) == (422, [field])


def test_large_and_strange_options_give_a_short_answer(api: Desk) -> None:
    names = {"\ud800\r\n" * 20 + str(number): number for number in range(100)}
    answer = sent(api, {"image": "data:image/png;base64," + "A" * 900_000, **names})
    assert answer.status == 200
    assert len(answer.data["notes"]) == 20
    assert max(map(len, answer.data["notes"])) <= 200
    deep = api.ask("POST", STYLING, content=DEEP, headers=JSON)
    assert (deep.status, deep.code) in {(400, "bad_request"), (422, "invalid")}


def test_a_refusal_is_told_in_german(api: Desk) -> None:
    wrong = {"options": {"dotsOptions": {"type": 5}}}
    error = api.ask("POST", STYLING, wrong, headers={"Accept-Language": "de"}).json["error"]
    assert error["field_errors"]["options.dotsOptions.type"].startswith("Möglich ist nur eines von: ")
    assert error["message"].startswith("options.dotsOptions.type: Möglich")


def test_one_of_several_parts_has_an_address(api: Desk) -> None:
    api.ask("POST", f"{PREFIX}/links", {"destination": "https://example.com/", "slug": "menu"})
    code = api.ask("POST", f"{PREFIX}/qr-codes", {"link_id": "menu"}).data["id"]
    answer = api.ask("GET", f"{PREFIX}/qr-codes/{code}/artwork?parts=2&part=1&format=svg")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    refused = api.ask("GET", f"{PREFIX}/qr-codes/{code}/artwork?parts=2&part=3")
    assert (refused.status, list(refused.json["error"]["field_errors"])) == (422, ["part"])
