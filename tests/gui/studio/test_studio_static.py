"""Studio: static contents, from the form to the code, and steps taken back."""

import shlex
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qrdesk.cli.content_fields import EXAMPLES
from qrdesk.client import ArtworkFormat, Client, CodeDraft, CodeQuery, Design
from qrdesk.core.schemas.contents import TYPES
from qrdesk.core.schemas.contents.everyday import PhoneContent, UrlContent
from qrdesk.core.schemas.contents.wifi import WifiContent
from qrdesk.gui.jobs import InlineRunner
from qrdesk.gui.pages import studio_typed
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.studio_form import ContentForm
from qrdesk.gui.pages.studio_kinds import LINK, kinds
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow, NavEntry
from qrdesk.gui.widgets.buttons import IconButton
from qrdesk.gui.widgets.fields import TextField

pytestmark = pytest.mark.usefixtures("british")


def type_in(page: StudioPage, path: str, words: str) -> None:
    """Type into a field of the form in sight."""
    field = page.content.static.form().editors[path].field
    assert field is not None, f"{path} is no field"
    page.content.static.form().editors[path].put(words)
    page.content.static.form().editors[path].changed.emit()


def statics(client: Client) -> list[str]:
    """Return what the static codes carry, newest first."""
    return [code.text for code in client.codes.list(CodeQuery(kind="static", secrets=True)).data]


def test_each_sort_of_content_is_offered() -> None:
    assert {kind.key for kind in kinds()} == {LINK, *TYPES}


@pytest.mark.parametrize("kind", TYPES)
def test_a_form_makes_each_content_and_shows_it_again(qtbot: QtBot, kind: str) -> None:
    form, again = ContentForm(kind), ContentForm(kind)
    for one in (form, again):
        qtbot.addWidget(one)
    said = dict(field.split("=", 1) for field in shlex.split(EXAMPLES[kind]))
    form.put({path: said.get(path, editor.part.usual) for path, editor in form.editors.items()})
    made = form.typed().content
    assert made is not None, form.typed().wrong
    again.show_content(made)
    assert again.typed().content == made


def test_a_network_is_typed_drawn_saved_and_opened_again(page: StudioPage, client: Client) -> None:
    page.open_kind("wifi")
    assert page.middle.artboard.accessibleDescription() == "Fill in: Network name, Password"
    assert not page.right.export.isEnabled()
    assert not page.middle.save.isEnabled()
    assert page.middle.save.toolTip() == "Fill in: Network name, Password"
    type_in(page, "ssid", "Guests")
    type_in(page, "password", "secret123")
    assert page.right.export.isEnabled()
    assert page.middle.save.isEnabled()
    assert "Ctrl+S" in page.middle.save.toolTip()
    assert "Wi-Fi Guests" in page.middle.reads.text()
    assert "secret123" not in page.middle.reads.text() + page.middle.reads.toolTip()
    page.content.name_changed.emit("Wi-Fi in the bar")
    page.save()
    assert statics(client) == ["WIFI:T:WPA;S:Guests;P:secret123;;"]
    page.open_kind("text")
    page.statics.read()
    page.content.statics.picked.emit(client.codes.list(CodeQuery(kind="static")).data[0].id)
    assert page.middle.title.text() == "Wi-Fi in the bar"
    assert page.content.static.values()["ssid"] == "Guests"
    type_in(page, "ssid", "Guests upstairs")
    page.save()
    assert statics(client) == ["WIFI:T:WPA;S:Guests upstairs;P:secret123;;"]


def test_what_is_wrong_is_said_at_its_field_once_the_keyboard_rests(qtbot: QtBot, page: StudioPage) -> None:
    page.open_kind("epc")
    type_in(page, "name", "Lund")
    type_in(page, "iban", "DE89 3704 0044 0532 0130 01")
    field = page.content.static.form().editors["iban"].field
    assert field is not None
    assert not field.has_error()
    qtbot.waitUntil(field.has_error)
    assert "check digits" in field.editor.accessibleDescription()
    type_in(page, "iban", "DE89 3704 0044 0532 0130 00")
    assert not field.has_error()
    assert page.right.export.isEnabled()


def test_saving_what_is_not_finished_says_what_it_lacks(page: StudioPage, client: Client) -> None:
    page.open_kind("phone")
    page.save()
    field = page.content.static.form().editors["number"].field
    assert field is not None
    assert field.has_error()
    assert statics(client) == []


def test_a_printed_code_stays_as_it_is_and_begins_a_new_one(page: StudioPage, client: Client) -> None:
    made = client.codes.create(CodeDraft(content=PhoneContent(type="phone", number="+4930901820"), name="Call us"))
    client.codes.remember_printed({"codes": (made.id,)})
    page.statics.read()
    page.content.statics.picked.emit(made.id)
    assert not page.content.static.form().editors["number"].isEnabled()
    assert page.content.static.printed.isVisibleTo(page)
    page.content.static.again.click()
    type_in(page, "number", "+49 30 901821")
    page.save()
    assert statics(client) == ["tel:+4930901821", "tel:+4930901820"]


def test_an_address_becomes_a_link_instead(
    qtbot: QtBot, session: Session, jobs: InlineRunner, window: MainWindow
) -> None:
    wanted: list[str] = []
    page = StudioPage(session, jobs, window, Routes(new_link=wanted.append))
    qtbot.addWidget(page)
    page.open_kind("url")
    type_in(page, "url", "https://example.com/menu")
    page.content.static.instead.click()
    assert wanted == ["https://example.com/menu"]


def test_a_deleted_static_code_comes_back_as_it_was(page: StudioPage, client: Client, window: MainWindow) -> None:
    url = UrlContent(type="url", url="https://example.com/menu")
    made = client.codes.create(CodeDraft(content=url, name="Menu", design=Design(quiet_zone=6)))
    client.codes.remember_printed({"codes": (made.id,)})
    page.statics.read()
    page.content.statics.picked.emit(made.id)
    page.content.statics.delete.click()
    assert statics(client) == []
    window.undo_last()
    (back,) = client.codes.list(CodeQuery(kind="static")).data
    assert (back.name, back.design.quiet_zone, back.printed_at is not None) == ("Menu", 6, True)


def test_what_is_typed_is_there_at_the_next_start_but_no_password(
    qtbot: QtBot, page: StudioPage, session: Session, jobs: InlineRunner, window: MainWindow
) -> None:
    page.open_kind("wifi")
    type_in(page, "ssid", "Guests")
    type_in(page, "password", "secret123")
    typed = partial(studio_typed.remembered, window.state)
    qtbot.waitUntil(lambda: "Guests" in str(typed().of(session.whose)))  # nothing was closed
    window.state.sync()
    assert b"secret123" not in (window.state.folder / "desktop.ini").read_bytes()
    again = StudioPage(session, jobs, window, Routes())
    qtbot.addWidget(again)
    again.show()
    assert again.content.kinds.key() == "wifi"
    assert again.content.static.values()["ssid"] == "Guests"
    assert again.content.static.values()["password"] == ""


def test_a_static_content_needs_no_link(qtbot: QtBot, session: Session, jobs: InlineRunner, window: MainWindow) -> None:
    page = StudioPage(session, jobs, window, Routes())
    qtbot.addWidget(page)
    page.show()
    page.static_instead.click()
    type_in(page, "ssid", "Guests")
    type_in(page, "password", "secret123")
    page.save()
    (made,) = session.the_client().codes.list(CodeQuery(kind="static")).data
    assert isinstance(made.content, WifiContent)


def test_an_article_number_gets_its_bars(page: StudioPage) -> None:
    assert not page.right.frame.barcode.isEnabled()
    page.open_kind("gs1")
    type_in(page, "number", "4006381333931")
    assert page.right.frame.barcode.isEnabled()
    page.right.print.width_mm.setValue(40)
    before = page.middle.artboard.scene()
    page.right.frame.barcode.click()
    after = page.middle.artboard.scene()
    assert before is not None
    assert after is not None
    assert after.height_mm > before.height_mm


def test_steps_are_taken_back_and_done_again(page: StudioPage, window: MainWindow) -> None:
    window.add_page(NavEntry("studio", "Studio", "qr-code"), lambda: page)
    window.show_page("studio")
    page.right.symbol.margin.setValue(6)
    page.right.print.width_mm.setValue(40)
    page.right.colour.ink.kind.button("k").click()
    window.undo_last()
    assert page.look().design.ink == "#000000"
    window.undo_last()
    assert (page.order().size_mm, page.look().design.quiet_zone) == (25, 6)
    page.do_again()
    assert page.order().size_mm == 40
    page.middle.back.click()
    page.middle.back.click()
    assert page.look().design == Design()
    assert not page.middle.back.isEnabled()


def test_the_newest_step_is_taken_back_first(page: StudioPage, client: Client, window: MainWindow) -> None:
    window.add_page(NavEntry("studio", "Studio", "qr-code"), lambda: page)
    window.show_page("studio")
    page.save()
    page.right.symbol.margin.setValue(5)
    page.save()
    window.undo_last()
    assert client.codes.list(CodeQuery()).data[0].design.quiet_zone == 4
    page.right.symbol.margin.setValue(9)
    window.undo_last()
    assert page.look().design.quiet_zone == 4


def test_a_code_that_was_deleted_elsewhere_is_told_of_and_stays_as_a_new_one(page: StudioPage, client: Client) -> None:
    code = client.codes.create(CodeDraft(content=PhoneContent(type="phone", number="+493411234567"), name="Desk"))
    page.statics.read()
    page.statics.opened.emit(code)
    client.codes.delete(code.id)
    page.statics.read()
    assert page._bench.code_id == ""
    assert page.content.static.values()["number"] == "+493411234567"
    assert statics(client) == []


def test_the_password_of_a_printed_code_can_be_looked_at_and_not_changed(qtbot: QtBot) -> None:
    form = ContentForm("wifi")
    qtbot.addWidget(form)
    form.lock(locked=True)
    secret = form.editors["password"]
    (line,), (eye,) = secret.findChildren(QLineEdit), secret.findChildren(IconButton)
    assert (line.isEnabled(), eye.isEnabled()) == (False, True)
    eye.click()
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    form.lock(locked=False)
    assert line.isEnabled()


def test_a_picture_does_not_lock_a_static_code_but_a_file_for_print_does(
    page: StudioPage, client: Client, tmp_path: Path
) -> None:
    page.open_kind("phone")
    remember = page.right.print.remember
    assert "link" not in remember.accessibleDescription()
    type_in(page, "number", "+4930901820")
    page.exporting.choose_path = lambda suggested: tmp_path / suggested.name
    page.right.order_changed.emit("format", ArtworkFormat.PNG)
    page.export()
    (code,) = client.codes.list(CodeQuery(kind="static")).data
    assert (code.printed_at, remember.isChecked()) == (None, False)
    page.right.order_changed.emit("format", ArtworkFormat.PDF)
    assert remember.isChecked()
    page.export()
    assert client.codes.get(code.id).printed_at is not None
    assert not page.content.static.form().editors["number"].isEnabled()
    page.content.static.not_yet.click()
    assert client.codes.get(code.id).printed_at is None
    assert page.content.static.form().editors["number"].isEnabled()
    assert page.content.static.printed.isHidden()
    page.open_link("lunch")
    page.right.order_changed.emit("format", ArtworkFormat.PNG)
    assert remember.isChecked()  # a link's guard stays


def test_a_field_that_nobody_came_to_is_not_called_wrong(qtbot: QtBot, page: StudioPage) -> None:
    page.open_kind("wifi")
    ssid, password = (page.content.static.form().editors[one].field for one in ("ssid", "password"))
    assert isinstance(ssid, TextField)
    assert password is not None
    qtbot.keyClicks(ssid.input, "Guests")
    ssid.input.editingFinished.emit()
    assert not password.has_error()
    assert page.right.problem.isHidden()
