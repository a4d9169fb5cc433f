"""How the Batch page says what it found."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from qrdesk.gui import words
from qrdesk.gui.chosen_links import CHOSEN
from qrdesk.gui.pages.batch_checking import Problem
from qrdesk.gui.pages.batch_meaning import Kind, Meaning
from qrdesk.gui.pages.batch_rows import PASTED, Listed


def _tr(text: str) -> str:
    return QCoreApplication.translate("Batch", text)


def meanings() -> list[tuple[str, str]]:
    """Return what a column can mean, with its name."""
    return [
        (Meaning.DESTINATION, _tr("Destination")),
        (Meaning.SLUG, _tr("Address")),
        (Meaning.TITLE, _tr("Title")),
        (Meaning.TAG, _tr("Tag")),
        (Meaning.TEXT, _tr("Code's text")),
        (Meaning.LINE_1, _tr("Label text 1")),
        (Meaning.LINE_2, _tr("Label text 2")),
        (Meaning.LINE_3, _tr("Label text 3")),
        (Meaning.NAME, _tr("File name")),
        (Meaning.OUT, _tr("Leave out")),
    ]


def list_name(path: Path) -> str:
    """Return what a list is called, without the ending of its file."""
    return {PASTED: _tr("pasted rows"), CHOSEN: _tr("links")}.get(path.name, path.stem)


def about_list(listed: Listed) -> str:
    """Return how many rows there are, and how they are written down."""
    separators = {
        "commas": _tr("commas"),
        "semicolons": _tr("semicolons"),
        "tabs": _tr("tabs"),
        "bars": _tr("vertical bars"),
    }
    if listed.path.name == CHOSEN:
        return words.counted(listed.count, _tr("{count} link"), _tr("{count} links"))
    rows = words.counted(listed.count, _tr("{count} row"), _tr("{count} rows"))
    parts = (rows, separators.get(listed.separator, ""), listed.encoding)
    return ", ".join(part for part in parts if part)


def about_kind(kind: Kind) -> str:
    """Return what a run with such columns makes."""
    return {
        Kind.LINKS: _tr("Makes a link for each row, and its code. Links that are there are not made twice."),
        Kind.THERE: _tr("Uses the links that these addresses belong to."),
        Kind.STATIC: _tr("Makes codes of the texts. Where they lead cannot be changed later."),
        Kind.NOTHING: _tr("Choose which column holds the destination, the address or the code's text."),
    }[kind]


def wrong(problem: Problem) -> str:
    """Return what is wrong, in a few words."""
    if problem.fault == "same_slug":
        return _tr("Same address as row {row}").format(row=words.number(problem.other))
    if problem.fault == "page_down" and problem.other:
        return _tr("Page answers {status}").format(status=problem.other)
    if problem.fault == "page_down":
        return _tr("Page does not answer")
    if problem.fault in {"bad_slug", "refused"}:
        return words.told(problem.said)
    return {
        "empty_destination": _tr("Destination is empty"),
        "no_scheme": _tr("No https:// in destination"),
        "space_in_destination": _tr("Space in destination"),
        "bad_destination": _tr("Destination is no web address"),
        "empty_slug": _tr("Address is empty"),
        "space_in_slug": _tr("Space in address"),
        "unknown_slug": _tr("No link is called that"),
        "taken_slug": _tr("Address is in use already"),
        "slash_in_slug": _tr("Slash in address"),
        "empty_text": _tr("Text is empty"),
        "too_long": _tr("Text is too long for a code"),
    }[problem.fault]


def cell(problem: Problem) -> str:
    """Return what stands in the cell."""
    if problem.column < 0:
        return _tr("left out of this run")
    return problem.cell or _tr("nothing in this cell")


def fix(problem: Problem) -> str:
    """Return what the button says that mends it; empty where nothing in the list would."""
    if problem.is_note:
        return _tr("Keep it")
    if problem.suggestion:
        return _tr("Use {text}").format(text=suggested(problem))
    if problem.column < 0:
        return ""
    return _tr("Type one") if not problem.cell else _tr("Change it")


def suggested(problem: Problem) -> str:
    """Return what tells a suggestion from what stands there; empty where there is none."""
    short = problem.suggestion.rstrip("/").rpartition("/")[2] or problem.suggestion
    return "https://…" if problem.suggestion and problem.fault == "no_scheme" else short


def sentence(problem: Problem) -> str:
    """Return what a screen reader says of a problem."""
    said = _tr("Row {row}: {wrong}, {cell}").format(
        row=words.number(problem.number), wrong=wrong(problem), cell=cell(problem)
    )
    return f"{said}. {fix(problem)}" if fix(problem) else said
