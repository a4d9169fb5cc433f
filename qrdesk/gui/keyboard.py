"""Which keys the app has, and where; ``keyboard_acts`` says what they do there."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from qrdesk.gui.shell.shortcuts import EVERYWHERE, WINDOW, Key

# Ctrl+1 to Ctrl+9, in the order of the sidebar; Settings has the key that programs give it
NUMBERED = ("home", "links", "studio", "batch", "analytics", "domains", "webhooks", "access", "activity")


def table() -> Sequence[Key]:
    """Return all keys. Those without a name are listened to by the part that has the focus."""
    return (*_everywhere(), *_of_pages(), *_of_parts())


def _everywhere() -> list[Key]:
    pages = [Key(EVERYWHERE, f"Ctrl+{number}", said, page) for number, (page, said) in enumerate(_pages(), 1)]
    return [
        Key(WINDOW, "Ctrl+K", _tr("Search, or run a command"), "search"),
        Key(WINDOW, "Ctrl+Z", _tr("Undo the last change"), "undo"),
        Key(WINDOW, "F1", _tr("Help for this page"), "help"),
        Key(WINDOW, "F6", _tr("Next part of the window"), "next_part"),
        Key(WINDOW, "Shift+F6", _tr("Previous part"), "part_before"),
        Key(WINDOW, "Ctrl+B", _tr("Sidebar wide or narrow"), "sidebar"),
        Key(EVERYWHERE, "Ctrl+N", _tr("New link"), "new_link"),
        Key(EVERYWHERE, "F5", _tr("Reload"), "refresh"),
        Key(EVERYWHERE, "Ctrl+/", _tr("This list"), "shortcuts"),
        Key(EVERYWHERE, "Ctrl+Q", _tr("Close the app"), "quit"),
        *pages,
        Key(EVERYWHERE, "Ctrl+,", _tr("Settings"), "settings"),
    ]


def _pages() -> list[tuple[str, str]]:
    said = (
        _tr("Home"), _tr("Links"), _tr("Studio"), _tr("Batch"), _tr("Analytics"), _tr("Domains"), _tr("Webhooks"),
        _tr("Access"), _tr("Activity"),
    )  # fmt: skip
    return list(zip(NUMBERED, said, strict=True))


def _of_pages() -> list[Key]:
    return [
        Key("links", "Ctrl+S", _tr("Save the link"), "save"),
        Key("links", "Ctrl+F", _tr("Filter the links"), "find"),
        Key("links", "F2", _tr("Rename the link"), "rename"),
        Key("links", "Del", _tr("Archive the link or the ticked ones"), "archive"),
        Key("links", "Ctrl+Shift+C", _tr("Copy the short link"), "copy"),
        Key("studio", "Ctrl+S", _tr("Save the look"), "save"),
        Key("studio", "Ctrl+E", _tr("Export the code"), "export"),
        Key("studio", "Ctrl+Shift+C", _tr("Copy the code for a layout program"), "copy"),
        Key("studio", "Ctrl+P", _tr("Print on an office printer"), "print"),
        Key("studio", "Ctrl+Shift+Z", _tr("Redo"), "again"),
        Key("batch", "Ctrl+Return", _tr("Make the codes"), "make"),
        Key("domains", "Ctrl+Shift+N", _tr("Add a domain"), "new"),
        Key("webhooks", "Ctrl+Shift+N", _tr("Add a webhook"), "new"),
        Key("access", "Ctrl+Shift+N", _tr("New key, invitation, workspace or plan"), "new"),
        Key("activity", "Ctrl+F", _tr("Look for what was changed"), "find"),
        Key("activity", "Ctrl+E", _tr("Export the log"), "export"),
        Key("help", "Alt+Left", _tr("Chapter before"), "back"),
        Key("help", "Alt+Right", _tr("Chapter after"), "forward"),
        Key("help", "Ctrl+F", _tr("Find in the chapter"), "find"),
    ]


def _of_parts() -> list[Key]:
    enter, space, escape, shift = _tr("Enter"), _tr("Space"), _tr("Esc"), _tr("Shift")
    sideways = "\N{LEFTWARDS ARROW}+\N{RIGHTWARDS ARROW}"
    return [
        Key("tables", "\N{UPWARDS ARROW}+\N{DOWNWARDS ARROW}", _tr("Row above, row below")),
        Key("tables", enter, _tr("Open the row")),
        Key("tables", space, _tr("Tick the row")),
        Key("tables", f"{_tr('Ctrl')}+A", _tr("Tick all rows")),
        Key("tables", escape, _tr("Untick all, then close the panel")),
        Key("tables", sideways, _tr("To the heads of the columns")),
        Key("heads", sideways, _tr("Column before, column after")),
        Key("heads", enter, _tr("Sort by the column, or the other way round")),
        Key("heads", f"Alt+{sideways}", _tr("Column narrower or wider")),
        Key("heads", escape, _tr("Back to the rows")),
        Key("charts", sideways, _tr("Step before, step after")),
        Key("charts", f"{_tr('Plus')}+{_tr('Minus')}", _tr("Show a part larger, show more")),
        Key("charts", f"{shift}+{sideways}", _tr("Move along in what is larger")),
        Key("charts", escape, _tr("Show the whole period")),
        Key("forms", escape, _tr("Close the panel; what is typed is kept")),
        Key("forms", "Alt+\N{UPWARDS ARROW}+\N{DOWNWARDS ARROW}", _tr("Move a rule up or down")),
    ]


def titles() -> list[tuple[str, str]]:
    """Return the groups of the list in their order."""
    return [
        (WINDOW, _tr("Everywhere")),
        (EVERYWHERE, _tr("Pages and links")),
        *((page, said) for page, said in _pages()),
        ("help", _tr("Help")),
        ("tables", _tr("In a table")),
        ("heads", _tr("In the head of a table")),
        ("charts", _tr("In the chart over time")),
        ("forms", _tr("In a form")),
    ]


def _tr(said: str) -> str:
    return QCoreApplication.translate("Keys", said)
