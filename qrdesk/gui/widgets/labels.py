"""Text on the page: labels by role, paragraphs with their line height, text that elides, key caps."""

import re
from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from qrdesk.gui.theme import fonts, style
from qrdesk.gui.theme.fonts import Role

_LONG = re.compile(r"\S{24,}")
_BREAKS = re.compile(r"[/.?&=_-]+(?=\w)|\w{16}(?=\w{8})")
_UNBROKEN = re.compile(r"[^\s\u200b]{24}(?=[^\s\u200b]{8})")
_ELIDED_LEAST = 24  # px; narrower says nothing any more


def text(words: str, role: Role = "body", tone: str = "", *, wrap: bool = False, tabular: bool = False) -> QLabel:
    """Return a plain-text label in the font and colour of ``role``; ``tone`` overrides the colour."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    label.setWordWrap(wrap)
    label.setFont(fonts.font(role, tabular=tabular))
    return label


class Paragraph(QLabel):
    """Wrapped text with the line height of its role; addresses break anywhere."""

    def __init__(self, words: str = "", role: Role = "supporting", tone: str = "") -> None:
        super().__init__()
        self._role: Role = role
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setFont(fonts.font(role))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_text(words)

    def set_role(self, role: Role, tone: str = "") -> None:
        """Change font and colour."""
        self._role = role
        self.setFont(fonts.font(role))
        style.restyle(self, role=role, tone=tone)

    def set_text(self, words: str) -> None:
        """Show ``words`` as plain text."""
        self.set_markup(escape(_breakable(words)).replace("\n", "<br>"))

    def set_markup(self, html: str) -> None:
        """Show ``html``: our own words only, with ``<b>`` and ``<br>``."""
        self.setText(f'<p style="line-height:{fonts.line_height(self._role)}px; margin:0">{html}</p>')


def _breakable(words: str) -> str:
    """Return ``words`` with places where a long one, as an address, may end a line; else it would be cut off."""
    end = "\\g<0>\N{ZERO WIDTH SPACE}"
    return _LONG.sub(lambda long: _UNBROKEN.sub(end, _BREAKS.sub(end, long[0])), words)


def tip(words: str) -> str:
    """Return words of somebody else as a tooltip that shows them as they are.

    Qt takes what looks like HTML for HTML, and would fetch the images it names.
    """
    if "<" not in words and "&lt;" not in words:
        return words
    return f"<qt>{escape(words).replace(chr(10), '<br>')}</qt>"


class Elided(QLabel):
    """One line that gives way: cut at the end, in the ``middle`` or ``before`` its end; whole in the tooltip."""

    def __init__(
        self,
        words: str = "",
        role: Role = "body",
        tone: str = "",
        *,
        middle: bool = False,
        before: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        if before:
            self._mode = Qt.TextElideMode.ElideLeft
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setFont(fonts.font(role))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def shown_text(self) -> str:
        """Return what fits."""
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        cut, shown = room, metrics.elidedText(self.text(), self._mode, room)
        while (over := metrics.horizontalAdvance(shown) - room) > 0 and cut > 0:  # Qt measures a ligature, as "ff",
            cut -= over  # and then cuts within it
            shown = metrics.elidedText(self.text(), self._mode, cut)
        return shown

    def minimumSizeHint(self) -> QSize:
        return QSize(_ELIDED_LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown_text()
        self.setToolTip(tip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        role = QPalette.ColorRole.WindowText
        self.style().drawItemText(
            painter, self.contentsRect(), self.alignment(), self.palette(), self.isEnabled(), shown, role
        )


class KeyCap(QLabel):
    """A key of the keyboard, as in "Ctrl"."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setProperty("key", True)
        self.setIndent(0)  # else Qt adds half a letter inside a bordered label
        self.setFont(fonts.font("caption"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
