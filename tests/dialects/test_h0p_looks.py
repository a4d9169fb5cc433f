"""Looks of codes: what a client of H0p says, what our designs know of it, and both after changes on either side."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Design, ErrorCorrection
from qrdesk.core.services.whole_links import Look
from qrdesk.daemon.dialects.h0p import looks, qr_options
from tests.dialects import h0p_examples as printed
from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.h0p_house import ask, is_like, make_link, patch_link, png, refused

TEXT = "https://go.example.com/r/menu"
INKS = st.sampled_from(["k", "#000000", "#4150d4", "cmyk:100,75,0,2", "cmyk:0,0,0,60"])
DESIGNS = st.builds(
    Design,
    ink=INKS,
    paper=st.none() | st.just("#ffffff") | INKS,
    quiet_zone=st.integers(0, 20),
    error_correction=st.sampled_from(ErrorCorrection),
)


def code_of(house: House, link: dict[str, Any]) -> dict[str, Any]:
    return house.ask("GET", f"/api/v1/qr-codes/{link['qrCodeId']}").json()["data"]


def draw(house: House, link: dict[str, Any], **design: Any) -> dict[str, Any]:
    """Change the look in our app, and return the options that H0p shows then."""
    path = f"/api/v1/qr-codes/{link['qrCodeId']}"
    assert house.ask("PATCH", path, {"design": {**code_of(house, link)["design"], **design}}).status_code == 200
    return ask(house, "GET", f"/short-link/{link['id']}").json()["qrCode"]["options"]


def test_what_is_printed_comes_back_and_is_drawn(house: House) -> None:
    made = make_link(house, qrCode={"options": printed.QR_OPTIONS, "imageId": None})
    options = made["qrCode"]["options"]
    assert list(made["qrCode"]) == ["options", "imageId"]
    assert {name: options[name] for name in printed.QR_OPTIONS if name != "data"} == {
        name: value for name, value in printed.QR_OPTIONS.items() if name != "data"
    }
    assert options["data"] == f"{PUBLIC_URL}/r/{made['slug']}" == code_of(house, made)["text"]
    assert code_of(house, made)["design"]["ink"] == "#000000"


def test_a_link_has_one_code_with_a_whole_look(house: House) -> None:
    made = make_link(house)
    assert house.ask("GET", f"/api/v1/qr-codes?link_id={made['id']}").json()["pagination"]["total"] == 1
    options = made["qrCode"]["options"]
    whole = {name: value for name, value in printed.QR_OPTIONS.items() if name != "image"}
    for name in ("dotsOptions", "cornersSquareOptions", "cornersDotOptions"):
        whole[name] = {key: value for key, value in whole[name].items() if key != "gradient"}
    assert set(whole) <= set(options)
    assert all(set(whole[name]) <= set(options[name]) for name in whole if isinstance(whole[name], dict))
    assert options["qrOptions"]["errorCorrectionLevel"] == "M"
    assert options["backgroundOptions"]["color"] == "#ffffff"


def test_a_link_of_ours_without_a_code_gets_one_with_its_first_look(house: House) -> None:
    link = house.ask("POST", "/api/v1/links", {"destination": "https://example.com/none"}).json()["data"]
    shown = ask(house, "GET", f"/short-link/{link['uuid']}").json()
    assert shown["qrCodeId"] is None
    assert shown["qrCode"]["options"]["data"] == link["code_url"]
    dressed = patch_link(house, shown, qrCode={"options": {"dotsOptions": {"color": "#4150D4"}}})
    assert is_like(dressed["qrCodeId"], printed.UUID)
    assert code_of(house, dressed)["design"]["ink"] == "#4150d4"
    assert dressed["qrCode"]["options"]["dotsOptions"]["color"] == "#4150D4"


def test_a_patch_says_only_what_changes(house: House) -> None:
    made = make_link(house, qrCode={"options": {"dotsOptions": {"type": "dots", "color": "#111111"}, "mine": {"a": 1}}})
    sent = {"options": {"dotsOptions": {"color": "#222222"}, "margin": 2, "qrOptions": {"errorCorrectionLevel": "H"}}}
    options = patch_link(house, made, qrCode=sent)["qrCode"]["options"]
    assert options["dotsOptions"] == {"type": "dots", "color": "#222222", "roundSize": True}
    assert options["mine"] == {"a": 1}
    design = code_of(house, made)["design"]
    assert {name: design[name] for name in ("ink", "quiet_zone", "error_correction")} == {
        "ink": "#222222",
        "quiet_zone": 2,
        "error_correction": "H",
    }


def test_what_our_app_changes_wins_and_the_rest_stays(house: House) -> None:
    sent = deepcopy(printed.QR_OPTIONS)
    made = make_link(house, qrCode={"options": sent})
    options = draw(house, made, ink="#aa0000", quiet_zone=6, error_correction="Q", paper=None)
    assert options["dotsOptions"] == {"type": "rounded", "color": "#aa0000", "roundSize": True}
    assert options["cornersSquareOptions"] == {**sent["cornersSquareOptions"], "color": "#aa0000"}
    assert (options["margin"], options["qrOptions"]["errorCorrectionLevel"]) == (6, "Q")
    assert options["backgroundOptions"]["color"] == "transparent"
    assert (options["imageOptions"], options["image"]) == (sent["imageOptions"], sent["image"])
    back = patch_link(house, made, qrCode={"options": options})["qrCode"]["options"]
    assert back == options
    assert code_of(house, made)["design"]["paper"] is None


def test_press_colours_survive_a_client_that_sends_all_back(house: House) -> None:
    made = make_link(house)
    options = draw(house, made, ink="cmyk:100,75,0,2", paper="cmyk:0,0,10,0")
    assert options["dotsOptions"]["color"].startswith("#")
    sent = {"options": {**options, "dotsOptions": {**options["dotsOptions"], "type": "dots"}}}
    patch_link(house, made, qrCode=sent)
    design = code_of(house, made)["design"]
    assert (design["ink"], design["paper"]) == ("cmyk:100,75,0,2", "cmyk:0,0,10,0")


def test_a_picture_is_named_by_its_uuid_and_stays_while_it_is_named(house: House) -> None:
    file = ask(house, "POST", "/files/qr-code-image", files={"file": ("a.png", png("teal"), "image/png")}).json()
    made = make_link(house, qrCode={"imageId": file["id"]})
    assert made["qrCode"]["imageId"] == file["id"]
    assert patch_link(house, made, qrCode={"options": {"margin": 3}})["qrCode"]["imageId"] == file["id"]
    gone = house.ask("DELETE", f"/api/v1/files/{file['id']}")
    assert gone.status_code == 409
    assert "1 code" in gone.json()["error"]["message"]
    assert patch_link(house, made, qrCode={"imageId": None})["qrCode"]["imageId"] is None
    assert house.ask("DELETE", f"/api/v1/files/{file['id']}").status_code == 204
    answer = ask(house, "PATCH", f"/short-link/{made['id']}", {"qrCode": {"imageId": file["id"]}})
    assert refused(answer) == (404, "NOT_FOUND")


def test_a_domain_gives_its_look_to_codes_of_new_links(house: House) -> None:
    sent = {"options": {**printed.QR_OPTIONS, "dotsOptions": {"type": "classy", "color": "#123456"}}}
    domain = ask(house, "POST", "/domain", {"domain": "look.h0p.example", "qrCode": sent}).json()
    dots = {**sent["options"]["dotsOptions"], "roundSize": True}
    whole = domain["qrCode"]["options"]
    assert whole == {**whole, **sent["options"], "data": "", "dotsOptions": dots}
    made = make_link(house, domainId=domain["id"], qrCode={"options": {"margin": 5}})
    options = made["qrCode"]["options"]
    assert (options["dotsOptions"]["type"], options["margin"]) == ("classy", 5)
    assert code_of(house, made)["design"] == {
        **Design().model_dump(mode="json"),
        "schema_version": 2,
        "ink": "#123456",
        "paper": "#ffffff",
        "quiet_zone": 5,
        "error_correction": "M",
    }
    plain = ask(house, "PATCH", f"/domain/{domain['id']}", {"qrCode": None}).json()
    assert plain["qrCode"]["options"]["dotsOptions"]["type"] == "square"
    assert ask(house, "GET", f"/short-link/{made['id']}").json()["qrCode"] == made["qrCode"]


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"dotsOptions": {"color": "red"}}, "dotsOptions.color"),
        ({"dotsOptions": {"color": "transparent"}}, "dotsOptions.color"),
        ({"dotsOptions": {"color": "#00000000"}}, "dotsOptions.color"),
        ({"dotsOptions": 5}, "dotsOptions"),
        ({"dotsOptions": {"gradient": {"type": "conic"}}}, "dotsOptions.gradient.type"),
        ({"dotsOptions": {"gradient": {"colorStops": [{"offset": 2, "color": "#000"}]}}}, "dotsOptions.gradient"),
        ({"margin": -1}, "margin"),
        ({"margin": "4"}, "margin"),
        ({"width": 10**9}, "width"),
        ({"qrOptions": {"typeNumber": 41}}, "qrOptions.typeNumber"),
        ({"qrOptions": {"errorCorrectionLevel": "Z"}}, "qrOptions.errorCorrectionLevel"),
        ({"type": "x" * 41}, "type"),
        ({"deep": [[[[[[[[1]]]]]]]]}, ""),
        ({"image": "x" * 17_000}, ""),
        ({"dotsOptions": {"type": "a\u0000b"}}, "dotsOptions.type"),
        ([], ""),
    ],
)
def test_options_that_cannot_be_kept_are_named(house: House, options: Any, field: str) -> None:
    body = {"destination": {"type": "link", "value": "https://example.com"}, "qrCode": {"options": options}}
    answer = ask(house, "POST", "/short-link", body)
    assert refused(answer) == (400, "VALIDATION_ERROR")
    (named,) = answer.json()["fields"]
    assert named.startswith(f"qrCode.options.{field}".removesuffix("."))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("#ABC", "#aabbcc"),
        ("#abcf", "#aabbcc"),
        ("#A1B2C3", "#a1b2c3"),
        ("#a1b2c380", "#a1b2c3"),
        ("#abc0", "transparent"),
    ],
)
def test_colours_in_every_spelling(said: str, meant: str) -> None:
    assert qr_options.plain_colour(said) == meant


@given(design=DESIGNS, later=DESIGNS)
def test_nothing_that_both_know_is_lost_on_the_way_there_and_back(design: Design, later: Design) -> None:
    shown = looks.shown(Look(design), TEXT)
    kept = looks.changed(Look(design), shown)
    assert kept.design == design
    assert looks.shown(kept, TEXT) == shown
    changed = looks.shown(Look(later, kept.styling), TEXT)
    assert changed == looks.shown(Look(later), TEXT)  # all of it was ours to say
    again = looks.changed(Look(later, kept.styling), changed)
    assert again.design == later
    assert looks.shown(again, TEXT) == changed


def test_many_patches_together_stay_within_bounds() -> None:
    look = Look(Design())
    for number in range(15):
        look = looks.changed(look, {"options": {f"more{number}": "x" * 1000}})
    with pytest.raises(Invalid, match="too long"):
        looks.changed(look, {"options": {"more": "x" * 2000}})


@pytest.mark.parametrize("part", ["dotsOptions", "cornersSquareOptions", "cornersDotOptions", "backgroundOptions"])
def test_a_part_sent_back_without_its_gradient_has_none(part: str) -> None:
    stops = [{"offset": 0, "color": "#112233"}, {"offset": 1, "color": "#445566"}]
    gradient = {"type": "linear", "rotation": 45, "colorStops": stops}
    look = looks.changed(Look(Design()), {"options": {part: {"gradient": gradient}, "mine": {"a": 1, "b": 2}}})
    sent = looks.shown(look, TEXT)
    assert sent["options"][part].pop("gradient") == gradient
    del sent["options"]["mine"]["a"]
    assert looks.shown(looks.changed(look, sent), TEXT) == sent


def test_what_is_just_not_too_long_can_be_sent_back() -> None:
    def options(count: int) -> dict[str, Any]:
        return {"options": {"mine": "x" * count}}

    most = next(count for count in range(17_000, 0, -1) if is_kept(options(count)))
    look = looks.changed(Look(Design()), options(most))
    shown = looks.shown(look, TEXT)
    again = looks.changed(look, qr_options.check(shown))
    assert looks.shown(again, TEXT) == shown
    assert looks.changed(again, qr_options.check(shown)) == again


def is_kept(sent: dict[str, Any]) -> bool:
    try:
        return bool(looks.changed(Look(Design()), qr_options.check(sent)))
    except Invalid:
        return False


def test_a_gradient_without_a_colour_is_drawn_in_its_first() -> None:
    stops = [{"offset": 0, "color": "#ffffff00"}, {"offset": 1, "color": "#00AA00"}]
    look = looks.changed(Look(Design()), {"options": {"dotsOptions": {"gradient": {"colorStops": stops}}}})
    assert look.design.ink == "#00aa00"
