"""What a window says to whoever looks at it, points at it or listens to it; and a translator that marks our words."""

import ast
import re
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from functools import cache, partial
from html import unescape
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    Qt,
    QTranslator,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QToolButton,
    QWidget,
)

from qrdesk.gui import language, names, zones
from qrdesk.gui.theme import fonts
from qrdesk.gui.widgets import labels

SCENES = Path(__file__).resolve().parents[1] / "scenes"
OPEN, SHUT = "⟦", "⟧"
_PADDING = 16  # px, of both sides of a small button together
_ROWS = 40  # of a table: further ones are like them
_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
_MARKUP = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FORMS = (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
_NAMES = (
    *"iOS Android Windows macOS Linux ChromeOS Samsung Internet DuckDuckGo QRDesk English Deutsch My workspace".split(),
    *"MW SVG PDF EPS PNG JPEG WebP TIFF CMYK RGB HTTP HTTPS URL JSON CSV XLSX UTM DNS TXT CNAME UTC AM PM".split(),
    *"px mm dpi ms kB bytes IP Geolocation by".split(),
    # plans, parts of keys, an example, programs
    *"free business pro audit stats healthy centre Dub Kutt Rebrandly Shlink Short io YOURLS Caddy".split(),
)
_NO_WORDS = re.compile(
    r"qrd_\S*|whsec_\S*|qri_\S*|\b\w+:(?:read|create|update|delete)\b|"  # keys, and what they may do
    r"#[0-9A-F]{6}\b|"  # colours, as one types them
    r"https?://\S+|\b[\w.-]+\.(?:example|com|net|org|svg|png|jpg|csv|pdf|json|db|mmdb)\b\S*|/[\w?&=./-]+"  # addresses
    r"|\b(?=\w*\d)(?=\w*[A-Za-z])\w+\b|\b[a-z]+[._][a-z._]+\b|\b[a-z]+_\w+\b"  # keys, kinds of events, names of fields
)


class Marking(QTranslator):
    """Translates everything into itself, between marks."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        if (context, sourceText) == ("QShortcut", "+"):
            return sourceText  # key caps are taken apart at it
        return f"{OPEN}{sourceText}{SHUT}"


@contextmanager
def marked(app: QCoreApplication, patch: pytest.MonkeyPatch) -> Generator[None]:
    """Let the app say everything between marks: what it says itself, and what it tells of the core."""
    marking = Marking()
    app.installTranslator(marking)
    patch.setattr(language, "told", lambda sentence: f"{OPEN}{sentence}{SHUT}" if sentence else "")
    patch.setattr(language, "told_phrase", lambda said: f"{OPEN}{said}{SHUT}")
    patch.setattr(language, "told_of", lambda message, _fields: f"{OPEN}{message}{SHUT}")
    try:
        yield
    finally:
        app.removeTranslator(marking)


@contextmanager
def german(app: QCoreApplication) -> Generator[None]:
    """Let the app speak German."""
    before = QLocale()
    language.use(app, "de")
    try:
        yield
    finally:
        language.use(app, "en")
        QLocale.setDefault(before)


@contextmanager
def painted(patch: pytest.MonkeyPatch) -> Generator[set[str]]:
    """Yield what is written with a painter in the meantime."""
    said: set[str] = set()
    draw = QPainter.drawText

    def heard(self: QPainter, *given: Any) -> Any:
        said.update(one for one in given if isinstance(one, str))
        return draw(self, *given)

    with patch.context() as within:
        within.setattr(QPainter, "drawText", heard)
        yield said


def said_by(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield each text of what can be seen in a window, with whose it is; but not what stands there for a machine."""
    for one in [window, *window.findChildren(QWidget)]:
        if one.isVisible():
            typed = one.text() if isinstance(one, QLabel) and _is_for_machines(one) else ""
            for text in (one.toolTip(), one.accessibleName(), one.accessibleDescription(), *_own_texts(one)):
                if text and text != typed:
                    yield one, unescape(_MARKUP.sub(" ", text))


def _is_for_machines(one: QLabel) -> bool:
    """Whether a label shows what is copied as it is, as a command or a DNS record: in the fixed-width font."""
    return one.font().families() == fonts.fixed().families()


def leaks(said: Collection[str], drawn: Collection[str], data: Collection[str]) -> list[str]:
    """Return the texts that went through no translator: of widgets, and of painters.

    A line that is one of ``data``, letter for letter, is none of ours. What is drawn may be a piece of what its widget
    says, as a name is drawn in pieces around the letters that were searched for: the whole is judged then.
    """
    told = {text for text in said if not _is_ours(text, data)}
    apart = {unmarked(text) for text in told}
    bare = {text for text in drawn if "…" not in text and not any(text in one for one in apart)}
    return sorted((set(said) - told) | {text for text in bare if _is_ours(text, data)})


def _is_ours(text: str, data: Collection[str]) -> bool:
    return any(words_of(line) for line in unmarked(text).splitlines() if line.strip() not in data)


def _own_texts(one: QWidget) -> Iterator[str]:
    match one:
        case QLabel() | QAbstractButton():
            yield one.text()
        case QLineEdit() | QPlainTextEdit():
            yield one.placeholderText()
        case QComboBox():
            yield from (one.itemText(place) for place in range(one.count()))
        case QSpinBox() | QDoubleSpinBox():
            yield from (one.prefix(), one.suffix(), one.specialValueText())
        case QAbstractItemView():
            yield from _model_texts(cast("QAbstractItemModel | None", one.model()))
        case _:
            pass
    for menu in one.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        yield from (action.text() for action in menu.actions())


def _model_texts(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    nowhere = QModelIndex()
    for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(nowhere)):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(nowhere), _ROWS)):
            for role in _ROLES:
                found = model.data(model.index(row, column), role)
                yield found if isinstance(found, str) else ""


def unmarked(text: str) -> str:
    """Return what stands outside of all marks; what a line that was broken begins with may lie within them."""
    depth, kept = 0, ""
    for letter in text:
        depth += letter == OPEN
        kept += letter if depth == 0 and letter != SHUT else " "
        if letter == SHUT:
            depth, kept = (depth - 1, kept) if depth else (0, " " * len(kept))
    return kept


def words_of(text: str) -> list[str]:
    """Return the words of a text that are neither addresses nor keys nor what the scenes put in."""
    return [word for word in _WORD.findall(_NO_WORDS.sub(" ", text)) if word.lower() not in put_in()]


@cache
def put_in() -> frozenset[str]:
    """Return the words that scenes put in, and of names that Qt or nobody translates."""
    found: set[str] = set()
    days = [QLocale.c().dayName(day, form) for day in range(1, 8) for form in _FORMS]
    months = [QLocale.c().monthName(month, form) for month in range(1, 13) for form in _FORMS]
    for name in (*days, *months, *zones.names(), *names.countries().values(), *names.languages().values(), *_NAMES):
        found.update(word.lower() for word in _WORD.findall(name))
    for path in SCENES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            # a sentence is no name: it is what the core says, and is told in the language of the app
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and not node.value.endswith("."):
                found.update(word.lower() for word in _WORD.findall(node.value))
    return frozenset(found)


def cut_off(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Yield what is shown with less room than its text needs, and what lies beyond the right edge of what scrolls."""
    for one in window.findChildren(QWidget):
        if one.isVisible() and _is_cut(one):
            yield one, _readable(one)
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if area.isVisible() and inside is not None and never and inside.width() > area.viewport().width():
            widest = max(inside.findChildren(QWidget), key=partial(_reach, inside), default=inside)
            yield area, f"{inside.width()} px in {area.viewport().width()} px, for {_readable(widest)}"


def _reach(inside: QWidget, one: QWidget) -> int:
    return one.mapTo(inside, one.rect().topRight()).x() if one.isVisible() and not one.findChildren(QWidget) else 0


def _is_cut(one: QWidget) -> bool:
    match one:
        case labels.Elided():
            seen = not one.visibleRegion().isEmpty()  # its tip comes with its paint
            return seen and one.shown_text() != one.text() and not one.toolTip()
        case QLabel() if one.pixmap().isNull() and one.text():
            if one.wordWrap():  # what is scrolled away is laid out when it comes in sight
                return not one.visibleRegion().isEmpty() and one.heightForWidth(one.width()) > one.height() + 1
            return one.sizeHint().width() > one.width() + 1
        case QToolButton():
            shown = one.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly or one.icon().isNull()
            return shown and one.fontMetrics().horizontalAdvance(one.text()) + _PADDING > one.width()
        case QAbstractButton() if one.text():
            return one.sizeHint().width() > one.width() + 1
        case _:
            return False


def _readable(one: QWidget) -> str:
    text = one.text() if isinstance(one, QLabel | QAbstractButton) else type(one).__name__
    return f"{unescape(_MARKUP.sub(' ', text))} ({one.sizeHint().width()} px in {one.width()} px)"
