"""``make screenshots``: every page with real data, light and dark, at three sizes, as PNG files in ``screenshots/``.

python tests/screenshots.py                  in English, at 100 %
python tests/screenshots.py links            only those with "links" in their name
python tests/screenshots.py --language de    in German, into ``screenshots/de/``
python tests/screenshots.py --scale 2        1280x800 as a screen of 200 % shows it (``…@2x.png``)
python tests/screenshots.py --all            both languages, at 100 and 200 %, as ``make screenshots`` does
python tests/screenshots.py --manual         those of the manual, cut and small, into ``resources/manual/pictures/``

Contact sheets of presets, frames and shapes of artwork go there too (``contact-*``).
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from qrdesk.client import Client
from qrdesk.gui import language
from qrdesk.gui.theme import style
from tests.scenes import contact_sheets, of_manual, stage
from tests.scenes.steps import Shot

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "screenshots"
_SCHEMES = ("light", "dark")
_SIZES = ((1280, 800), (1024, 700))


def main(arguments: Sequence[str]) -> None:
    """Write the pictures that were asked for."""
    parser = argparse.ArgumentParser(description="Pictures of every page, into screenshots/.")
    parser.add_argument("wanted", nargs="*", help="parts of names; all where there is none")
    parser.add_argument("--language", choices=tuple(language.NAMES), default="en")
    parser.add_argument("--scale", type=int, choices=(1, 2), default=1)
    parser.add_argument("--all", action="store_true", help="both languages, at 100 and 200 %%")
    parser.add_argument("--manual", action="store_true", help="those of the manual, into resources/manual/pictures/")
    asked = parser.parse_args(arguments)
    if asked.all:
        take_all(asked.wanted)
        return
    os.environ |= {
        "QT_QPA_PLATFORM": "offscreen", "QRDESK_REDUCED_MOTION": "1",
        "LC_ALL": {"en": "en_GB.UTF-8", "de": "de_DE.UTF-8"}[asked.language],
    }  # fmt: skip
    os.environ.pop("QT_SCALE_FACTOR", None)  # where it is set, Settings says that it decides
    if asked.scale != 1:
        os.environ["QT_SCALE_FACTOR"] = str(asked.scale)
    out = _OUT if asked.language == "en" else _OUT / asked.language
    out.mkdir(parents=True, exist_ok=True)
    if (asked.language, asked.scale, asked.manual) == ("en", 1, False):
        for path in contact_sheets.write(_OUT, asked.wanted):
            print(path.relative_to(_ROOT))
    app = QApplication([])
    language.use(app, asked.language)
    QCursor.setPos(0, 0)  # where nothing is hovered, at 200 % too: the screen is small there
    style.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        if asked.manual:
            for path in of_manual.take(Path(folder), asked.language, asked.wanted):
                print(path.relative_to(_ROOT), path.stat().st_size)
            return
        for place in ("full", "empty"):
            chosen = stage.scenes_of(place, asked.wanted)
            if chosen:
                with stage.a_place(Path(folder) / place, place) as client:
                    _take(Path(folder) / place, client, chosen, out, asked.scale)


def take_all(wanted: Sequence[str]) -> None:
    """Each language at each scale, as many at once as there are cores.

    Raises:
        CalledProcessError: one of them could not be taken; the others are.
    """
    # a process each: Qt takes up its scale once, when it starts
    own = [
        [sys.executable, __file__, *wanted, "--language", spoken, "--scale", scale]
        for scale in ("1", "2")
        for spoken in language.NAMES
    ]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(partial(subprocess.run, check=True), own))


def _take(folder: Path, client: Client, shots: dict[str, Shot], out: Path, scale: int) -> None:
    for name, shot in shots.items():
        for scheme in _SCHEMES:
            style.appearance().choose("dark" if scheme == "dark" else "light")
            for width, height in _SIZES if scale == 1 else _SIZES[:1]:
                end = f"{width}.png" if scale == 1 else f"{width}@{scale}x.png"
                path = out / f"{name}{'-dark' if scheme == 'dark' else ''}-{end}"
                with stage.a_stage(folder / f"{name}-{scheme}-{width}", client, width, height) as desk:
                    shot(desk)
                    QTest.qWait(400)
                    desk.window.grab().save(str(path))
                print(path.relative_to(_ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
