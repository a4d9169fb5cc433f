"""The look: one token file feeds style sheet, palette, fonts and icons."""

import re

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qrdesk.core import resources
from qrdesk.gui.theme import fonts, icons, style, tokens
from qrdesk.gui.theme.style import Appearance
from qrdesk.gui.theme.tokens import Scheme
from tests.gui.desks import wait_for


def _luminance(colour: QColor) -> float:
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: QColor, other: QColor) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_on_every_surface_it_stands_on(scheme: Scheme) -> None:
    theme = tokens.theme(scheme)
    grounds = (theme.surface.canvas, theme.surface.base, theme.surface.selected, theme.surface.pressed)
    for ground in grounds:
        for text in (theme.text.primary, theme.text.secondary, theme.text.tertiary):
            assert _contrast(text, ground) >= 4.5
    assert _contrast(theme.text.on_accent, theme.accent.default) >= 4.5
    assert _contrast(theme.text.on_inverse, theme.surface.inverse) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_place_of_the_style_sheet_is_filled(scheme: Scheme) -> None:
    text = style.sheet(scheme, "/images")
    assert "{{" not in text
    assert "font-family" not in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert text.count("{") == text.count("}")


def test_the_dark_scheme_changes_palette_and_own_painting(qapp: QApplication, appearance: Appearance) -> None:
    assert tokens.scheme() == "light"
    seen: list[str] = []
    appearance.changed.connect(seen.append)
    appearance.choose("dark")
    assert seen == ["dark"]
    assert tokens.current() is tokens.theme("dark")
    assert qapp.palette().color(QPalette.ColorRole.Window) == tokens.theme("dark").surface.canvas


def test_the_look_follows_the_system_when_asked(qapp: QApplication, appearance: Appearance) -> None:
    appearance.choose("system")
    system = qapp.styleHints()  # the offscreen platform has no system to change: say what one would say
    for asked, scheme in ((Qt.ColorScheme.Dark, "dark"), (Qt.ColorScheme.Light, "light")):
        system.colorSchemeChanged.emit(asked)
        wait_for(appearance.is_whole, "the other look")
        assert tokens.scheme() == scheme


def test_applying_the_look_twice_keeps_one_appearance(qapp: QApplication, appearance: Appearance) -> None:
    assert style.apply(qapp, "light") is appearance
    assert style.appearance() is appearance


def test_a_property_changed_later_changes_the_look(qtbot: QtBot) -> None:
    label = QLabel("Page is 404")
    qtbot.addWidget(label)
    label.ensurePolished()
    style.restyle(label, tone="danger")
    shown = label.palette().color(QPalette.ColorRole.WindowText)
    assert shown == tokens.current().danger.text


def test_an_icon_is_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    image = icons.pixmap("link", QColor("#ff0000"), 16, 2.0).toImage()
    assert image.width() == 32
    colours = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#ff0000"}


def test_an_unknown_icon_is_an_error_at_once(qapp: QApplication) -> None:
    with pytest.raises(resources.ResourceMissing, match=r"no-such-icon\.svg"):
        icons.pixmap("no-such-icon", QColor("red"))


def test_icons_of_buttons_follow_the_theme(qtbot: QtBot, appearance: Appearance) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    icons.put(button, "x")
    before = button.icon().pixmap(16).toImage()
    appearance.choose("dark")
    assert button.icon().pixmap(16).toImage() != before


def test_every_icon_of_the_set_renders(qapp: QApplication) -> None:
    for file in sorted(resources.path("icons").glob("*.svg")):
        image = icons.pixmap(file.stem, QColor("black")).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), file.stem


def test_icons_land_on_whole_device_pixels(qapp: QApplication) -> None:
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(1.5)
    image.fill(QColor("white"))
    painter = QPainter(image)
    icons.paint(painter, QRectF(3.3, 3.3, 16, 16), "square", QColor("black"))
    painter.end()
    straight = icons.pixmap("square", QColor("black"), 16, 1.5).toImage()
    dark = [y for y in range(60) if any(image.pixelColor(x, y).lightness() < 60 for x in range(60))]
    expected = [y for y in range(24) if any(straight.pixelColor(x, y).alpha() > 195 for x in range(24))]
    assert len(dark) == len(expected)


def test_roles_have_the_sizes_of_the_token_file(qapp: QApplication) -> None:
    sizes = {
        role: fonts.font(role).pixelSize() for role in ("page_title", "section_title", "body", "caption", "figure")
    }
    assert sizes == {"page_title": 20, "section_title": 15, "body": 13, "caption": 12, "figure": 26}
    assert fonts.font("figure", tabular=True).featureTags()
