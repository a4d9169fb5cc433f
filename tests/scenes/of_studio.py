"""Scenes of the Studio: each tab of it, its designs, and what is said before and after a file is written."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest

from qrdesk.client import ArtworkFormat, Client, CodeDraft, CodeQuery, Design, DesignDraft, FileDraft, Upload
from qrdesk.core.artwork import presets
from qrdesk.core.schemas.codes_bulk import PrintedDraft
from qrdesk.core.schemas.contents import PhoneContent, WifiContent
from qrdesk.core.schemas.design import Body, BodyShape, Eye, Eyes, EyeShape, Frame, FrameShape, Gradient, Logo, Stop
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_typed import Values
from tests.scenes.steps import Shot, links, to_the_end

_GREEN = "#1e3a30"
_CARD = Frame(shape=FrameShape.CARD, text="Heute auf der Karte", ink=_GREEN)


def _open(desk: Desk, design: Design | None = None) -> StudioPage:
    links(desk)
    desk.routes.open_studio(desk.links.model.link_at(0).id)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    if design is not None:
        page._wear(design)
    QTest.qWait(500)  # the scan score waits until nothing changes any more
    return page


def _plain(desk: Desk) -> None:
    _open(desk)


def _shape(desk: Desk) -> None:
    own = Eye(frame=EyeShape.LEAF, ball=EyeShape.CIRCLE)
    page = _open(desk, Design(ink=_GREEN, body=Body(shape=BodyShape.DOTS, size=0.9), eyes=Eyes(top_right=own)))
    page.right.shape.which.choose("top_right")
    page.right.shape.which.chosen.emit("top_right")
    QTest.qWait(50)
    to_the_end(page.right.shape)


def _colour(desk: Desk) -> None:
    gradient = Gradient(angle=45, stops=(Stop(at=0, colour="#5b2a7a"), Stop(at=1, colour="#12355b")))
    page = _open(desk, Design(ink_gradient=gradient, eyes=Eyes(frame_ink="#7a1f1a", frame=EyeShape.ROUNDED)))
    page.right.show_tab("colour")


def _spot(desk: Desk) -> None:
    page = _open(desk, Design(ink="spot:PANTONE 3435 C=93,24,85,68", paper="#f7f3e8"))
    page.right.show_tab("colour")
    page.right.colour.sections[1].set_open(True)
    page.right.colour.paper.hex.swatch.click()


def _palette(desk: Desk) -> None:
    page = _open(desk, Design(ink="#7a1f1a"))
    page.right.show_tab("colour")
    page.right.colour.ink.hex.swatch.click()


def _unreadable(desk: Desk) -> None:
    page = _open(desk, Design(ink=_GREEN, logo=Logo(file=_leaf(desk), size=0.4)))
    page.right.show_tab("logo")
    QTest.qWait(500)


def _logo(desk: Desk) -> None:
    page = _open(desk, Design(ink=_GREEN, logo=Logo(file=_leaf(desk), size=0.3), frame=_CARD))
    page.right.show_tab("logo")
    QTest.qWait(500)


def _logo_end(desk: Desk) -> None:
    moved = Logo(file=_leaf(desk), size=0.14, dx=0.25, dy=0.25, opacity=0.8, ink="#7a1f1a")
    page = _open(desk, Design(ink=_GREEN, logo=moved, frame=_CARD))
    page.right.show_tab("logo")
    QTest.qWait(500)
    to_the_end(page.right.logo)


def _frame(desk: Desk) -> None:
    page = _open(desk, Design(ink=_GREEN, frame=_CARD))
    page.right.show_tab("frame")


def _frame_end(desk: Desk) -> None:
    _frame(desk)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    page.right.frame.text_ink.kind.button("plain").click()
    QTest.qWait(300)
    to_the_end(page.right.frame)


def _symbol(desk: Desk) -> None:
    _open(desk).right.show_tab("symbol")


def _symbol_end(desk: Desk) -> None:
    page = _open(desk)
    page.right.show_tab("symbol")
    QTest.qWait(50)
    to_the_end(page.right.symbol)


def _press(desk: Desk) -> None:
    page = _open(desk, Design(ink="k"))
    page.right.show_tab("print")
    page.right.order_changed.emit("format", ArtworkFormat.PDF_X4)


def _press_end(desk: Desk) -> None:
    _press(desk)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    page.right.order_changed.emit("size_mm", 9.0)
    page.right.order_changed.emit("bleed_mm", 3.0)
    QTest.qWait(500)
    to_the_end(page.right.print)


def _preflight(desk: Desk) -> None:
    _press(desk)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    target = Path(desk.state.folder) / "mittag.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    page.exporting.choose_path = lambda _suggested: target
    page.export()
    page.right.report.click()
    QTest.qWait(500)


def _pale(desk: Desk) -> None:
    _open(desk, Design(ink="#a0a0a0", quiet_zone=2, body=Body(shape=BodyShape.DOTS, size=0.7)))


def _designs(desk: Desk) -> None:
    page = _open(desk)
    _fill_shelf(desk)
    page.content.show_view("designs")
    QTest.qWait(200)
    assert page.content.designs.saved is not None
    page.content.designs.saved.tile(page.content.designs.saved.keys()[0]).click()
    QTest.qWait(400)


def _many(desk: Desk) -> None:
    _designs(desk)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    page.content.designs.apply.click()
    page.content.designs.many.tag.set_text("menus")
    QTest.qWait(500)


def _typed(desk: Desk, kind: str, values: Values, name: str = "") -> StudioPage:
    page = _open(desk)
    page.open_kind(kind)
    form = page.content.static.form()
    for path, value in values.items():
        form.editors[path].put(value)
        form.editors[path].changed.emit()
    if name:
        page.content.name.input.setText(name)
        page.content.name.input.setCursorPosition(0)
        page.content.name_changed.emit(name)
    QTest.qWait(1000)
    return page


def _wifi(desk: Desk) -> None:
    _typed(desk, "wifi", {"ssid": "Café Linde Gäste", "password": "kuchen-und-kaffee"}, "Wi-Fi in the bar")


def _wifi_empty(desk: Desk) -> None:
    _typed(desk, "wifi", {})


def _url(desk: Desk) -> None:
    _typed(desk, "url", {"url": "https://kaffeehaus-linde.example/karte"})


def _payment_wrong(desk: Desk) -> None:
    wrong: Values = {"name": "Kaffeehaus Linde", "iban": "DE89 3704 0044 0532 0130 01", "amount": "12,50"}
    _typed(desk, "epc", wrong)


def _article(desk: Desk) -> None:
    page = _typed(desk, "gs1", {"number": "4006381333931", "batch": "A7"}, "Coffee, 500 g")
    page.right.order_changed.emit("size_mm", 40.0)
    page.right.design_changed.emit({"barcode": True})
    page.right.show_tab("frame")
    QTest.qWait(500)


def _contact_huge(desk: Desk) -> None:
    said = "Best reached in the mornings, before the first guests come and the machine is warm. " * 5
    values: Values = {"first_name": "Maria-Magdalena", "last_name": "Freifrau von und zu Lindenberg-Hohenstein"}
    more: Values = {"organisation": "Kaffeehaus Linde GmbH & Co. KG", "note": said, "phones.0.number": "+49 30 901820"}
    _typed(desk, "vcard", {**values, **more}, "The card of the owner with a very long name indeed")


def _statics(desk: Desk) -> None:
    client = desk.session.the_client()
    if all(code.name != "Wi-Fi in the bar" for code in client.codes.list(CodeQuery(kind="static")).data):
        wifi = WifiContent(type="wifi", ssid="Café Linde Gäste", password="kuchen-und-kaffee")
        made = client.codes.create(CodeDraft(content=wifi, name="Wi-Fi in the bar"))
        client.codes.remember_printed(PrintedDraft(codes=(made.id,)))
        client.codes.create(CodeDraft(content=PhoneContent(type="phone", number="+4930901820"), name="Call us"))
    page = _open(desk)
    page.statics.read()
    page.content.show_view("codes")
    page.content.of.button("static").click()
    QTest.qWait(100)
    next(row for row in page.content.statics.codes.rows() if "Wi-Fi in the bar" in row.text()).click()
    QTest.qWait(600)


def _statics_printed(desk: Desk) -> None:
    _statics(desk)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    page.content.show_view("content")


def _on(key: str) -> Shot:
    def shot(desk: Desk) -> None:
        page = _open(desk, Design(ink=_GREEN, frame=_CARD))
        page.middle.surface_list.choose(key)
        page.middle.surface.choose(key)
        page.middle.show_surface(key)

    return shot


def _true_size(desk: Desk) -> None:
    page = _open(desk)
    page.middle.true_size.click()


def _measuring(desk: Desk) -> None:
    _true_size(desk)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    page.middle.measure.adjust.click()


def _warned(desk: Desk) -> None:
    """The file was written, and something is to be known of it: least room for what is changed."""
    _pale(desk)
    page = desk.window.page("studio")
    assert isinstance(page, StudioPage)
    page.right.show_near("192.168.178.24:8765")
    page.right.print.show_kind(static=False, near=True)
    page.right.print.show_order(replace(page.order(), remember=False))  # as it is where an address works nearby only
    tr = QCoreApplication.translate
    said = tr("Carrying", "Its address works on this computer only. It is for trying out.")
    page.right.show_warning(tr("Exporting", "For trying out only"), said)


def _fill_shelf(desk: Desk) -> None:
    client = desk.session.the_client()
    known = {view.name for view in client.designs.list()}
    for name, preset in (("Linde", "Dark card"), ("Table tents", "Forest"), ("House print", "Press black, rounded")):
        if name not in known:
            client.designs.create(DesignDraft(name=name, design=presets.named(preset).design))


def _leaf(desk: Desk) -> str:
    client: Client = desk.session.the_client()
    picture = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((14, 10, 106, 102), fill=(200, 90, 30, 255))
    draw.rectangle((56, 60, 64, 118), fill=(30, 58, 48, 255))
    stream = BytesIO()
    picture.save(stream, "PNG")
    return client.files.upload(FileDraft(kind="logo"), Upload(stream.getvalue(), "linde-leaf.png")).id


SCENES: dict[str, Shot] = {
    "studio": _plain,
    "studio-shape": _shape,
    "studio-colour": _colour,
    "studio-spot": _spot,
    "studio-palette": _palette,
    "studio-logo": _logo,
    "studio-logo-end": _logo_end,
    "studio-unreadable": _unreadable,
    "studio-frame": _frame,
    "studio-frame-end": _frame_end,
    "studio-symbol": _symbol,
    "studio-symbol-end": _symbol_end,
    "studio-print": _press,
    "studio-print-end": _press_end,
    "studio-preflight": _preflight,
    "studio-pale": _pale,
    "studio-warned": _warned,
    "studio-designs": _designs,
    "studio-many": _many,
    "studio-wifi": _wifi,
    "studio-empty-form": _wifi_empty,
    "studio-url": _url,
    "studio-payment-wrong": _payment_wrong,
    "studio-gs1": _article,
    "studio-contact-huge": _contact_huge,
    "studio-statics": _statics,
    "studio-static-printed": _statics_printed,
    "studio-tent": _on("tent"),
    "studio-card": _on("card"),
    "studio-poster": _on("poster"),
    "studio-label": _on("label"),
    "studio-true-size": _true_size,
    "studio-measuring": _measuring,
}
