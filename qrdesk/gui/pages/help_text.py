"""A chapter of the manual as the app shows it: in its own look, with pictures, links, and code that can be copied."""

import re

from PySide6.QtCore import QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFontInfo,
    QGuiApplication,
    QImage,
    QResizeEvent,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from qrdesk.core.manual import chapters, markdown
from qrdesk.core.manual.chapters import Chapter
from qrdesk.gui.pages.help_pictures import HelpPictures
from qrdesk.gui.theme import fonts, style, tokens

_CHAPTER = re.compile(r"([a-z0-9-]+)\.md(?:#([\w-]+))?")
_PICTURE = re.compile(r"(?:\.\./)?pictures/([\w.-]+)")
_WIDEST = 680  # px of a picture; text runs no wider either
_SIDE = 32
_MOST_MARKS = 300
_SHOWN = re.compile(r'<p>(<img src="picture:[^"]*" alt="([^"]*)">)</p>')


class ManualText(QTextBrowser):
    """Shows one chapter. It fetches nothing: pictures are ours, and links are handed on."""

    chapter_wanted = Signal(str, str)  # name, anchor
    place_wanted = Signal(str)  # a page of the app, as after ``qrdesk:``
    web_wanted = Signal(str)
    copied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chapter: Chapter | None = None
        self._drawn_for = 0  # px: how wide pictures may be
        self._drawing = False
        self._marked = ""
        self._pictures = HelpPictures(self)
        self._pictures.made.connect(self._put_in)
        self.setOpenLinks(False)
        # All fits: pictures are as wide as the column, code and tables wrap. Qt counts blanks at the ends of lines.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Chapter"))
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setProperty("manual", True)
        self.anchorClicked.connect(self._clicked)
        style.appearance().changed.connect(self._retint)

    def chapter(self) -> Chapter | None:
        """Return what is shown."""
        return self._chapter

    def show_chapter(self, chapter: Chapter, anchor: str = "") -> None:
        """Show a chapter from its beginning, or from a heading on."""
        if chapter != self._chapter:
            self._chapter = chapter
            self.setAccessibleName(chapter.title)
            self._show()
        if anchor:
            self.scrollToAnchor(anchor)
        else:
            self.verticalScrollBar().setValue(0)

    def find_words(self, words: str, *, back: bool = False) -> bool:
        """Mark the next place with these words, round the end too; whether there is one."""
        flag = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if not words:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
            return True
        if self.find(words, flag):
            return True
        end = QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start
        before = self.textCursor()
        self.moveCursor(end)
        if self.find(words, flag):
            return True
        self.setTextCursor(before)
        return False

    def find_below(self, words: str) -> None:
        """Mark the first of ``words`` that stands below the top of what is in sight, which stays where it is."""
        at = self.verticalScrollBar().value()
        self.setTextCursor(self.cursorForPosition(QPoint(0, 0)))
        any(said and self.find_words(said) for said in (words.strip(), *words.split()))
        self.verticalScrollBar().setValue(at)  # words looked for round the end took it away
        self.ensureCursorVisible()

    def mark(self, words: str) -> None:
        """Mark each of ``words`` wherever it stands; nothing for none."""
        self._marked = words
        look, found = QTextCharFormat(), list[QTextEdit.ExtraSelection]()
        look.setBackground(tokens.current().accent.tint)
        for word in words.split():
            cursor = self.document().find(word)
            while not cursor.isNull() and len(found) < _MOST_MARKS:
                one = QTextEdit.ExtraSelection()
                one.cursor, one.format = cursor, look
                found.append(one)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(found)

    def loadResource(self, type: int, name: QUrl | str, /) -> object:
        """Return a picture of the manual, no wider than the text; nothing else is ever loaded."""
        said = name if isinstance(name, str) else name.toString()
        path = chapters.picture(said.removeprefix("picture:"))
        if type != QTextDocument.ResourceType.ImageResource.value or path is None:
            return None
        return self._pictures.find(said, path, self._drawn_for or self._column(), self.devicePixelRatio())

    def _put_in(self, said: str, picture: QImage) -> None:
        self.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(said), picture)
        self.viewport().update()

    def _column(self) -> int:
        """Return how wide a picture may be, in px."""
        return max(_SIDE, min(_WIDEST, self.viewport().width() - 2 * _SIDE))

    def _retint(self, _scheme: object) -> None:
        self._pictures.forget()
        self._show()
        self.mark(self._marked)

    def _show(self, *, again: bool = False) -> None:
        if self._chapter is None:
            return
        at = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(_sheet())
        made = markdown.html(self._chapter.text, _address, copy=self.tr("Copy"))
        ground = tokens.current().surface.sunken.name()
        box = f'<table width="100%" cellpadding="8" bgcolor="{ground}" border="0"><tr><td><pre>'
        made = made.replace("<pre>", box).replace("</pre>", "</pre></td></tr></table>")  # one ground for all lines
        caption = self.tr("Picture: {what}").format(what=r"\2")
        below = rf'<p class="picture">\1</p><p class="caption">{caption}</p>'
        made = _SHOWN.sub(below, made)
        self._drawn_for = self._column()
        self._drawing = True  # its scroll bar may come or go meanwhile, and the text must not be thrown away under Qt
        self.document().clear()  # with the pictures put in: they may be of another width
        self.setHtml(f"<body>{made}</body>")
        self._set_margins()
        self._drawing = False
        if self._drawn_for != self._column() and not again:
            self._show(again=True)
        self.verticalScrollBar().setValue(at)

    def _set_margins(self) -> None:
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        shape.setLeftMargin(_SIDE)
        shape.setRightMargin(max(_SIDE, self.viewport().width() - _WIDEST - _SIDE))
        shape.setTopMargin(8)
        shape.setBottomMargin(48)
        if shape != frame.frameFormat():
            frame.setFrameFormat(shape)

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        if self.isVisible() and not self._drawing:  # else when it is shown: the window may be of another size by then
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._drawn_for != self._column() and self._chapter is not None and "](pictures/" in self._chapter.text:
            self._show()  # pictures are as wide as the column
        self._set_margins()

    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, 480)

    def _clicked(self, link: QUrl) -> None:
        kind, _, where = link.toString().partition(":")
        if kind == "copy" and self._chapter is not None:
            QGuiApplication.clipboard().setText(markdown.pieces_of_code(self._chapter.text)[int(where)])
            self.copied.emit()
        elif kind == "chapter":
            name, _, anchor = where.partition("/")
            self.chapter_wanted.emit(name or (self._chapter.name if self._chapter else ""), anchor)
        elif kind == "qrdesk":
            self.place_wanted.emit(where)
        elif kind in {"https", "http"}:
            self.web_wanted.emit(link.toString())


def _address(written: str) -> str:
    """Return where a link of the manual leads in the app."""
    if written.startswith("#"):
        return f"chapter:/{written[1:]}"
    if found := _CHAPTER.fullmatch(written):
        return f"chapter:{found[1]}/{found[2] or ''}"
    if found := _PICTURE.fullmatch(written):
        return f"picture:{found[1]}" if chapters.picture(found[1]) else ""
    return written if written.startswith(("https://", "http://", "qrdesk:")) else ""


def _sheet() -> str:
    """Return the look of a chapter: the same colours and sizes as everywhere."""
    theme = tokens.current()
    fixed = QFontInfo(fonts.fixed()).family()
    text, soft, sunken = theme.text.primary.name(), theme.text.secondary.name(), theme.surface.sunken.name()
    edge, link = theme.border.default.name(), theme.text.link.name()
    return f"""
        body {{ color: {text}; font-size: 14px; line-height: 150%; }}
        h1 {{ font-size: 22px; font-weight: 600; margin-top: 12px; margin-bottom: 12px; }}
        h2 {{ font-size: 17px; font-weight: 600; margin-top: 28px; margin-bottom: 8px; }}
        h3, h4 {{ font-size: 14px; font-weight: 600; margin-top: 20px; margin-bottom: 6px; }}
        p {{ margin-top: 6px; margin-bottom: 8px; }}
        li {{ margin-top: 3px; margin-bottom: 3px; }}
        a {{ color: {link}; }}
        code {{ font-family: "{fixed}"; font-size: 13px; background-color: {sunken}; }}
        pre {{ font-family: "{fixed}"; font-size: 13px; background-color: {sunken}; white-space: pre-wrap; }}
        p.copy {{ margin-top: 2px; font-size: 12px; }}
        p.picture {{ line-height: 100%; }}
        p.caption {{ margin-top: 0px; margin-bottom: 16px; font-size: 12px; color: {soft}; }}
        table {{ border-collapse: collapse; border-style: solid; border-width: 1px; border-color: {edge}; }}
        th {{ background-color: {sunken}; font-weight: 600; text-align: left; padding: 5px 8px; }}
        td {{ padding: 5px 8px; border-top: 1px solid {edge}; }}
        blockquote {{ color: {soft}; margin-left: 12px; }}
    """
