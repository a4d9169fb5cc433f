"""The map among the other cards, and cards kept as files: pictures that stand alone, rows for a spreadsheet."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from qrdesk.client import Dimension, WorkspacePatch
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui.charts import paper
from qrdesk.gui.pages import analytics_keeping as keeping
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_card_menu import Keep, Keepable
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.pages.analytics_wanted import SOURCE, Filter
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens
from qrdesk.gui.theme.style import Appearance
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")
NOON = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.fixture
def mixed(page: AnalyticsPage, lunch: LinkView) -> AnalyticsPage:
    """The page with scans of three countries, one of them a dot, in sight."""
    store(lunch, 6, country="DE")
    store(lunch, 3, country="AT", at=NOON - timedelta(days=1))
    store(lunch, 1, country="SG")
    store(lunch, 2, country="", source="click")
    page.show()
    return page


def report_of(page: AnalyticsPage) -> Report:
    report = page.report()
    assert report is not None
    return report


def cards_of(page: AnalyticsPage) -> list[Keepable]:
    cards = page.cards
    return [cards.chart, cards.map, cards.heat, cards.leaders, *cards.ranks]


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def answer(monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, str]) -> list[str]:
    """Let the file dialog give these answers, one after another, and return what it proposed."""
    left, proposed = list(answers), list[str]()

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return left.pop(0)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return proposed


def test_the_map_shows_every_country_and_a_click_counts_one_alone(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    world = mixed.cards.map
    assert dict(world.map.values()) == {"DE": 6, "AT": 3, "SG": 1}
    assert world.foot() == "Germany 6 scans and clicks, 50.0 %"
    qtbot.waitUntil(world.map.isVisible)
    qtbot.mouseClick(world.map, Qt.MouseButton.LeftButton, pos=world.map.place_of("SG").toPoint())
    assert [chip.text() for chip in mixed.filters.chips] == ["Country: Singapore"]
    assert dict(world.map.values()) == {"SG": 1}
    qtbot.keyClick(world.map, Qt.Key.Key_Return)
    assert mixed.filters.chips == []


def test_the_map_says_what_is_counted_and_what_is_pointed_at(mixed: AnalyticsPage) -> None:
    mixed.cards.picked.emit(Filter(SOURCE, "scan"))
    world = mixed.cards.map
    world.map.point_at("AT")
    assert world.foot() == "Austria 3 scans, 30.0 %"
    world.map.point_at("PE")
    assert world.foot() == "Peru no scans"
    assert world.map.accessibleDescription().startswith("Peru no scans.")


def test_the_map_is_a_list_too_with_what_has_no_place(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    world = mixed.cards.map
    world.as_list.click()
    assert [bar.name for bar in world.bars.rows()] == ["Germany", "Austria", "Unknown", "Singapore"]
    qtbot.keyClick(world.bars, Qt.Key.Key_Down)
    qtbot.keyClick(world.bars, Qt.Key.Key_Return)
    assert [chip.text() for chip in mixed.filters.chips] == ["Country: Austria"]


def test_the_map_stays_whole_while_the_list_beside_it_shows_the_first_few(page: AnalyticsPage, lunch: LinkView) -> None:
    codes = ["DE", "AT", "PL", "CZ", "NL", "FR", "ES", "IT", "PT"]
    for place, code in enumerate(codes):
        store(lunch, 20 - place, country=code)
    page.show()
    places = page.cards.ranks[0]
    assert set(page.cards.map.map.values()) == set(codes)
    assert (len(places.shown()), places.more.text()) == (7, "2 more")
    places.turn(Dimension.CITY)
    page.refresh()
    assert set(page.cards.map.map.values()) == set(codes)


def test_without_a_place_the_map_says_so_and_has_nothing_to_keep(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 2, country="")
    page.show()
    assert page.cards.map.foot() == "No place is known in this period"
    page.cards.picked.emit(Filter("country", "JP"))
    assert not page.cards.map.menu.isEnabled()
    assert not page.cards.heat.menu.isEnabled()


def test_every_card_becomes_a_picture_light_on_dark_screens_too(
    mixed: AnalyticsPage, tmp_path: Path, appearance: Appearance
) -> None:
    appearance.choose("dark")
    for card in cards_of(mixed):
        path = tmp_path / f"{card.file_name()}.png"
        mixed.keeping.write(report_of(mixed), "All links", card, "picture", path)
        image = QImage(str(path))
        assert image.width() == 2 * paper.WIDTH
        assert image.pixelColor(4, 4).name() == "#ffffff"
    assert tokens.scheme() == "dark", "the screen is as it was"
    assert len(list(tmp_path.glob("*.png"))) == len(cards_of(mixed))


def test_a_drawing_says_what_it_is_about_and_needs_no_font(
    mixed: AnalyticsPage, session: Session, tmp_path: Path
) -> None:
    session.the_client().workspace.update(WorkspacePatch(name="Linde & <Sohn>"))
    mixed.cards.picked.emit(Filter("country", "AT"))
    for card in cards_of(mixed):
        path = tmp_path / f"{card.file_name()}.svg"
        mixed.keeping.write(report_of(mixed), "Lunch menu, go.example/lunch", card, "picture", path)
        root = ElementTree.parse(path).getroot()
        said = root.findtext("{http://www.w3.org/2000/svg}desc") or ""
        for part in ("Linde & <Sohn>", "Lunch menu, go.example/lunch", "30 days from", "Country: Austria"):
            assert part in said, card.file_name()
        assert list(root.iter(TEXT)) == [], "letters are outlines"


def test_the_country_map_on_paper_says_whose_data_it_is(mixed: AnalyticsPage) -> None:
    drawing = mixed.cards.map.drawing()
    assert drawing.title == "Scans and clicks by country"
    assert drawing.source.endswith("Outlines: Natural Earth")
    assert [key.words for key in drawing.legend] == ["none", "1", "2", "3–4", "5–9", "10–19", "20 and more"]


def test_rows_are_those_of_the_card_as_plain_numbers(mixed: AnalyticsPage, tmp_path: Path) -> None:
    for card in cards_of(mixed):
        mixed.keeping.write(report_of(mixed), "", card, "rows", tmp_path / f"{card.file_name()}.csv")
    assert rows_of(tmp_path / "countries.csv")[:3] == [
        ["Value", "Country", "Scans and clicks", "Scans", "Clicks", "Share"],
        ["DE", "Germany", "6", "6", "0", "0.5000"],
        ["AT", "Austria", "3", "3", "0", "0.2500"],
    ]
    time = rows_of(tmp_path / "over-time.csv")
    assert time[0][:3] == ["From", "Scans", "Clicks"]
    assert [row[1] for row in time[-2:]] == ["3", "7"]
    hours = rows_of(tmp_path / "hours.csv")
    assert sum(int(cell) for row in hours[1:] for cell in row[1:]) == 12
    assert rows_of(tmp_path / "links.csv")[1][1:] == ["Lunch menu", "12", "10", "2"]


def test_no_cell_starts_a_formula(page: AnalyticsPage, lunch: LinkView, tmp_path: Path) -> None:
    store(lunch, 2, utm_campaign="=HYPERLINK(1)")
    page.show()
    campaign = page.cards.ranks[3]
    campaign.turn(Dimension.UTM_CAMPAIGN)
    page.keeping.write(report_of(page), "", campaign, "rows", tmp_path / "campaign.csv")
    assert rows_of(tmp_path / "campaign.csv")[1][:2] == ["'=HYPERLINK(1)"] * 2


def test_a_folder_that_takes_nothing_is_said(mixed: AnalyticsPage, window: MainWindow, tmp_path: Path) -> None:
    ways: tuple[Keep, ...] = ("picture", "rows")
    for keep in ways:
        mixed.keeping.write(report_of(mixed), "", mixed.cards.heat, keep, tmp_path / "none" / "hours.png")
        assert "cannot be written" in window.status.sentence()


def test_the_menu_of_a_card_asks_for_a_file_and_writes_it(
    mixed: AnalyticsPage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = answer(monkeypatch, (str(tmp_path / "week.svg"), "PNG picture (*.png)"), ("", ""))
    picture, rows = mixed.cards.heat.menu.menu_lines().actions()
    picture.trigger()
    assert (tmp_path / "week.svg").read_bytes().startswith(b"<?xml")
    assert window.status.sentence() == f"The picture is in {tmp_path / 'week.svg'}"
    rows.trigger()
    assert Path(proposed[1]).parent == tmp_path, "the folder is remembered"
    assert Path(proposed[1]).name.startswith("hours-")
    assert [path.name for path in tmp_path.glob("*.csv")] == []


def test_a_name_without_suffix_gets_one_and_the_dialog_itself_asks_before_it_overwrites(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = ["PNG picture (*.png)", "SVG drawing (*.svg)"]
    answer(monkeypatch, (str(tmp_path / "map"), kinds[1]))
    assert keeping.ask_path(window, "Save", tmp_path / "x.png", kinds) == tmp_path / "map.svg"
    (tmp_path / "map.svg").write_text("mine")
    proposed = answer(monkeypatch, (str(tmp_path / "map"), kinds[1]), ("", ""))
    assert keeping.ask_path(window, "Save", tmp_path / "x.png", kinds) is None
    assert proposed == [str(tmp_path / "x.png"), str(tmp_path / "map.svg")]
    assert (tmp_path / "map.svg").read_text() == "mine"
