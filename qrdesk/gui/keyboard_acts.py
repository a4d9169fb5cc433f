"""What the keys of each page do, given the page."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from qrdesk.core.schemas.links import LinkState, LinkView
from qrdesk.gui.shell.shortcuts import Acts, At

if TYPE_CHECKING:  # a page is imported when it is first asked for
    from qrdesk.gui.pages.access import AccessPage
    from qrdesk.gui.pages.activity import ActivityPage
    from qrdesk.gui.pages.batch import BatchPage
    from qrdesk.gui.pages.domains import DomainsPage
    from qrdesk.gui.pages.help import HelpPage
    from qrdesk.gui.pages.links import LinksPage
    from qrdesk.gui.pages.studio import StudioPage
    from qrdesk.gui.pages.webhooks import WebhooksPage


def acts_of(page: str, shown: Any) -> Acts:
    """Return what the keys of a page do."""
    return _MAKERS[page](shown) if page in _MAKERS else {}


def _of_links(page: "LinksPage") -> Acts:
    return {
        "save": page.editor.save,
        "find": page.filter_row.filter.setFocus,
        "rename": partial(_rename, page),
        "archive": At(page.table, partial(_archive, page)),
        "copy": At(page.table, partial(_copy, page)),
    }


def _of_studio(page: "StudioPage") -> Acts:
    return {
        "save": page.save,
        "export": page.export,
        "copy": page.leaving.copy,
        "print": page.leaving.printing.print,
        "again": page.do_again,
    }


def _of_batch(page: "BatchPage") -> Acts:
    return {"make": page.make.click}


def _of_domains(page: "DomainsPage") -> Acts:
    return {"new": page.add.click}


def _of_webhooks(page: "WebhooksPage") -> Acts:
    return {"new": page.open_new}


def _of_access(page: "AccessPage") -> Acts:
    return {"new": page.begin_new}


def _of_activity(page: "ActivityPage") -> Acts:
    return {"find": page.filters.search.setFocus, "export": page.export.click}


def _of_help(page: "HelpPage") -> Acts:
    return {"back": page.go_back, "forward": page.go_forward, "find": page.find_here}


_MAKERS: Mapping[str, Callable[[Any], Acts]] = {
    "links": _of_links,
    "studio": _of_studio,
    "batch": _of_batch,
    "domains": _of_domains,
    "webhooks": _of_webhooks,
    "access": _of_access,
    "activity": _of_activity,
    "help": _of_help,
}


def _current(page: "LinksPage") -> LinkView | None:
    index = page.table.currentIndex()
    return page.model.link_at(index.row()) if index.isValid() else None


def _archive(page: "LinksPage") -> None:
    """Archive the links ticked, else the one in the row; both can be taken back."""
    link = _current(page)
    if page.model.checked():
        page.bulk.act("archive")
    elif link is not None and link.state is not LinkState.ARCHIVED:
        page.editor.acts.archive(link)


def _rename(page: "LinksPage") -> None:
    link = _current(page)
    if link is not None:
        page.open_link(link.id)
        page.editor.fields.title.input.setFocus()
        page.editor.fields.title.input.selectAll()


def _copy(page: "LinksPage") -> None:
    link = _current(page)
    if link is not None:
        page.copy_link(link)
