"""A link that is saved while the list is narrowed to others: that it is not listed is said, with a way to see it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from qrdesk.client import LinkDraft
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.links_loading import Wanted
from tests.gui.desks import a_desk_at, client_of, wait_for

HIDDEN = "Termin is saved. The filter hides it."


def save_new(desk: Desk, title: str) -> None:
    """Make a link in the panel."""
    desk.links.new_link()
    desk.links.editor.fields.destination.set_text("https://example.com/termin")
    desk.links.editor.fields.title.set_text(title)
    desk.links.editor.save()


def by_search(wanted: Wanted) -> Wanted:
    return replace(wanted, search="Prices")


def by_tag(wanted: Wanted) -> Wanted:
    return replace(wanted, tag="shop")


def by_tab(wanted: Wanted) -> Wanted:
    return replace(wanted, view="printed")


@pytest.mark.parametrize("where", ["local", "http"])
@pytest.mark.parametrize(
    ("narrow", "said"), [(by_search, HIDDEN), (by_tag, HIDDEN), (by_tab, "Termin is saved. This tab does not list it.")]
)
def test_a_saved_link_that_the_list_leaves_out_is_said_and_shown(
    narrow: Callable[[Wanted], Wanted], said: str, where: str, tmp_path: Path
) -> None:
    with a_desk_at(where, tmp_path) as desk:
        client_of(desk).links.create(LinkDraft(destination="https://example.com", title="Prices", tags=("shop",)))
        page = desk.links
        desk.window.show_page("links")
        page._want(narrow(page.loader.wanted))
        save_new(desk, "Prices again" if narrow is by_search else "Termin")
        if narrow is by_search:
            assert said not in [toast.words for toast in desk.window.toasts()], "the filter lists it"
            save_new(desk, "Termin")
        link = page.editor.link()
        assert link is not None
        assert page.model.row_of(link.id) < 0
        (toast,) = (toast for toast in desk.window.toasts() if toast.words == said)
        (show,) = (one for one in toast.findChildren(QPushButton) if one.text() == "Show it")
        show.click()
        wait_for(lambda: page.model.row_of(link.id) >= 0, "the link in the list")
        assert not page.loader.wanted.narrowed()
        assert page.filter_row.filter.text() == ""
        assert page.table.currentIndex().row() == page.model.row_of(link.id)
        shown = page.editor.link()
        assert shown is not None
        assert shown.id == link.id
