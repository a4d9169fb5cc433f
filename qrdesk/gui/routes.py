"""Ways from one page to another, so that pages never import each other.

Every page is made as ``Page(session, jobs, window, routes)``: ``window`` for the status line, toasts and badges,
``routes`` for everything that happens on another page. It is made when it is first asked for, perhaps long after
the app was connected: ``session.on_connecting`` ends its ``__init__``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qrdesk.gui.chosen_links import ChosenLinks


def _nowhere(_where: str) -> None:
    """Leads nowhere until the app is put together."""


def _nothing() -> None:
    """Opens nothing until the app is put together."""


def _no_one(_host: str, _slug: str) -> None:
    """Makes nothing until the app is put together."""


def _unheard(_text: str, _said: str) -> None:
    """Copies nothing until the app is put together."""


def _no_links(_chosen: "ChosenLinks") -> None:
    """Draws nothing until the app is put together."""


@dataclass(slots=True)
class Routes:
    """What a page may ask of the others; ``app.build_window`` fills it in."""

    open_link: Callable[[str], None] = _nowhere  # link id: its editor on the Links page
    open_studio: Callable[[str], None] = _nowhere  # link id: its code in the Studio
    open_static: Callable[[str], None] = _nowhere  # code id: a code without a link, in the Studio
    open_kind: Callable[[str], None] = _nowhere  # sort of content: a new code without a link, in the Studio
    open_analytics: Callable[[str], None] = _nowhere  # link id, or empty for all links
    make_codes: "Callable[[ChosenLinks], None]" = _no_links  # links: their codes, on the Batch page
    open_list: Callable[[str], None] = _nowhere  # which of the lists of links: all, printed, attention, archived
    new_link: Callable[[str], None] = _nowhere  # destination, perhaps empty: an empty editor
    new_address: Callable[[str, str], None] = _no_one  # host and slug: an empty editor with this address
    show_page: Callable[[str], None] = _nowhere  # key of a page
    copy: Callable[[str], None] = _nowhere  # text: to the clipboard, said in the status line
    renew_key: Callable[[str, str], None] = _no_one  # key and place: that is used with it from now on
    left: Callable[[str], None] = (
        _nowhere  # what is said: the server is not ours any more, nor its key; ask for another
    )
    open_access: Callable[[str], None] = _nowhere  # key of a tab of the Access page
    open_activity: Callable[[str], None] = _nowhere  # id or name of a thing: its changes alone
    open_endpoint: Callable[[str], None] = _nowhere  # id of an endpoint: that webhook
    open_log: Callable[[], None] = _nothing  # the log of this computer, in its program
    open_settings: Callable[[str], None] = _nowhere  # key of a part of Settings
    open_import: Callable[[], None] = _nothing  # the importer, on the Links page
    open_pictures: Callable[[], None] = _nothing  # the pictures in Settings
    open_place: Callable[[str], None] = _nowhere  # place of a server known; empty: this computer
    open_workspace: Callable[[str], None] = _nowhere  # id of another workspace of the database on this computer
    copy_text: Callable[[str, str], None] = _unheard  # text to the clipboard; what is said about it
