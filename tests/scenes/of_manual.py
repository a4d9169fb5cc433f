"""The pictures of the manual: scenes cut to what a chapter speaks of, small, into ``resources/manual/pictures/``."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from qrdesk.client import Client
from qrdesk.gui.desk import Desk
from tests.scenes import stage

OUT = Path(__file__).resolve().parents[2] / "resources/manual/pictures"
MOST_BYTES = 60_000
_COLOURS = (96, 64, 40, 24)  # as few as it takes to be small enough
_WIDE, _NARROW = (1280, 800), (1024, 700)
_HIGHEST = 5000  # px: all of it

Parts = Callable[[Desk], Sequence[QWidget]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene by its name, on which window, and the parts of it that are shown; none for all of the window."""

    scene: str
    size: tuple[int, int] = _WIDE
    parts: Parts = lambda _desk: ()
    highest: int = _HIGHEST


def _page(desk: Desk) -> Sequence[QWidget]:
    return [desk.window.page(desk.window.current_page())]


def _editor(desk: Desk) -> Sequence[QWidget]:
    return [desk.links.editor]


PICTURES = {
    "first-run": Picture("first-run", _NARROW),
    "home": Picture("home", _NARROW),
    "links": Picture("links-chosen", _NARROW, _page, 420),
    "editor": Picture("links-editor", _WIDE, _editor, 447),
    "rules": Picture("editor-rules", _WIDE, _editor, 488),
    "simulator": Picture("editor-simulator", _WIDE, _editor, 676),
    "studio": Picture("studio", _WIDE, _page),
    "studio-score": Picture("studio-pale", _WIDE, lambda desk: [desk.studio.right.reader]),
    "studio-wifi": Picture("studio-wifi", _WIDE, lambda desk: [desk.studio.content, desk.studio.middle]),
    "batch": Picture("batch-all", _WIDE, _page),
    "analytics": Picture("analytics", _NARROW, _page),
    "domains": Picture("domains-waiting", _NARROW, _page, 488),
    "server-setup": Picture("server-setup-ready", _NARROW),
    "move": Picture("move-done", _NARROW),
    "key": Picture("access-new-key", _WIDE, lambda desk: [desk.access.keys.panel], 560),
    "webhooks": Picture("webhooks", _NARROW, _page),
    "conflict": Picture("conflict", _WIDE, _editor, 362),
    "settings-backup": Picture(
        "empty-backups", _WIDE, lambda desk: [desk.settings.backups.backup, desk.settings.backups.restore]
    ),
}


def take(folder: Path, language: str, wanted: Sequence[str] = ()) -> Iterator[Path]:
    """Write the pictures in ``language``, light, and yield their paths."""
    OUT.mkdir(parents=True, exist_ok=True)
    for place in ("full", "empty"):
        scenes = stage.scenes_of(place)
        chosen = {
            name: one
            for name, one in PICTURES.items()
            if one.scene in scenes and (not wanted or any(part in name for part in wanted))
        }
        if chosen:
            with stage.a_place(folder / place, place) as client:
                for name, one in chosen.items():
                    path = OUT / f"{name}{'' if language == 'en' else f'-{language}'}.png"
                    path.write_bytes(_taken(folder / name, client, one, scenes[one.scene]))
                    yield path


def _taken(folder: Path, client: Client, picture: Picture, shot: Callable[[Desk], None]) -> bytes:
    with stage.a_stage(folder, client, *picture.size) as desk:
        shot(desk)
        QTest.qWait(400)
        return _small(desk.window.grab(_cut(desk, picture)))


def _cut(desk: Desk, picture: Picture) -> QRect:
    """Return what is shown of the window: its parts, and where only one stands high, the top of it."""
    whole, shown = QRect(desk.window.rect()), QRect()
    for part in picture.parts(desk):
        shown = shown.united(QRect(part.mapTo(desk.window, QPoint(0, 0)), part.size()))
    shown = shown.intersected(whole) if shown.isValid() else whole
    shown.setHeight(min(shown.height(), picture.highest))
    return shown


def _small(pixmap: QPixmap) -> bytes:
    """Return a PNG of few colours, no larger than a page of the manual bears."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    image = Image.open(io.BytesIO(kept.data())).convert("RGB")
    for colours in _COLOURS:
        made = io.BytesIO()
        few = image.quantize(colours, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(made, "PNG", optimize=True)
        if made.tell() <= MOST_BYTES:
            return made.getvalue()
    raise ValueError(f"{pixmap.width()} x {pixmap.height()} px are too many: cut the scene smaller.")
