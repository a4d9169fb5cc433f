"""The map among the other cards, and cards kept as files: pictures that stand alone, rows for a spreadsheet."""

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from qrdesk.client import Dimension, WorkspacePatch
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import file_dialogs
from qrdesk.gui.charts import paper, theme
from qrdesk.gui.charts.heatmap import shade
from qrdesk.gui.charts.series import Timeline
from qrdesk.gui.charts.steps import Steps
from qrdesk.gui.pages import analytics_keeping as keeping
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.analytics_card_menu import Keep, Keepable
from qrdesk.gui.pages.analytics_report import Report
from qrdesk.gui.pages.analytics_wanted import SOURCE, Filter
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens
from qrdesk.gui.theme.style import Appearance
from tests.gui.held_jobs import HeldJobs
from tests.gui.hits import store

pytestmark = pytest.mark.usefixtures("british")
TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.fixture
def today(session: Session) -> date:
    """The day that the page takes for the last one."""
    return session.the_client().analytics.totals().end


@pytest.fixture
def mixed(page: AnalyticsPage, lunch: LinkView, today: date) -> AnalyticsPage:
    """The page with scans of three countries, one of them a dot, in sight."""
    morning = datetime.combine(today, time(0, 1), UTC)
    store(lunch, 6, at=morning, country="DE")
    store(lunch, 3, at=morning - timedelta(days=1), country="AT")
    store(lunch, 1, at=morning, country="SG")
    store(lunch, 2, at=morning, country="", source="click")
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

    monkeypatch.setattr(file_dialogs, "save_name", ask)
    return proposed


def test_the_map_shows_every_country_and_a_click_counts_one_alone(qtbot: QtBot, mixed: AnalyticsPage) -> None:
    world = mixed.cards.map
    assert dict(world.map.values()) == {"DE": 6, "AT": 3, "SG": 1}
    assert world.foot() == "Germany 6 hits, 50.0 %"
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


def test_what_the_map_has_no_place_for_is_said_and_sets_no_colours(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 50, country="AQ")
    store(lunch, 5, country="EU")
    page.show()
    world = page.cards.map
    assert world.foot() == "55 not on the map"
    assert not world.rest.isVisible()
    store(lunch, 2, country="DE")
    page.refresh()
    assert (dict(world.map.values()), world.map.most()) == ({"DE": 2}, 2)
    assert (world.foot(), world.rest.text()) == ("Germany 2 hits, 3.5 %", "55 not on the map")
    assert world.rest.isVisible()
    assert world.drawing().source.startswith("55 not on the map · ")


def test_without_a_place_the_map_says_so_and_has_nothing_to_keep(page: AnalyticsPage, lunch: LinkView) -> None:
    store(lunch, 2, country="")
    page.show()
    assert page.cards.map.foot() == "No place is known in this period"
    page.cards.picked.emit(Filter("country", "JP"))
    assert not page.cards.map.menu.isEnabled()
    assert not page.cards.heat.menu.isEnabled()


def count_of(image: QImage, colour: QColor) -> int:
    """Return how many pixels have this colour."""
    converted = image.convertToFormat(QImage.Format.Format_RGBA8888)  # named: its bits are gone with it
    found = bytes(converted.constBits())
    return found.count(bytes((colour.red(), colour.green(), colour.blue(), 255)))


def test_every_card_becomes_a_picture_of_its_numbers_light_on_dark_screens_too(
    mixed: AnalyticsPage, tmp_path: Path, appearance: Appearance
) -> None:
    cards, report = cards_of(mixed), report_of(mixed)
    for scheme in ("light", "dark"):
        appearance.choose(scheme)
        (tmp_path / scheme).mkdir()
        for card in cards:
            for suffix in ("png", "svg"):
                path = tmp_path / scheme / f"{card.file_name()}.{suffix}"
                mixed.keeping.write(report, "All links", card, "picture", path)
    assert tokens.scheme() == "dark", "the screen is as it was"
    made = [path.name for path in (tmp_path / "dark").iterdir()]
    assert len(made) == 2 * len(cards)
    for name in made:
        assert (tmp_path / "light" / name).read_bytes() == (tmp_path / "dark" / name).read_bytes(), name
    with tokens.on_paper():
        bars = tokens.current().accent.tint_border
        colours = [theme.colour("scans"), Steps.up_to(6).colour(6), shade(9, 9), bars, bars]
    for card, colour in zip(cards, colours, strict=False):
        image = QImage(str(tmp_path / "dark" / f"{card.file_name()}.png"))
        assert image.width() == paper.SCALE * paper.WIDTH
        with tokens.on_paper():
            empty = replace(card.drawing(), paint=lambda _painter, _box: None)
        assert count_of(image, colour) > 30 + count_of(paper.picture(empty, (), ""), colour), card.file_name()


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
    assert drawing.title == "Hits by country"
    assert drawing.source.endswith("Outlines: Natural Earth")
    assert [key.words for key in drawing.legend] == ["none", "1", "2", "3–4", "5–9", "10–19", "20 and more"]


def test_rows_are_those_of_the_card_as_plain_numbers(mixed: AnalyticsPage, tmp_path: Path, today: date) -> None:
    for card in cards_of(mixed):
        mixed.keeping.write(report_of(mixed), "", card, "rows", tmp_path / f"{card.file_name()}.csv")
    assert rows_of(tmp_path / "countries.csv")[:3] == [
        ["Value", "Country", "Hits", "Scans", "Clicks", "Share"],
        ["DE", "Germany", "6", "6", "0", "0.5000"],
        ["AT", "Austria", "3", "3", "0", "0.2500"],
    ]
    over_time = rows_of(tmp_path / "over-time.csv")
    assert over_time[0][:3] == ["From", "Scans", "Clicks"]
    scans = {row[0]: row[1] for row in over_time}
    assert (scans[str(today - timedelta(days=1))], scans[str(today)]) == ("3", "7")
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


def test_a_file_tells_of_what_the_card_showed_when_it_was_asked_for(
    qtbot: QtBot,
    session: Session,
    window: MainWindow,
    routes: Routes,
    lunch: LinkView,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store(lunch, 5, country="DE")
    store(lunch, 2, country="AT")
    held = HeldJobs()
    page = AnalyticsPage(session, held, window, routes)
    qtbot.addWidget(page)
    page.show()
    held.let_go()
    page.keeping.write(report_of(page), "All links", page.cards.map, "picture", tmp_path / "before.svg")
    held.let_go()
    page.cards.picked.emit(Filter("country", "AT"))

    def ask(_parent: object, _title: str, _name: str, kinds: str) -> tuple[str, str]:
        held.let_go()  # the answer comes while the dialog is open
        return str(tmp_path / ("map.svg" if "svg" in kinds else "map.csv")), ""

    monkeypatch.setattr(file_dialogs, "save_name", ask)
    for action in page.cards.map.menu.menu_lines().actions():
        action.trigger()
        held.let_go()
    assert dict(page.cards.map.map.values()) == {"AT": 2}
    assert (tmp_path / "map.svg").read_bytes() == (tmp_path / "before.svg").read_bytes()
    assert [row[0] for row in rows_of(tmp_path / "map.csv")[1:]] == ["AT"]


def test_while_some_is_counted_each_card_knows_what_it_shows(mixed: AnalyticsPage) -> None:
    whole = report_of(mixed)
    wanted = whole.wanted.with_filter(Filter("country", "AT"))
    mixed.asking.partly.emit(replace(whole, wanted=wanted, heatmap=None, leaders=None, tops=()))
    cards = mixed.cards
    assert [cards.report_of(card) for card in (cards.heat, cards.leaders, *cards.ranks)] == [whole] * 7
    shown = cards.report_of(cards.map)
    assert shown is not None
    assert keeping.about(shown, "All links")[2] == "Country: Austria"


def test_a_very_long_list_is_no_larger_than_programs_can_show() -> None:
    image = paper.picture(paper.Drawing("Places", 9_000, lambda painter, box: None), [], "")
    assert image.height() == paper.TALLEST
    assert image.width() < paper.WIDTH


def test_a_picture_that_cannot_be_packed_is_said_and_leaves_no_file(
    mixed: AnalyticsPage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paper, "picture", lambda *_sheet: QImage())
    mixed.keeping.write(report_of(mixed), "", mixed.cards.heat, "picture", tmp_path / "hours.png")
    assert window.status.sentence().startswith("The picture could not be made")
    assert list(tmp_path.glob("hours*")) == []


def test_what_joins_letters_stays_joined() -> None:
    assert paper.printable("می\u200cخ 👨\u200d👩 a\tb\u202e") == "می\u200cخ 👨\u200d👩 a b "


def test_clicks_alone_are_compared_with_clicks(page: AnalyticsPage, lunch: LinkView, today: date) -> None:
    morning = datetime.combine(today, time(0, 1), UTC)
    store(lunch, 5, at=morning - timedelta(days=35), source="click")
    store(lunch, 3, at=morning - timedelta(days=35))
    store(lunch, 2, at=morning, source="click")
    page.show()
    page.cards.picked.emit(Filter(SOURCE, "click"))
    drawing = page.chart.drawing()
    assert drawing.title == "Clicks by day"
    assert "Clicks, 30 days before 5" in [key.words for key in drawing.legend]
    page.cards.picked.emit(Filter(SOURCE, "scan"))
    assert "Scans, 30 days before 3" in [key.words for key in page.chart.drawing().legend]


def test_an_hour_that_the_clocks_pass_twice_says_which_one_it_is(page: AnalyticsPage) -> None:
    berlin, first = ZoneInfo("Europe/Berlin"), datetime(2026, 10, 24, 23, tzinfo=UTC)
    starts = tuple((first + timedelta(hours=hour)).astimezone(berlin) for hour in range(4))
    page.chart.show_timeline(Timeline("hour", starts, scans=(1, 2, 3, 4), clicks=(0,) * 4), 1)
    _heads, rows = page.chart.table_rows()
    assert [row[0] for row in rows] == [
        "2026-10-25 01:00",
        "2026-10-25 02:00+02:00",
        "2026-10-25 02:00+01:00",
        "2026-10-25 03:00",
    ]


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
