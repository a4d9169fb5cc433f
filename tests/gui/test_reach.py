"""Every page with a key that may only read links: what is not open to it is said in one way, and not offered."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from qrdesk.client import CodeDraft, KeyDraft
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.links import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages import access_scopes
from qrdesk.gui.shell.palette_list import Hit
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.note import Note
from tests.gui.desks import a_client, wait_for
from tests.gui.test_access_far import far

_BARRED = {
    "studio": "Codes and designs are not open to your key",
    "batch": "Codes and designs are not open to your key",
    "analytics": "Scans are not open to your key",
    "domains": "Domains are not open to your key",
    "access": "Keys and members are not open to your key",
    "activity": "The audit log is not open to your key",
    "webhooks": "Webhooks are not open to your key",
}
_OPEN = {"home": "Your key may not read scans.", "settings": "Your key may not read the workspace."}


def _said(desk: Desk) -> str:
    return "\n".join(label.text() for label in desk.window.findChildren(QLabel) if label.isVisible())


def _live(desk: Desk) -> set[str]:
    buttons = desk.window.findChildren(Button)
    return {button.text() for button in buttons if button.isVisible() and button.isEnabled()}


@pytest.mark.wide
def test_what_a_key_may_not_read_is_said_on_every_page_and_nothing_of_it_is_offered(tmp_path: Path) -> None:
    with a_client(tmp_path) as owner:
        owner.links.create(LinkDraft(destination="https://example.com/", slug="menu"))
        key = owner.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,))).key
    with far(tmp_path, key) as desk:
        for page in (*_OPEN, "links", *_BARRED):
            desk.window.show_page(page)
            words = ({**_OPEN, **_BARRED}).get(page, "")
            assert desk.window.current_page() == page
            wait_for(lambda words=words: words in _said(desk), f"{page}: {_said(desk)}")
            notes = [note for note in desk.window.findChildren(Note) if note.isVisible()]
            assert [note for note in notes if "not be loaded" in note._title.text()] == [], page
            assert "It needs the scope" not in _said(desk), page
            offered = {"New link", "Import", "Create link", "Save", "Use this address", "Add domain", "Add", "Export"}
            assert _live(desk) & offered == set(), page


@pytest.mark.wide
@pytest.mark.parametrize("scopes", [tuple(Scope)])
def test_a_key_that_may_do_everything_is_barred_from_nothing(tmp_path: Path, scopes: tuple[Scope, ...]) -> None:
    with a_client(tmp_path) as owner:
        key = owner.keys.create(KeyDraft(name="All", scopes=scopes)).key
    with far(tmp_path, key) as desk:
        wait_for(lambda: desk.session.reach is not None, "the key is known")
        assert desk.window.barred() == ()
        desk.window.show_page("links")
        assert {"New link", "Import"} <= _live(desk)


_PARTS: dict[str, tuple[Scope, ...]] = {
    "figures only": access_scopes.FIGURES,
    "keys alone": (Scope.KEYS_READ,),
    "members alone": (Scope.MEMBERS_READ,),
    "codes without links": (Scope.CODES_READ,),
    "scans without links": (Scope.STATS_READ,),
    "links with codes": (Scope.LINKS_READ, Scope.CODES_READ),
    "links with scans": (Scope.LINKS_READ, Scope.STATS_READ),
    "domains and webhooks": (Scope.DOMAINS_READ, Scope.WEBHOOKS_READ, Scope.AUDIT_READ),
}
_TABS = ("keys", "members", "invitations", "workspace", "usage", "plans")
_CHANGES = {
    "New link", "Import", "Create link", "Save", "Use this address", "Add domain", "Add", "Archive", "Pause",
    "Add rule", "Add another address", "Save look", "Save as…", "Make the key", "Make the code", "Add a logo…",
    "Add a preview…", "Verify now", "New key", "Check now",
}  # fmt: skip


@pytest.mark.parametrize("name", list(_PARTS))
@pytest.mark.fast_cases(1)
def test_no_page_opens_with_a_refusal_and_nothing_is_offered_that_would_be_refused(tmp_path: Path, name: str) -> None:
    with a_client(tmp_path) as owner:
        link = owner.links.create(LinkDraft(destination="https://example.com/", slug="menu"))
        owner.codes.create(CodeDraft(link_id=link.id))
        key = owner.keys.create(KeyDraft(name="Till", scopes=_PARTS[name])).key
    with far(tmp_path, key) as desk:
        wait_for(lambda: desk.session.reach is not None, "the key is known")

        def look(where: str) -> None:
            QApplication.processEvents()
            assert "needs the scope" not in _said(desk), f"{where}: {_said(desk)}"
            assert "could not be" not in _said(desk), f"{where}: {_said(desk)}"
            assert _live(desk) & _CHANGES == set(), where

        for page in (*_OPEN, "links", *_BARRED):
            desk.window.show_page(page)
            look(page)
        if not desk.window.is_barred("access"):
            for tab in _TABS:
                desk.access.show_tab(tab)
                look(tab)
        desk.settings.show_pictures()
        look("pictures")
        if not desk.window.is_barred("links"):
            desk.routes.open_link(link.id)
            for section in desk.links.editor.sections.values():
                section.set_open(True)
            look("editor")
            assert "Your key may read links, but not change them." in _said(desk)
            assert desk.links.editor.bar.isHidden()


def test_the_palette_offers_what_the_key_may_do_alone(tmp_path: Path) -> None:
    with a_client(tmp_path) as owner:
        key = owner.keys.create(KeyDraft(name="Till", scopes=(Scope.LINKS_READ,))).key
    with far(tmp_path, key) as desk:
        wait_for(lambda: desk.session.reach is not None, "the key is known")
        desk.window.finder.open_with("")
        offered = {hit.title for text in ("", "link", "key", "audit") for hit in _found(desk, text)}
        assert {"New link", "Import links", "Audit log: who changed what", "New webhook"} & offered == set()
        assert "Find duplicate links" in offered


def _found(desk: Desk, text: str) -> list[Hit]:
    desk.window.finder.open_with(text)
    return desk.window.finder.hits()
