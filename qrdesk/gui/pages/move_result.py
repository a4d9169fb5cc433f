"""How a move went: whether everything arrived, what needs a hand, and secrets that are shown this one time."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qrdesk.client.moving import KINDS, Kind, Remark, Report, Secret, Verified
from qrdesk.gui import words
from qrdesk.gui.pages.move_words import name_of, noun, remark
from qrdesk.gui.theme import style
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.buttons import Button
from qrdesk.gui.widgets.fields import read_only
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.note import Note

_SHOWN = 50  # things that need a hand, before the rest is only counted


class MoveResult(QWidget):
    """Stays until the person goes on. ``counts`` and ``hand`` are put into the page apart from it."""

    def __init__(self) -> None:
        super().__init__()
        self.note = Note("success")
        self.counts = Card()
        self.hand = Card()
        self._is_something = False
        self.setLayout(boxes.rows(self.note, gap=12))

    def show_all(self, *, shown: bool) -> None:
        """Show, or hide, what was said; the page has its parts where they belong."""
        self.setVisible(shown)
        self.counts.setVisible(shown)
        self.hand.setVisible(shown and self._is_something)

    def show_result(self, report: Report, found: Verified) -> None:
        """Say what became of everything."""
        if found.good:
            checked = (
                self.tr("{count} link was tried there; it leads to the right page."),
                self.tr("{count} links were tried there; all lead to the right page."),
            )
            self.note.show_words("success", self.tr("Everything is there"), words.counted(found.links, *checked))
        else:
            self.note.show_words("warn", self.tr("Not all of it is there as it was"), self._amiss(found))
        boxes.empty(self.counts.body)
        self.counts.body.addWidget(labels.text(self.tr("What was copied"), "section_title"))
        for kind in KINDS:
            one = report.counts[kind]
            if one.found:
                self.counts.body.addLayout(self._count(noun(kind), one.made, one.there, one.left))
        self._show_hand(report)

    def _amiss(self, found: Verified) -> str:
        said: list[str] = []
        for slugs, sentence in (
            (found.missing, self.tr("Missing there: {slugs}.")),
            (found.astray, self.tr("Different there: {slugs}.")),
            (found.fewer_hits, self.tr("With fewer hits: {slugs}.")),
        ):
            if slugs:
                more = "" if len(slugs) <= 10 else " …"
                named = (found.titles.get(slug, slug) for slug in slugs[:10])
                said.append(sentence.format(slugs=", ".join(named) + more))
        said.append(self.tr("Nothing was taken away here. Copy again once the reasons below are mended."))
        return " ".join(said)

    def _count(self, name: str, made: int, there: int, left: int) -> boxes.QBoxLayout:
        said = [words.counted(made, self.tr("{count} copied"), self.tr("{count} copied"))]
        if there:
            said.append(words.counted(there, self.tr("{count} was there"), self.tr("{count} were there")))
        if left:
            said.append(words.counted(left, self.tr("{count} left out"), self.tr("{count} left out")))
        glyph = Glyph("triangle-alert" if left else "check", "warn" if left else "success", 16, 20)
        return boxes.columns(glyph, labels.text(name), None, labels.text(" · ".join(said), tabular=True), gap=10)

    def _show_hand(self, report: Report) -> None:
        boxes.empty(self.hand.body)
        self._is_something = bool(report.remarks)
        self.hand.body.addWidget(labels.text(self.tr("What needs a hand"), "section_title"))
        of_one: dict[tuple[Kind | None, str], list[Remark]] = {}
        for one in report.remarks[:_SHOWN]:
            of_one.setdefault((one.kind, one.name), []).append(one)
        for several in of_one.values():
            name = labels.text(name_of(several[0]), "label", wrap=True)
            self.hand.body.addLayout(boxes.rows(name, *(labels.Paragraph(remark(one)) for one in several), gap=0))
        if len(report.remarks) > _SHOWN:
            more = self.tr("and {count} more").format(count=words.number(len(report.remarks) - _SHOWN))
            self.hand.body.addWidget(labels.text(more, "caption"))


class MoveSecrets(Card):
    """New secrets of webhooks, those of a move that ended early as well: nobody sees them again."""

    copy_wanted = Signal(str, str)  # text, what is said about it

    def __init__(self) -> None:
        super().__init__()
        self.body.addWidget(labels.text(self.tr("New secrets of webhooks"), "section_title"))
        said = self.tr("Give each to its receiver. This is the one time you can see them.")
        self.body.addWidget(labels.Paragraph(said))
        self.hide()

    def add(self, secrets: Sequence[Secret]) -> None:
        """Show these beside those shown before."""
        for one in secrets:
            button = Button(self.tr("Copy"), icon="copy", size="small")
            button.setAccessibleName(self.tr("Copy the secret of {name}").format(name=one.name))
            button.clicked.connect(partial(self._copy, one))
            row = boxes.columns(gap=8, margins=(12, 6, 6, 6))
            row.addWidget(labels.Elided(one.name, "label"), 1)
            row.addWidget(read_only(one.secret, self.tr("Secret of {name}").format(name=one.name)))
            row.addWidget(button)
            well = boxes.box(row)
            style.restyle(well, surface="sunken")
            self.body.addWidget(well)
        if secrets:
            self.show()

    def _copy(self, one: Secret, _checked: bool = False) -> None:
        self.copy_wanted.emit(one.secret, self.tr("The secret of {name} is copied").format(name=one.name))
