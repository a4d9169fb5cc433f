"""The details of a failure fold out below its note: names and numbers that help, and nothing that was typed."""

from collections.abc import Generator
from pathlib import Path

import pytest
import requests
from pydantic import ValidationError
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qrdesk.client import LinkDraft
from qrdesk.client.refusals import refusal
from qrdesk.core.errors import Invalid, NotFound, QRDeskError
from qrdesk.gui.desk import Desk
from qrdesk.gui.error_details import details
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note
from tests.gui.desks import a_desk, client_of


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def button(note: Note, words: str) -> Button:
    return next(one for one in note.findChildren(Button) if one.text() == words)


def refused(request: str) -> QRDeskError:
    answer = requests.Response()
    answer.status_code = 404
    answer._content = b'{"error": {"code": "not_found", "message": "There is no such link."}}'
    answer.headers["X-Request-Id"] = request
    return refusal("https://go.example", answer)


def test_code_fields_and_request_are_named_and_no_words() -> None:
    error = Invalid(
        "Secret words.", field_errors={"destination": "No host in https://s3cret.example", "<b>x</b>": "Bad"}
    )
    said = details(error).splitlines()
    assert said[:2] == [f"Error: {error.code}", "Field: destination"]
    assert len(said) == 3, "a name that no program spells is left out"
    assert said[2].startswith("Time: ")
    assert "s3cret" not in details(error)


def test_the_number_of_the_request_comes_from_the_server() -> None:
    error = refused("a1b2.C-3_d")
    assert isinstance(error, NotFound)
    assert "Request: a1b2.C-3_d" in details(error)
    assert "Request" not in details(refused("<b>no id</b> at all"))


def test_of_what_no_one_foresaw_only_its_kind_is_said() -> None:
    assert details(KeyError("qrd_verysecretkey")).splitlines()[0] == "Error: KeyError"
    assert "qrd_" not in details(KeyError("qrd_verysecretkey"))
    with pytest.raises(ValidationError) as caught:
        LinkDraft.model_validate({"destination": "https://example.com/", "slug": 5})
    assert "Field: slug" in details(caught.value)


def test_they_fold_out_and_are_copied(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show()
    notice.say("danger", "Not loaded", "The server is busy.", details="Error: busy\nRequest: 7")
    fold, copy = button(notice.note, "Details"), button(notice.note, "Copy details")
    shown = next(one for one in notice.note.findChildren(QLabel) if one.text().startswith("Error: busy"))
    assert not shown.isVisible()
    fold.click()
    assert shown.isVisible()
    copy.click()
    assert QGuiApplication.clipboard().text() == "Error: busy\nRequest: 7"
    notice.say("info", "Something else")
    assert fold.isHidden()
    assert not shown.isVisible()


def test_a_page_that_could_not_be_loaded_has_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)

    def fails() -> None:
        raise refused("77aa")

    monkeypatch.setattr(client_of(desk).domains, "list", fails)
    page.refresh()
    assert not button(page.notice.note, "Details").isHidden()
    assert any("Request: 77aa" in one.text() for one in page.notice.note.findChildren(QLabel))
