"""How big the code of an address is, said in the link editor while it is typed."""

from collections.abc import Generator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qrdesk.client import CodeDraft, Design, LinkDraft
from qrdesk.core.artwork import symbol
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.link_editor_address import AddressFields
from tests.gui.desks import a_desk, client_of


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        made.window.show_page("links")
        yield made


def address_of(desk: Desk) -> AddressFields:
    return desk.links.editor.address


def said(desk: Desk) -> str:
    return address_of(desk).size_said.text()


def test_the_modules_that_an_address_needs_are_said_with_each_key(desk: Desk, qtbot: QtBot) -> None:
    desk.routes.new_link("https://example.com/menu")
    address = address_of(desk)
    shorter = "With 5 plain letters or fewer it needs 25 × 25"
    assert "29 × 29 modules (QR version 3)" in said(desk), "six characters, while nothing is typed"
    assert shorter in said(desk)
    qtbot.keyClicks(address.slug, "menu")
    assert "25 × 25 modules (QR version 2)" in said(desk)
    assert "fewer" not in said(desk)
    qtbot.keyClicks(address.slug, "-of-autumn")
    assert "29 × 29 modules (QR version 3)" in said(desk)
    assert shorter in said(desk)


def test_what_is_said_is_what_the_code_gets(desk: Desk) -> None:
    link = client_of(desk).links.create(LinkDraft(destination="https://example.com/", slug="crème-brûlée-à-la-maison"))
    code = client_of(desk).codes.create(CodeDraft(link_id=link.id))
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)
    real = symbol.encode(code.text, code.design.error_correction, code.design.symbol)
    assert f"{real.modules} × {real.modules} modules (QR version {real.version})" in said(desk)
    assert "plain letters or fewer" in said(desk), "letters with accents take the room of several"


def test_the_look_that_codes_of_the_domain_begin_with_counts(desk: Desk) -> None:
    domain = client_of(desk).domains.list()[0]
    sure = Design.model_validate({"error_correction": "H"})
    address_of(desk).show_domains([domain.model_copy(update={"default_design": sure})])
    assert address_of(desk).domain.key() == domain.host
    real = symbol.find_version("https://go.example/r/sixsix", sure.error_correction)
    assert real is not None
    assert f"(QR version {real})" in said(desk)
    assert real > 3
    fixed = Design.model_validate({"symbol": {"version": 1}})
    address_of(desk).show_domains([domain.model_copy(update={"default_design": fixed})])
    assert address_of(desk).size_said.isHidden(), "there is no such code"


def test_the_version_is_found_without_drawing() -> None:
    level = Design().error_correction
    for text in ("https://go.example/r/menu", "HTTPS://GO.EXAMPLE/R/MENU", "a" * 200):
        assert symbol.find_version(text, level) == symbol.encode(text, level).version
    assert symbol.find_version("a" * 3000, level) is None
