"""Looks of codes: what a client of H0p says, what our designs know of it, and both after changes on either side."""

import json
from copy import deepcopy
from io import BytesIO
from math import pi
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import Image

from qrdesk.core import resources
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Design, Eyes
from qrdesk.core.services.whole_links import Look
from qrdesk.daemon.dialects.h0p import looks, qr_options
from tests import eyes
from tests.core.artwork.any_design import designs
from tests.dialects import h0p_examples as printed
from tests.dialects.conftest import PUBLIC_URL, House
from tests.dialects.h0p_house import ask, is_like, make_link, patch_link, png, refused

TEXT = "https://go.example.com/r/menu"
STOPS = [{"offset": 0, "color": "#aa0000"}, {"offset": 1, "color": "#0000aa"}]
STYLED: dict[str, Any] = {
    "shape": "circle",
    "imageOptions": {"imageSize": 0.3, "margin": 8, "hideBackgroundDots": True},
    "dotsOptions": {"type": "dots", "gradient": {"type": "linear", "rotation": pi / 2, "colorStops": STOPS}},
    "cornersSquareOptions": {"type": "extra-rounded", "color": "#006600"},
    "cornersDotOptions": {"type": "dot", "color": "#111111"},
    "backgroundOptions": {"color": "#fffff0", "round": 0.2},
    "qrOptions": {"errorCorrectionLevel": "H"},
}


def code_of(house: House, link: dict[str, Any]) -> dict[str, Any]:
    return house.ask("GET", f"/api/v1/qr-codes/{link['qrCodeId']}").json()["data"]


def draw(house: House, link: dict[str, Any], **design: Any) -> dict[str, Any]:
    """Change the look in our app, and return the options that H0p shows then."""
    path = f"/api/v1/qr-codes/{link['qrCodeId']}"
    assert house.ask("PATCH", path, {"design": {**code_of(house, link)["design"], **design}}).status_code == 200
    return ask(house, "GET", f"/short-link/{link['id']}").json()["qrCode"]["options"]


def wholly(design: Design) -> dict[str, Any]:
    """Return a design as a client sends it that knows no other."""
    return looks.shown(Look(design), TEXT)


def printed_like(house: House, link: dict[str, Any]) -> Image.Image:
    """Return the artwork of a link's code, which scanners read."""
    path = f"/api/v1/qr-codes/{link['qrCodeId']}/artwork?format=png&size_mm=40&confirmed=true"
    answer = house.ask("GET", path)
    assert answer.status_code == 200, answer.text
    assert eyes.read(answer.content, "image/png") == code_of(house, link)["text"]
    return Image.open(BytesIO(answer.content)).convert("RGB")


def upload(house: House, colour: str) -> dict[str, Any]:
    return ask(house, "POST", "/files/qr-code-image", files={"file": ("a.png", png(colour), "image/png")}).json()


def test_what_is_printed_comes_back_and_is_drawn(house: House) -> None:
    made = make_link(house, qrCode={"options": printed.QR_OPTIONS, "imageId": None})
    options = made["qrCode"]["options"]
    assert list(made["qrCode"]) == ["options", "imageId"]
    assert {name: options[name] for name in printed.QR_OPTIONS if name != "data"} == {
        name: value for name, value in printed.QR_OPTIONS.items() if name != "data"
    }
    assert options["data"] == f"{PUBLIC_URL}/r/{made['slug']}" == code_of(house, made)["text"]
    design = code_of(house, made)["design"]
    assert (design["ink"], design["body"]["shape"], design["eyes"]["ball"]) == ("#000000", "rounded", "circle")
    assert [stop["colour"] for stop in design["ink_gradient"]["stops"]] == ["#000000", "#4150d4"]
    assert (design["eyes"]["frame_ink"], design["eyes"]["frame_gradient"]) == ("#000000", None)
    assert design["logo"] is None  # ``image`` is an address elsewhere


def test_shapes_gradients_and_a_picture_are_in_the_artwork(house: House) -> None:
    file = upload(house, "teal")
    made = make_link(house, qrCode={"options": STYLED, "imageId": file["id"]})
    options = made["qrCode"]["options"]
    assert {name: options[name] for name in STYLED} == merged_over(options, STYLED)
    design = code_of(house, made)["design"]
    assert (design["symbol"]["shape"], design["body"]["shape"], design["eyes"]["frame"]) == (
        "circle",
        "dots",
        "rounded",
    )
    assert design["logo"]["file"] == file["id"]
    picture = printed_like(house, made)
    assert picture.getpixel((picture.width // 2, picture.height // 2)) == (0, 128, 128)
    seen = {colour for _, colour in picture.getcolors(1 << 24) or []}
    assert {(0, 0x66, 0), (0x11, 0x11, 0x11), (0xFF, 0xFF, 0xF0)} <= seen  # frames, balls, paper
    width, height = picture.size
    assert reddest(picture.crop((0, 0, width, height // 3))) > 0.9  # from red above to blue below
    assert reddest(picture.crop((0, height - height // 3, width, height))) < 0.1


def merged_over(options: dict[str, Any], sent: dict[str, Any]) -> dict[str, Any]:
    """Return what was sent, with what answers add to it."""
    return {name: {**options[name], **value} if isinstance(value, dict) else value for name, value in sent.items()}


def reddest(picture: Image.Image) -> float:
    """Return how much of the ink in a strip is red rather than blue."""
    counted = picture.quantize(64).convert("RGB").getcolors() or []
    inked = [(count, colour) for count, colour in counted if isinstance(colour, tuple) and colour[1] < 40]
    red = sum(count for count, colour in inked if colour[0] > colour[2])
    blue = sum(count for count, colour in inked if colour[0] < colour[2])
    return red / (red + blue)


def test_eyes_of_the_colour_of_the_modules_change_with_them(house: House) -> None:
    same = {"color": "#102030"}
    made = make_link(house, qrCode={"options": {"dotsOptions": same, "cornersDotOptions": same}})
    options = draw(house, made, ink="#aa0000")
    assert options["cornersDotOptions"]["color"] == options["cornersSquareOptions"]["color"] == "#aa0000"
    sent = {"dotsOptions": {"color": "#00aa00"}, "cornersDotOptions": {"color": "#aa0000"}}
    patch_link(house, made, qrCode={"options": sent})
    design = code_of(house, made)["design"]
    assert (design["ink"], design["eyes"]["ball_ink"]) == ("#00aa00", "#aa0000")


def test_a_shape_of_our_own_is_shown_as_the_nearest_and_survives_a_client(house: House) -> None:
    made = make_link(house, qrCode={"options": {"dotsOptions": {"type": "classy"}}})
    file = upload(house, "teal")
    native_id = house.ask("GET", f"/api/v1/files/{file['id']}").json()["data"]["id"]
    own = {"body": {"shape": "hexagon", "size": 0.9}, "logo": {"file": native_id, "size": 0.15}, "paper_radius": 0.3}
    options = draw(house, made, **own)
    assert (options["dotsOptions"]["type"], options["backgroundOptions"]["round"]) == ("dots", 0.3)
    before = code_of(house, made)["design"]
    sent = {**ask(house, "GET", f"/short-link/{made['id']}").json()["qrCode"]}
    assert sent["imageId"] == file["id"]
    patch_link(house, made, qrCode={**sent, "options": {**options, "margin": 7}})
    assert code_of(house, made)["design"] == {**before, "quiet_zone": 7}


def test_a_picture_of_another_kind_is_no_logo(house: House) -> None:
    font = resources.path("fonts/round-bold.ttf").read_bytes()
    answer = house.ask("POST", "/api/v1/files", files={"file": ("f.ttf", font)}, data={"kind": "font"})
    page = {"type": "link", "value": "https://example.com"}
    body = {"destination": page, "qrCode": {"imageId": answer.json()["data"]["uuid"]}}
    assert refused(ask(house, "POST", "/short-link", body)) == (400, "VALIDATION_ERROR")
    body = {"destination": page, "qrCode": {"imageId": printed.UUID}}
    assert refused(ask(house, "POST", "/short-link", body)) == (404, "NOT_FOUND")


def test_what_was_kept_when_less_was_drawn_comes_back_and_is_drawn_from_the_next_change_on() -> None:
    kept = {"options": {"dotsOptions": {"type": "classy"}, "shape": "circle"}, "imageId": printed.UUID}
    look = Look(Design(ink="#aa0000"), json.dumps(kept))
    shown = looks.shown(look, TEXT)
    assert (shown["options"]["dotsOptions"]["type"], shown["options"]["shape"]) == ("classy", "circle")
    assert (shown["options"]["dotsOptions"]["color"], shown["imageId"]) == ("#aa0000", printed.UUID)
    design = looks.changed(look, {"options": {"margin": 3}}).design
    assert (design.ink, design.body.shape, design.symbol.shape) == ("#aa0000", "classy", "circle")
    assert design.logo is not None
    assert design.logo.file == printed.UUID


@pytest.mark.parametrize("word", ["blob", "dot", "", "hexagon"])
def test_a_shape_that_the_library_does_not_have_is_kept_and_not_drawn(word: str) -> None:
    look = looks.changed(Look(Design()), {"options": {"dotsOptions": {"type": word}, "shape": "star"}})
    assert looks.shown(look, TEXT)["options"]["dotsOptions"]["type"] == word
    assert look.design == Design()


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
    eyes = {**code_of(house, made)["design"]["eyes"], "frame_ink": None, "ball_ink": None}
    more = {"quiet_zone": 6, "error_correction": "Q", "paper": None}
    options = draw(house, made, ink="#aa0000", ink_gradient=None, eyes=eyes, **more)
    assert options["dotsOptions"] == {"type": "rounded", "color": "#aa0000", "roundSize": True}
    assert options["cornersSquareOptions"] == {"type": "square", "color": "#aa0000"}  # its one-coloured gradient hid it
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
        "quiet_zone": 5,
        "body": {"shape": "classy", "size": 1},
        "eyes": {**Eyes().model_dump(), "ball": "circle", "frame_ink": "#000000", "ball_ink": "#000000"},
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


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(design=designs(), later=designs())
def test_nothing_that_both_know_is_lost_on_the_way_there_and_back(design: Design, later: Design) -> None:
    shown = looks.shown(Look(design), TEXT)
    kept = looks.changed(Look(design), qr_options.check(shown))
    assert kept.design == design
    assert looks.shown(kept, TEXT) == shown
    changed = looks.shown(Look(later, kept.styling), TEXT)
    assert looks.changed(Look(design), changed).design == looks.changed(Look(design), wholly(later)).design
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
