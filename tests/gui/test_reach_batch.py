"""Batch and the editor with keys that may do a part: exactly that part is offered, and it is said what is missing."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from qrdesk.client import CodeDraft, KeyDraft, LinkDraft
from qrdesk.core.schemas.access import Scope
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.batch_meaning import Meaning
from tests.gui.desks import a_client, wait_for
from tests.gui.test_access_far import far


@contextmanager
def with_key(folder: Path, *scopes: Scope) -> Generator[Desk]:
    """Yield the app with a key of ``scopes``; of the links menu and plain, menu has a code."""
    with a_client(folder) as owner:
        menu = owner.links.create(LinkDraft(destination="https://example.com/", slug="menu"))
        owner.links.create(LinkDraft(destination="https://example.com/", slug="plain"))
        owner.codes.create(CodeDraft(link_id=menu.id))
        key = owner.keys.create(KeyDraft(name="Till", scopes=scopes)).key
    with far(folder, key) as desk:
        wait_for(lambda: desk.session.reach is not None, "the key is known")
        yield desk


def a_page(desk: Desk, folder: Path, *rows: str) -> BatchPage:
    path = folder / "list.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    desk.window.show_page("batch")
    page = desk.window.page("batch")
    assert isinstance(page, BatchPage)
    assert page.empty.choose.isEnabled()
    page.bring(path)
    wait_for(lambda: page.desk.found is not None, "the list is checked")
    return page


def said(page: BatchPage) -> str:
    return "\n".join(label.text() for label in page.notice.findChildren(QLabel) if label.isVisible())


def test_a_key_that_makes_no_links_draws_codes_of_those_there_and_of_texts(tmp_path: Path) -> None:
    with with_key(tmp_path, Scope.LINKS_READ, Scope.CODES_READ) as desk:
        page = a_page(desk, tmp_path, "slug;url", "menu;https://example.com/a", "plain;https://example.com/b")
        assert not page.make.isEnabled()
        assert page.make.toolTip() == "Your key may not make links."
        assert "Choose the column with the address to use links that are there." in said(page)
        assert "needs the scope" not in desk.window.status.sentence()
        page.desk.choose(1, Meaning.OUT)
        assert "Rows whose link has no code yet are left out." in said(page)
        assert page.make.isEnabled()
        page.run_to(tmp_path / "codes.pdf")
        wait_for(lambda: not page.runner.is_busy(), "the run ended")
        assert page.bar.isVisible()
        assert [(one.number, "codes:create" in one.said) for one in page.desk.left_out] == [(3, True)]
        assert (tmp_path / "codes.pdf").stat().st_size > 0
        page = a_page(desk, tmp_path, "text", "Table 7")
        wait_for(page.make.isEnabled, "codes of texts may be made")
        assert said(page) == ""


@pytest.mark.parametrize(
    ("scopes", "title"),
    [
        ((Scope.CODES_CREATE,), "Your key may not make links"),
        ((Scope.LINKS_CREATE,), "Your key may make links, but no codes for them"),
    ],
)
def test_links_with_codes_take_both_scopes(tmp_path: Path, scopes: tuple[Scope, ...], title: str) -> None:
    with with_key(tmp_path, Scope.LINKS_READ, Scope.CODES_READ, *scopes) as desk:
        page = a_page(desk, tmp_path, "url", "https://example.com/a")
        assert title in said(page)
        assert not page.make.isEnabled()


def test_a_key_with_all_it_takes_is_told_nothing(tmp_path: Path) -> None:
    needed = (Scope.LINKS_READ, Scope.LINKS_CREATE, Scope.CODES_READ, Scope.CODES_CREATE)
    with with_key(tmp_path, *needed) as desk:
        page = a_page(desk, tmp_path, "url", "https://example.com/a")
        wait_for(page.make.isEnabled, "links and codes may be made")
        assert said(page) == ""


@pytest.mark.parametrize(
    ("scope", "erases", "changes"), [(Scope.LINKS_DELETE, True, False), (Scope.LINKS_UPDATE, False, True)]
)
def test_erasing_scans_takes_the_scope_to_delete_alone(
    tmp_path: Path, scope: Scope, erases: bool, changes: bool
) -> None:
    with with_key(tmp_path, Scope.LINKS_READ, scope) as desk:
        desk.routes.open_link(desk.session.the_client().links.get("menu").id)
        editor = desk.links.editor
        editor.parts.sections["privacy"].set_open(True)
        privacy = editor.parts.privacy
        assert (privacy.erase.isEnabled(), privacy.only.isEnabled()) == (erases, changes)
        if erases:
            privacy.erase.click()
            privacy.final.click()
            assert "needs the scope" not in desk.window.status.sentence()
        else:
            assert privacy.erase.toolTip() == "Your key may not erase scans."


@pytest.mark.parametrize("codes", [True, False])
def test_codes_of_the_table_leave_the_app_only_with_a_key_that_reads_codes(tmp_path: Path, codes: bool) -> None:
    with with_key(tmp_path, Scope.LINKS_READ, *([Scope.CODES_READ] if codes else [])) as desk:
        desk.window.show_page("links")
        links = desk.links
        wait_for(lambda: links.model.rowCount() > 0, "the links are there")
        carry = links.rows
        carry.fill_menu(links.model.link_at(0))
        offered = {action.text(): action.isEnabled() for action in carry.menu.actions()}
        assert offered == {
            "Copy the address": True,
            "Copy the code": codes,
            "Design and print in the Studio": codes,
        }
