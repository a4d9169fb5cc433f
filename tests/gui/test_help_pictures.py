"""Pictures of the manual fit the pixels of the screen, whatever its scale."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from qrdesk.core import resources
from qrdesk.core.manual import chapters
from qrdesk.gui.pages.help_pictures import HelpPictures


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0])
@pytest.mark.parametrize("name", ["home.png", "rules.png", "studio-score-de.png"])
def test_a_picture_ends_where_pixels_of_the_screen_do_and_is_as_large_as_what_stood_in(
    qtbot: QtBot, name: str, ratio: float
) -> None:
    owner, made = QObject(), list[QImage]()
    pictures = HelpPictures(owner)
    pictures.made.connect(lambda _name, image: made.append(image))
    first = pictures.find(name, resources.path(f"{chapters.PICTURES}/{name}"), 679, ratio)
    qtbot.waitUntil(lambda: bool(made), timeout=5000)
    (picture,) = made
    size = picture.deviceIndependentSize()
    assert (picture.size(), picture.devicePixelRatio()) == (first.size(), ratio)
    assert (size.width() % 1, size.height() % 1) == (0, 0)
    assert size.width() <= 679
    assert picture.pixelColor(picture.width() // 2, picture.height() // 2).alpha() == 255
