"""The look that a domain gives to new codes: a code that is begun in the Studio, or leaves a list, has it."""

from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from qrdesk.client import CodeDraft, CodeQuery, Design, DomainPatch, LinkDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.carrying_links import Wanted
from qrdesk.gui.desk import Desk
from tests.gui.desks import a_desk_at, client_of, wait_for

BLUE, GREEN = Design(ink="#103060"), Design(ink="#1b4d3e")


@pytest.fixture(params=["local", "http"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Desk]:
    with a_desk_at(request.param, tmp_path) as made:
        give(made, BLUE)
        yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def menu(desk: Desk) -> LinkView:
    made = client_of(desk).links.create(LinkDraft(destination="https://example.com/menu", slug="menu", title="Menu"))
    desk.session.links_changed.emit()
    return made


def give(desk: Desk, look: Design) -> None:
    client = client_of(desk)
    client.domains.update(client.domains.list()[0].id, DomainPatch(default_design=look))


def looks(desk: Desk, link: LinkView) -> list[Design]:
    return [code.design for code in client_of(desk).codes.list(CodeQuery(link_id=link.id)).data]


def copied(ink: str) -> bool:
    data = QGuiApplication.clipboard().mimeData()
    return ink in bytes(data.data("image/svg+xml").data()).decode().lower()


def test_a_new_code_in_the_studio_begins_with_the_look_of_its_domain(desk: Desk, menu: LinkView) -> None:
    desk.routes.open_studio(menu.id)
    wait_for(lambda: desk.studio.look().design == BLUE, "the look of the domain")
    assert not desk.studio.unsaved()
    desk.studio.save()
    wait_for(lambda: looks(desk, menu) == [BLUE], "the code")
    give(desk, GREEN)
    desk.session.links_changed.emit()
    assert desk.studio.look().design == BLUE  # it is there: it stays as it is
    desk.studio.content.new_wanted.emit()
    assert desk.studio.look().design == GREEN


def test_what_was_begun_keeps_its_look_when_the_domain_gives_another(desk: Desk, menu: LinkView) -> None:
    desk.routes.open_studio(menu.id)
    wait_for(lambda: desk.studio.look().design == BLUE, "the look of the domain")
    desk.studio.content.name_changed.emit("Door")
    begun = desk.studio.look()
    give(desk, GREEN)
    desk.session.links_changed.emit()
    assert (desk.studio.look(), begun.name) == (begun, "Door")
    desk.studio.take_back(0.0)
    assert desk.studio.look() == replace(begun, name="")


def test_a_code_that_is_copied_has_the_look_of_its_domain_and_is_kept_so(desk: Desk, menu: LinkView) -> None:
    carrying = desk.links.rows.carrying
    carrying.copy(Wanted(menu))
    assert copied("#103060")
    assert looks(desk, menu) == [BLUE]
    give(desk, GREEN)
    carrying.copy(Wanted(menu))
    assert copied("#103060")  # as the code that is there by now
    assert looks(desk, menu) == [BLUE]


def test_a_link_with_a_code_of_its_own_is_copied_as_that_looks(desk: Desk, menu: LinkView) -> None:
    client_of(desk).codes.create(CodeDraft(link_id=menu.id, design=GREEN))
    desk.links.rows.carrying.copy(Wanted(menu))
    assert copied("#1b4d3e")
