"""Scenes of pictures: the list in Settings, few and many; the picture of a link's preview."""

import io
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw
from PySide6.QtTest import QTest

from qrdesk.client import Client, FileDraft, LinkPatch, Upload
from qrdesk.core.schemas.files import FileQuery, FileView
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.settings_picture_line import PictureLine
from qrdesk.gui.pages.settings_pictures import PicturesCard
from tests.scenes.of_editor import sections
from tests.scenes.steps import Shot, scroll_to

_CUP = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M4 8h13v7a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5z"/>'
    b'<path d="M17 9h2a3 3 0 0 1 0 6h-2" fill="none" stroke="#000" stroke-width="2"/></svg>'
)
_LOOKS = 30  # 100 ms between them
_MANY = 26


def _painted(sky: str, ground: str, size: tuple[int, int] = (1200, 630)) -> bytes:
    image = Image.new("RGB", size, sky)
    draw = ImageDraw.Draw(image)
    width, height = size
    draw.polygon([(0, height), (0, height * 0.7), (width * 0.4, height * 0.35), (width, height)], fill=ground)
    draw.ellipse([width * 0.68, height * 0.12, width * 0.82, height * 0.12 + width * 0.14], fill="#ffe9a8")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88)
    return out.getvalue()


def fill_pictures(client: Client) -> None:
    """Bring a logo and some previews, one of which links are shown with."""
    client.files.upload(FileDraft(), Upload(_CUP, "kaffeehaus-linde.svg"))
    autumn = _preview(client, _painted("#e8b06a", "#8a4b2a"), "herbstkarte.jpg")
    _preview(
        client, _painted("#26395c", "#eef2f7"), "Weihnachtsmarkt am Rathausplatz, Plakat 2026, letzte Fassung (2).jpg"
    )
    _preview(client, _painted("#9fd3e6", "#4e8a4a", (800, 800)), "terrasse.jpg")
    for link in client.links.each():
        if link.title in {"Lunch menu", "Autumn card"}:
            social = {
                "title": "Autumn at Kaffeehaus Linde",
                "description": "Pumpkin, plum, chestnut",
                "image_url": autumn.url,
            }
            client.links.update(link.id, LinkPatch.model_validate({"social": social}))


def _preview(client: Client, content: bytes, name: str) -> FileView:
    return client.files.upload(FileDraft(kind="preview"), Upload(content, name))


def _settings(desk: Desk) -> None:
    desk.routes.open_settings("pictures")
    QTest.qWait(100)
    scroll_to(desk.settings.pictures)
    QTest.qWait(100)


def _line_of(pictures: PicturesCard, name: str) -> PictureLine:
    """Return the line of a picture; where another scene brought many, further ones are asked for until it is there."""
    for _ in range(_LOOKS):
        found = next((line for line in pictures.lines if line.name.text().startswith(name)), None)
        if found is not None:
            return found
        if not pictures.more.isHidden():
            pictures.more.click()
        QTest.qWait(100)
    raise LookupError(f"no picture is called {name}")


def _asked(desk: Desk, name: str) -> None:
    _settings(desk)
    _line_of(desk.settings.pictures, name).delete.click()
    QTest.qWait(100)
    scroll_to(desk.settings.pictures)


def _refused(desk: Desk) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "logo.svg"
        path.write_bytes(_CUP)
        _settings(desk)
        desk.settings.pictures.bring("preview", path)
    QTest.qWait(100)
    scroll_to(desk.settings.pictures)


def _many(desk: Desk) -> None:
    client = desk.session.the_client()
    there = {one.name for one in client.files.list(FileQuery(limit=100)).data}
    for number in range(_MANY):
        if f"karte-{number}.jpg" not in there:
            _preview(client, _painted("#cfe8d5", f"#{number * 8 + 20:02x}6040"), f"karte-{number}.jpg")
    _settings(desk)
    desk.settings.pictures.more.click()
    QTest.qWait(100)


def _social(desk: Desk) -> None:
    sections("social")(desk)


def _social_refused(desk: Desk) -> None:
    _social(desk)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "logo.svg"
        path.write_bytes(_CUP)
        desk.links.editor.parts.social.picture.bring(path)
    QTest.qWait(50)
    scroll_to(desk.links.editor.sections["social"])


SCENES: dict[str, Shot] = {
    "settings-pictures": _settings,
    "settings-pictures-delete": partial(_asked, name="terrasse"),
    "settings-pictures-used": partial(_asked, name="herbst"),
    "settings-pictures-refused": _refused,
    "editor-picture": _social,
    "editor-picture-refused": _social_refused,
    "settings-pictures-many": _many,  # this one makes something
}

EMPTY: dict[str, Shot] = {"empty-pictures": _settings}
