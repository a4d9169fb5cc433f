"""Studio: a look, a static code, files for print, and designs for many, over both transports."""

from pathlib import Path

import pytest

from qrdesk.client import ArtworkFormat, CodeQuery, LinkDraft
from qrdesk.core.schemas.artwork import MEDIA_TYPES
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.studio import StudioPage
from tests.eyes import read
from tests.gui.both.acting import Hand
from tests.gui.desks import client_of


@pytest.fixture
def lunch(desk: Desk) -> LinkView:
    """A link without a code."""
    return client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="lunch", title="Lunch"))


@pytest.fixture
def page(desk: Desk, lunch: LinkView) -> StudioPage:
    """The Studio on the link."""
    desk.routes.open_studio(lunch.id)
    return desk.studio


def look_of(desk: Desk, link: LinkView) -> list[str]:
    return [code.design.ink for code in client_of(desk).codes.list(CodeQuery(link_id=link.id)).data]


def make_red(page: StudioPage, hand: Hand) -> None:
    """Write an ink into the Colour tab."""
    hand.press(page.right.tabs, "Colour")
    hand.write(page.right.colour.ink.hex.input, "#7a1f1a")
    assert page.look().design.ink == "#7a1f1a"


def test_a_look_is_changed_and_saved(desk: Desk, hand: Hand, page: StudioPage, lunch: LinkView) -> None:
    make_red(page, hand)
    assert page.middle.unsaved.isVisible()
    hand.click(page.middle.save)
    assert look_of(desk, lunch) == ["#7a1f1a"]
    assert not page.middle.unsaved.isVisible()


@pytest.mark.parametrize("kind", [ArtworkFormat.PNG, ArtworkFormat.SVG])
@pytest.mark.fast_cases(1)
def test_an_exported_file_reads_back(
    desk: Desk,
    hand: Hand,
    page: StudioPage,
    lunch: LinkView,
    tmp_path: Path,
    kind: ArtworkFormat,
) -> None:
    path = tmp_path / f"lunch.{kind.value}"
    page.exporting.choose_path = lambda _suggested: path
    hand.choose(page.right.format, kind.value)
    hand.click(page.right.export)
    assert read(path.read_bytes(), MEDIA_TYPES[kind]) == lunch.code_url
    (code,) = client_of(desk).codes.list(CodeQuery(link_id=lunch.id)).data
    assert code.printed_at is not None
    assert page.content.printed.text() != "not yet"


def test_a_network_becomes_a_code_without_a_link(desk: Desk, hand: Hand, page: StudioPage) -> None:
    hand.click(page.content.kinds.button("wifi"))
    form = page.content.static.form()
    for path, words in (("ssid", "Guests"), ("password", "secret123")):
        hand.write(form.editors[path].widget, words)
    hand.until(page.right.export.isEnabled, "the code to be whole")
    hand.click(page.middle.save)
    (code,) = client_of(desk).codes.list(CodeQuery(kind="static")).data
    assert client_of(desk).codes.get(code.id).text == "WIFI:T:WPA;S:Guests;P:secret123;;"


def test_a_design_is_kept_and_given_to_other_codes(desk: Desk, hand: Hand, page: StudioPage, lunch: LinkView) -> None:
    make_red(page, hand)
    hand.press(page.content.views, "Designs")
    designs = page.content.designs
    hand.click(designs.save_as)
    hand.write(designs.naming.field.input, "Linde")
    hand.press(designs.naming, "Keep")
    (kept,) = client_of(desk).designs.list()
    assert (kept.name, kept.design.ink) == ("Linde", "#7a1f1a")
    bar = client_of(desk).links.create(LinkDraft(destination="https://example.com/bar", title="Bar", tags=("door",)))
    client_of(desk).codes.create({"link_id": bar.id})
    hand.click(designs.apply)
    hand.write(designs.many.tag.input, "door")
    hand.until(designs.many.go.isEnabled, "the links to be counted")
    hand.click(designs.many.go)
    assert look_of(desk, bar) == ["#7a1f1a"]
    assert "#7a1f1a" not in look_of(desk, lunch), "nobody asked for that one"
