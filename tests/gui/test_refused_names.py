"""What no name and no address may be, pasted wherever one is typed: said there in plain words, and tried again."""

import re
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from qrdesk.client import CodeDraft, FolderDraft, InvitationDraft, KeyDraft, LinkDraft, TagDraft
from qrdesk.core.schemas.rules import Rule
from qrdesk.gui.desk import Desk
from qrdesk.gui.finding_links import LinkFinder
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.link_editor_sections import Sections
from qrdesk.gui.pages.rule_form import RuleForm
from qrdesk.gui.pages.settings import SettingsPage
from qrdesk.gui.pages.studio_desk import find_links
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.side import NameLine
from tests.access import access, activity
from tests.gui.desks import a_desk, client_of

UNSEEN = "This has nothing in it that can be seen."
REFUSED = {
    "\u200b": UNSEEN,
    "\u202egpj": "This has an invisible character in it (U+202E) that turns letters round",
    "Gar\x07den": "This has a control character in it",
}
RAW = re.compile(r"Input should|Value error|Something went wrong|String should|Field required|^\w+: ")


@dataclass(frozen=True)
class Place:
    """Where something is typed, and what sends it; ``good`` is what may stand there."""

    field: Field
    send: QWidget  # a button; else Return in the field sends it
    good: str = "Garden"

    def editor(self) -> QLineEdit | QPlainTextEdit:
        """Return what one types in."""
        found = self.field.editor
        if isinstance(found, QPlainTextEdit | QLineEdit):
            return found
        return found.findChildren(QLineEdit)[0]

    def type(self, text: str) -> None:
        """Paste ``text`` over what stands there, and send it."""
        QApplication.clipboard().setText(text)
        editor = self.editor()
        editor.selectAll()
        editor.paste()
        if isinstance(self.send, Button):
            self.send.click()
        else:
            QTest.keyClick(self.send, Qt.Key.Key_Return)

    def text(self) -> str:
        """Return what stands there."""
        editor = self.editor()
        return editor.toPlainText() if isinstance(editor, QPlainTextEdit) else editor.text()


@pytest.fixture
def desk(tmp_path: Path) -> Generator[Desk]:
    with a_desk(tmp_path) as made:
        yield made


def asked(line: NameLine) -> Place:
    line.ask("Name")
    return Place(line.field, line.findChildren(Button)[0])


def links(desk: Desk, *, coded: bool = False) -> None:
    client = client_of(desk)
    client.folders.create(FolderDraft(name="Menus"))
    client.tags.create(TagDraft(name="door"))
    rule = Rule(name="Lunch", destination="https://example.com/lunch")
    link = client.links.create(LinkDraft(destination="https://example.com/menu", title="Menu", rules=(rule,)))
    if coded:
        client.codes.create(CodeDraft(link_id=link.id))
    desk.window.show_page("links")
    desk.session.links_changed.emit()
    desk.routes.open_link(link.id)


def in_editor(desk: Desk, field: Callable[[Sections], Field], good: str = "Garden") -> Place:
    links(desk)
    return Place(field(desk.links.editor.parts), desk.links.editor.bar.save, good)


def new_folder(desk: Desk) -> Place:
    links(desk)
    desk.links.side.open_order()
    return asked(desk.links.side.order.new_folder)


def new_tag(desk: Desk) -> Place:
    links(desk)
    desk.links.side.open_order()
    return asked(desk.links.side.order.new_tag)


def folder_again(desk: Desk) -> Place:
    links(desk)
    desk.links.side.open_order()
    field = desk.links.side.order.folders[0].name
    return Place(field, field.input)


def tag_again(desk: Desk) -> Place:
    links(desk)
    desk.links.side.open_order()
    field = desk.links.side.order.tags[0].name
    return Place(field, field.input)


def folder_of_many(desk: Desk) -> Place:
    links(desk)
    desk.links.model.check_all(on=True)
    desk.links.bulk_bar.new_folder_wanted.emit()
    return Place(desk.links.naming.field, desk.links.naming.findChildren(Button)[0])


def tag_of_many(desk: Desk) -> Place:
    links(desk)
    desk.links.model.check_all(on=True)
    desk.links.bulk_bar.new_tag_wanted.emit()
    return Place(desk.links.naming.field, desk.links.naming.findChildren(Button)[0])


def saved_view(desk: Desk) -> Place:
    links(desk)
    return asked(desk.links.views.naming)


def preset(desk: Desk) -> Place:
    links(desk)
    campaign = desk.links.editor.parts.campaign
    campaign.utm["source"].set_text("tent")
    return asked(campaign.naming)


def parameter_of_preset(desk: Desk) -> Place:
    place = preset(desk)
    campaign = desk.links.editor.parts.campaign
    campaign.naming.field.set_text("Table tent")
    return Place(campaign.utm["source"], place.send)


def rule_form(desk: Desk) -> RuleForm:
    links(desk)
    rules = desk.links.editor.parts.rules
    rules._open(0)
    assert rules.form is not None
    return rules.form


def rule(desk: Desk) -> Place:
    form = rule_form(desk)
    return Place(form.name, form.finish)


def studio(desk: Desk) -> Place:
    links(desk)
    desk.window.show_page("studio")
    return Place(desk.studio.content.name, desk.studio.middle.save)


def settings(desk: Desk) -> SettingsPage:
    desk.window.show_page("settings")
    page = desk.window.page("settings")
    assert isinstance(page, SettingsPage)
    return page


def workspace(desk: Desk) -> Place:
    page = settings(desk)
    return Place(page.name, page._save)


def key(desk: Desk) -> Place:
    panel = access(desk, "keys").keys.panel
    panel.show_new()
    panel.reach.usual.button("read").click()
    return Place(panel.name, panel.make)


def key_again(desk: Desk) -> Place:
    client_of(desk).keys.create(KeyDraft(name="Till"))
    part = access(desk, "keys").keys
    part.table.selectRow(0)
    return Place(part.panel.name, part.panel.save)


def member(desk: Desk) -> Place:
    part = access(desk, "members").members
    part.table.selectRow(0)
    return Place(part.panel.name, part.panel.save)


def invitation(desk: Desk) -> Place:
    client_of(desk).invitations.create(InvitationDraft(name="Mara"))
    part = access(desk, "invitations").invitations
    part.new.click()
    return Place(part.panel.name, part.panel.make)


def new_workspace(desk: Desk) -> Place:
    part = access(desk, "workspace").workspace
    part.new.click()
    form = part.panel.form
    form.url.set_text("https://two.example")
    return Place(form.name, form.make)


def its_owner(desk: Desk) -> Place:
    place = new_workspace(desk)
    form = access(desk, "workspace").workspace.panel.form
    form.name.set_text("Linde Catering")
    return Place(form.owner, place.send)


NAMES: dict[str, Callable[[Desk], Place]] = {
    "new folder": new_folder,
    "new tag": new_tag,
    "folder": folder_again,
    "tag": tag_again,
    "folder of links ticked": folder_of_many,
    "tag of links ticked": tag_of_many,
    "saved view": saved_view,
    "title": lambda desk: in_editor(desk, lambda parts: parts.fields.title),
    "tags of a link": lambda desk: in_editor(desk, lambda parts: parts.fields.tags),
    "campaign": lambda desk: in_editor(desk, lambda parts: parts.campaign.utm["campaign"]),
    "title for networks": lambda desk: in_editor(desk, lambda parts: parts.social.title),
    "text for networks": lambda desk: in_editor(desk, lambda parts: parts.social.text_field),
    "UTM preset": preset,
    "parameter of a preset": parameter_of_preset,
    "rule": rule,
    "code": studio,
    "workspace": workspace,
    "key": key,
    "key that is there": key_again,
    "member": member,
    "invitation": invitation,
    "new workspace": new_workspace,
    "owner of a new workspace": its_owner,
}


def slug(desk: Desk) -> Place:
    return in_editor(desk, lambda parts: parts.address.field, "garden")


def another_slug(desk: Desk) -> Place:
    links(desk)
    more = desk.links.editor.parts.address.more
    more._offer(offered=True)
    return Place(more.field, more._add, "garden")


def slug_of_a_code(desk: Desk) -> Place:
    links(desk, coded=True)
    (line,) = desk.links.editor.parts.codes.lines
    line.edit()
    return Place(line.field, line.field.input, "garden")


def public_address(desk: Desk) -> Place:
    page = settings(desk)
    return Place(page.address, page._use, "https://two.example")


def domains(desk: Desk) -> DomainsPage:
    desk.window.show_page("domains")
    page = desk.window.page("domains")
    assert isinstance(page, DomainsPage)
    return page


def new_domain(desk: Desk) -> Place:
    page = domains(desk)
    page.add.click()
    return Place(page.panel.address, page.panel.make, "https://two.example")


def elsewhere(desk: Desk) -> Place:
    panel = domains(desk).panel
    return Place(panel.fallback, panel.save, "https://example.com/")


def address_of_workspace(desk: Desk) -> Place:
    place = new_workspace(desk)
    form = access(desk, "workspace").workspace.panel.form
    form.name.set_text("Linde Catering")
    return Place(form.url, place.send, "https://two.example")


def plan(desk: Desk) -> Place:
    part = access(desk, "plans").plans
    part.new.click()
    return Place(part.panel.name, part.panel.save, "garden")


ADDRESSES: dict[str, Callable[[Desk], Place]] = {
    "destination": lambda desk: in_editor(desk, lambda parts: parts.fields.destination, "https://example.com/new"),
    "slug": slug,
    "another slug": another_slug,
    "slug of a code": slug_of_a_code,
    "public address": public_address,
    "new domain": new_domain,
    "page of an unknown address": elsewhere,
    "address of a new workspace": address_of_workspace,
    "plan": plan,
}


def refused(desk: Desk, place: Place, text: str) -> str:
    """Type ``text``, which is refused; return what is said at the field."""
    place.type(text)
    assert place.field.has_error(), desk.window.status.sentence()
    assert place.text() == text, "what is typed stays"
    assert place.send.isEnabled(), "it can be tried again"
    assert "went wrong" not in desk.window.status.sentence()
    return place.field.editor.accessibleDescription()


def accepted(place: Place) -> None:
    place.type(place.good)
    assert not isValid(place.field) or not place.field.has_error(), "a form that is done with is gone"


@pytest.mark.parametrize("where", NAMES)
@pytest.mark.fast_cases(2)
def test_a_name_that_is_refused_is_said_at_its_field(desk: Desk, caplog: pytest.LogCaptureFixture, where: str) -> None:
    place = NAMES[where](desk)
    for text, said in REFUSED.items():
        assert refused(desk, place, text).startswith(said)
    accepted(place)
    assert not [one for one in caplog.records if one.levelname == "ERROR"]


@pytest.mark.slow
@pytest.mark.parametrize("where", ADDRESSES)
def test_an_address_that_is_refused_is_said_at_its_field(
    desk: Desk, caplog: pytest.LogCaptureFixture, where: str
) -> None:
    place = ADDRESSES[where](desk)
    for text in REFUSED:
        assert not RAW.search(refused(desk, place, text))
    accepted(place)
    assert not [one for one in caplog.records if one.levelname == "ERROR"]


@pytest.mark.parametrize("text", REFUSED)
@pytest.mark.fast_cases(1)
def test_whatever_is_searched_for_is_no_fault_of_ours(desk: Desk, caplog: pytest.LogCaptureFixture, text: str) -> None:
    links(desk)
    found: list[object] = []
    LinkFinder(desk, desk.session, desk.jobs, desk.routes).find(text, found.append)
    find_links(desk.studio, desk.session, desk.studio._jobs, text, found.append)
    log = activity(desk)
    log.filters.search.setText(text)
    log._cursor = "more"
    log.more()
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
