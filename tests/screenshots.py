"""``make screenshots``: every page with real data, light and dark, at two sizes, as PNG files in ``screenshots/``.

Contact sheets of presets, frames and shapes of artwork go there too (``contact-*``).

Run it with a part of a name to write only those: ``python tests/screenshots.py links``.
"""

import os
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qrdesk.client import Client
from qrdesk.core.settings import Settings
from qrdesk.gui.app import build
from qrdesk.gui.desk import Desk
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.theme import style
from tests.scenes import (
    contact_sheets,
    of_access,
    of_analytics,
    of_batch,
    of_desk,
    of_editor,
    of_links,
    of_pictures,
    of_studio,
    of_webhooks,
)
from tests.scenes.filling import fill
from tests.scenes.steps import Shot

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "screenshots"
_SCHEMES = ("light", "dark")
_SIZES = ((1280, 800), (1024, 640))
_FULL = (
    of_desk.SCENES
    | of_links.SCENES
    | of_editor.SCENES
    | of_analytics.SCENES
    | of_access.SCENES
    | of_pictures.SCENES
    | of_studio.SCENES
    | of_webhooks.SCENES
    | of_batch.SCENES
)
_EMPTY = of_desk.EMPTY | of_access.EMPTY | of_pictures.EMPTY | of_webhooks.EMPTY | of_batch.EMPTY


def main(wanted: Sequence[str]) -> None:
    """Write the pictures whose name holds one of ``wanted``, or all."""
    _OUT.mkdir(exist_ok=True)
    for path in contact_sheets.write(_OUT, wanted):
        print(path.relative_to(_ROOT))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QRDESK_REDUCED_MOTION"] = "1"
    app = QApplication([])
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    QCursor.setPos(640, 795)
    style.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        for place, shots in (("full", _FULL), ("empty", _EMPTY)):
            chosen = {name: shot for name, shot in shots.items() if not wanted or any(one in name for one in wanted)}
            if chosen:
                _take(Path(folder) / place, chosen, full=place == "full")


def _take(folder: Path, shots: dict[str, Shot], *, full: bool) -> None:
    folder.mkdir()
    with Client.local(str(folder / "linde.db"), Settings(public_url="https://linde.example")) as client:
        if full:
            fill(client)
        for name, shot in shots.items():
            for scheme in _SCHEMES:
                for width, height in _SIZES:
                    _one(folder, client, name, shot, scheme, width, height)


def _one(folder: Path, client: Client, name: str, shot: Shot, scheme: str, width: int, height: int) -> None:
    style.appearance().choose("dark" if scheme == "dark" else "light")
    with _desk(folder / f"{name}-{scheme}-{width}", client, width, height) as desk:
        shot(desk)
        QTest.qWait(400)
        path = _OUT / f"{name}{'-dark' if scheme == 'dark' else ''}-{width}.png"
        desk.window.grab().save(str(path))
        print(path.relative_to(_ROOT))


@contextmanager
def _desk(folder: Path, client: Client, width: int, height: int) -> Generator[Desk]:
    session, jobs = Session(), InlineRunner()
    desk = build(session, State(folder), jobs)
    desk.window.resize(width, height)
    desk.window.show()
    session.use(client, "local", "")
    desk.window.pill.show_state(ServerState.SERVING, "linde.example")
    yield desk
    desk.pulse.clock.stop()
    desk.window.close()
    desk.window.deleteLater()
    QTest.qWait(1)


if __name__ == "__main__":
    main(sys.argv[1:])
