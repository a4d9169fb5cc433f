"""A request or an answer as text to read: first line, headers, body; JSON in the colours of the theme."""

import json
import re
from collections.abc import Mapping

from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from qrdesk.core.schemas.webhooks import AttemptView
from qrdesk.gui import webhooks_words as said
from qrdesk.gui.theme import fonts, style, tokens

_MOST_INDENTED = 64 * 1024  # characters; longer bodies are shown as they were sent
_MOST_COLOURED = 2000  # characters of a line
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+(?=: )")
_JSON = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?|(?P<number>-?\b\d[\d.eE+-]*\b|\btrue\b|\bfalse\b|\bnull\b)'
)
_HEAD, _BODY = 1, 2  # what a line belongs to


def request_text(attempt: AttemptView) -> str:
    """Return what was sent."""
    return _joined(f"POST {said.target(attempt.url)}", attempt.request_headers, attempt.request_body)


def response_text(attempt: AttemptView, cut: str) -> str:
    """Return what was answered; ``cut`` is said where there was more of it. Empty where there was no answer."""
    if attempt.status_code is None:
        return ""
    text = _joined(f"HTTP {attempt.status_code}", attempt.response_headers, attempt.response_body)
    return f"{text}\n\n{cut}" if attempt.response_cut else text


def _joined(first: str, headers: Mapping[str, str], body: str) -> str:
    lines = [first, *(f"{name}: {value}" for name, value in headers.items())]
    return "\n".join(lines) + (f"\n\n{indented(body)}" if body else "")


def indented(body: str) -> str:
    """Return JSON over several lines; anything else as it is."""
    if len(body) > _MOST_INDENTED or not body.lstrip().startswith(("{", "[")):
        return body
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return body


class _Colours(QSyntaxHighlighter):
    """Names of headers and keys, texts and numbers; the body begins after the first empty line."""

    def highlightBlock(self, text: str) -> None:
        before = self.previousBlockState()
        in_body = before == _BODY or (before == _HEAD and not text)
        self.setCurrentBlockState(_BODY if in_body else _HEAD)
        theme = tokens.current()
        if before == -1:
            self._paint(0, len(text), theme.syntax.punctuation)
        elif not in_body and (name := _HEADER.match(text)):
            self._paint(0, name.end(), theme.syntax.key)
        elif in_body:
            self._paint_json(text[:_MOST_COLOURED])

    def _paint_json(self, line: str) -> None:
        theme = tokens.current()
        for found in _JSON.finditer(line):
            if found["number"] is not None:
                self._paint(found.start(), len(found[0]), theme.syntax.number)
            else:
                self._paint(
                    found.start(), len(found["text"]), theme.syntax.key if found["colon"] else theme.syntax.string
                )

    def _paint(self, start: int, length: int, colour: QColor) -> None:
        made = QTextCharFormat()
        made.setForeground(colour)
        self.setFormat(start, length, made)


class HttpText(QPlainTextEdit):
    """Read only, in the fixed-width font; what it says can be selected and copied. Tab goes on to the next part."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setFont(fonts.fixed("caption"))
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setTabStopDistance(2 * QFontMetricsF(self.font()).horizontalAdvance(" "))
        self.setWordWrapMode(self.wordWrapMode().WrapAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(60)
        self._colours = _Colours(self.document())
        style.restyle(self, card="sunken")
        style.appearance().changed.connect(self._retint)

    def show_text(self, text: str) -> None:
        """Show ``text``; where nothing changes, what is selected stays."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def focusInEvent(self, e: QFocusEvent) -> None:
        style.restyle(self, card="")  # as any other field that has the keyboard
        super().focusInEvent(e)

    def focusOutEvent(self, e: QFocusEvent) -> None:
        style.restyle(self, card="sunken")
        super().focusOutEvent(e)

    def _retint(self, _scheme: object) -> None:
        self._colours.rehighlight()
