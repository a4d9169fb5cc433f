"""The links used lately, on Home: flush with their heading, and with as much room for titles as there is."""

from collections.abc import Generator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.tables.link_table import Place
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets.cells import Plain, Thumb
from tests.gui.desks import a_desk_at, client_of, wait_for


@pytest.fixture
def desk(tmp_path: Path, british: None) -> Generator[Desk]:
    with a_desk_at("local", tmp_path) as made:
        yield made


def test_titles_have_what_codes_and_days_do_not_need(desk: Desk) -> None:
    client_of(desk).links.create(
        LinkDraft(destination="https://example.com/allergens", title="Allergens and ingredients")
    )
    desk.window.resize(1280, 800)
    desk.home.refresh()
    table = desk.home.table
    wait_for(table.isVisible, "the links")
    code, day = (table.cell(table.model().index(0, place)) for place in (Place.CODE, Place.CREATED))
    assert isinstance(code, Thumb)
    assert code.inset == 0
    assert isinstance(day, Plain)
    words = QFontMetrics(fonts.font(day.role, tabular=True)).horizontalAdvance(day.text)
    assert words < table.columnWidth(Place.CREATED) <= words + 20
    wait_for(lambda: table.width() > 600, "the page to be laid out")
    title = QFontMetrics(fonts.font("label")).horizontalAdvance("Allergens and ingredients")
    assert table.columnWidth(Place.TITLE) - 12 >= title
