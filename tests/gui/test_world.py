"""The map of the world: where countries lie, what colour they have, what pointing, clicking and keys do."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from qrdesk.core import resources
from qrdesk.gui.charts import world
from qrdesk.gui.charts.heatmap import shade
from qrdesk.gui.charts.steps import Steps, even_steps
from qrdesk.gui.charts.worldmap import WorldMap
from qrdesk.gui.theme import tokens
from qrdesk.gui.theme.style import Appearance

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.usefixtures("british")


@pytest.fixture
def shown(qtbot: QtBot) -> WorldMap:
    made = WorldMap()
    qtbot.addWidget(made)
    made.resize(720, 340)
    made.show_values({"DE": 4_479, "AT": 337, "SG": 9, "": 533, "PE": 0})
    made.show()
    qtbot.waitExposed(made)
    return made


def colour_at(shown: WorldMap, point: QPointF) -> QColor:
    image = shown.grab().toImage()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(point.x() * ratio), round(point.y() * ratio))


def test_places_lie_where_the_projection_puts_them() -> None:
    assert world.equal_earth(0, 0) == (0, 0)
    right, _ = world.equal_earth(180, 0)
    _, top = world.equal_earth(0, 90)
    assert right / top == pytest.approx(2.05458, abs=1e-5)  # width to height, as published
    assert right == pytest.approx(2.70663, abs=1e-5)
    assert world.equal_earth(-13, -50) == pytest.approx(tuple(-part for part in world.equal_earth(13, 50)))


def test_every_country_has_one_place_and_its_code_is_known_to_everybody() -> None:
    codes = [country.code for country in world.countries()]
    assert codes == sorted(set(codes))
    assert len(codes) > 230
    unnamed = [code for code in codes if QLocale.codeToTerritory(code) == QLocale.Country.AnyTerritory]
    assert unnamed == []
    assert {"DE", "US", "SG", "MT", "HK", "RE", "XK", "GF"} <= set(codes)
    assert "AQ" not in codes


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((34.1, 44.95), "UA"),  # Simferopol
        ((36.2, 45.3), "UA"),  # Kerch
        ((39.0, 45.0), "RU"),  # Krasnodar
        ((35.2, 46.8), "UA"),
        ((-13.0, 27.1), "EH"),  # Laayoune
        ((-15.7, 23.7), "EH"),  # Dakhla
        ((-11.7, 26.7), "EH"),  # Smara
        ((-11.0, 26.2), "EH"),
        ((-10.0, 29.0), "MA"),
        ((-11.0, 24.5), "MR"),
        ((44.06, 9.56), "SO"),  # Hargeisa
        ((33.36, 35.19), "CY"),  # Nicosia, the north
        ((-53.0, 4.0), "GF"),
    ],
)
def test_land_is_counted_by_its_code_of_iso_3166(place: tuple[float, float], code: str) -> None:
    """Databases of addresses know countries by these codes, whoever governs them."""
    right, up = world.equal_earth(*place)
    assert [one.code for one in world.countries() if one.path.contains(QPointF(right, -up))] == [code]


def test_no_outline_runs_across_the_map() -> None:
    """An outline that passes the edge at 180 degrees is cut there, not drawn back across the world."""
    for country in world.countries():
        for outline in country.path.toSubpathPolygons():
            assert outline.boundingRect().width() < 1.7, country.code


@pytest.mark.parametrize(
    ("most", "begin"),
    [
        (0, 20),
        (7, 20),
        (300, 100),
        (401, 500),
        (618, 500),
        (4_000, 500),
        (4_479, 5_000),
        (40_000, 5_000),
        (40_001, 50_000),
        (9_000_000, 5_000_000),
    ],
)
def test_steps_fit_the_largest_number(most: int, begin: int) -> None:
    steps = Steps.up_to(most)
    assert (steps.begin[0], steps.begin[-1]) == (1, begin)
    assert len(steps.words()) == len(steps.begin) == len(tokens.current().chart.sequential)


def test_a_number_has_the_colour_of_the_step_it_lies_in() -> None:
    steps, chart = Steps.up_to(5_000), tokens.current().chart
    assert steps.colour(0) == chart.no_value
    for begin, following, colour in zip(steps.begin, [*steps.begin[1:], 10**9], chart.sequential, strict=True):
        assert steps.colour(begin) == steps.colour(following - 1) == colour
    assert steps.words() == ["1–9", "10–49", "50–199", "200–999", "1,000–4,999", "5,000 and more"]


@pytest.mark.parametrize("most", [1, 4, 6, 175, 1_000_003])
def test_the_legend_of_the_hours_says_what_their_colours_are(most: int) -> None:
    for _said, last in even_steps(most):
        assert last == most or shade(last, most) != shade(last + 1, most)
    assert even_steps(most)[-1][1] == most


def test_countries_have_the_colours_of_their_numbers_in_both_schemes(shown: WorldMap, appearance: Appearance) -> None:
    for scheme in ("light", "dark"):
        appearance.choose("dark" if scheme == "dark" else "light")
        chart = tokens.current().chart
        assert colour_at(shown, shown.place_of("DE")) == chart.sequential[4]
        assert colour_at(shown, shown.place_of("BR")) == chart.no_value


def test_without_a_pointer_the_country_with_most_is_told(shown: WorldMap) -> None:
    assert shown.told() == "DE"
    shown.show_values({})
    assert shown.told() == ""
    assert shown.most() == 0


def test_pointing_tells_and_a_click_picks_where_somebody_was(shown: WorldMap, qtbot: QtBot) -> None:
    picked: list[str] = []
    shown.picked.connect(picked.append)
    for code in ("AT", "SG", "BR"):
        place = shown.place_of(code).toPoint()
        qtbot.mouseMove(shown, place)
        assert shown.told() == code
        qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=place)
    assert picked == ["AT", "SG"]  # nobody was in Brazil: there is nothing to count


def test_a_press_that_ends_elsewhere_picks_nothing(shown: WorldMap, qtbot: QtBot) -> None:
    picked: list[str] = []
    shown.picked.connect(picked.append)
    germany, sea = shown.place_of("DE").toPoint(), QPoint(2, 2)
    for begin, end in ((sea, germany), (germany, sea)):
        qtbot.mousePress(shown, Qt.MouseButton.LeftButton, pos=begin)
        qtbot.mouseRelease(shown, Qt.MouseButton.LeftButton, pos=end)
    assert picked == []
    qtbot.mouseClick(shown, Qt.MouseButton.LeftButton, pos=germany)
    assert picked == ["DE"]


@pytest.mark.parametrize("code", ["FJ", "BS", "SB", "SG"])
def test_islands_too_small_to_be_seen_get_a_dot(shown: WorldMap, code: str) -> None:
    """However far apart they lie: those of Fiji are on both sides of the map."""
    shown.resize(390, 210)
    shown.show_values({code: 9})
    middle = shown.place_of(code)
    assert colour_at(shown, middle) == Steps.up_to(9).colour(9)
    assert shown._under(middle + QPointF(2, 0)) == code


def test_keys_walk_by_rank_pick_and_let_go(shown: WorldMap, qtbot: QtBot) -> None:
    picked: list[str] = []
    shown.picked.connect(picked.append)
    told: list[str] = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(shown, key)
        told.append(shown.told())
    assert told == ["DE", "AT", "SG", "SG", "AT"]
    qtbot.keyClick(shown, Qt.Key.Key_Return)
    assert picked == [shown.told()]
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.told() == "DE"


@pytest.mark.parametrize("size", [(160, 84), (1, 1), (40, 900), (3000, 200)])
def test_it_draws_at_any_size(shown: WorldMap, size: tuple[int, int]) -> None:
    shown.setMinimumSize(0, 0)
    shown.resize(QSize(*size))
    assert not shown.grab().isNull()
    shown.point_at("SG")
    assert not shown.grab().isNull()


def test_the_script_that_fetches_the_outlines_names_what_the_notice_names() -> None:
    """Loads the script's own words, and fetches nothing."""
    code = "import fetch_world; print(fetch_world.PACKAGE, fetch_world.VERSION, fetch_world.FILE)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "packaging", check=True, capture_output=True, text=True, timeout=60
    )
    package, version, file = done.stdout.split()
    assert f"{package} {version}" in resources.read_text("NOTICE")
    assert Path(file) == ROOT / "resources/world/countries.json"
