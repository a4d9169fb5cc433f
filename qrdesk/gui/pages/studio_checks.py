"""What was checked of a file for the press, check by check, with a tick or a cross and words."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame

from qrdesk.core.schemas.artwork import Check, Preflight
from qrdesk.gui import words
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.glyph import Glyph
from qrdesk.gui.widgets.section import Section


class ChecksList(boxes.Flowing):
    """Hidden as long as no file for the press was written."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = boxes.rows(gap=6)
        body = boxes.Flowing()
        body.setLayout(self._lines)
        self.section = Section("", body, inset=0)
        self.setLayout(boxes.rows(self.section, gap=0))
        self.hide()

    def show_preflight(self, file: str, preflight: Preflight | None) -> None:
        """Show what was found of ``file``; None: nothing was checked."""
        self.setVisible(preflight is not None)
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if preflight is None:
            return
        self.section.set_title(self.tr("Preflight of {file}").format(file=file))
        self.section.set_summary(summary(preflight))
        for check in preflight.checks:
            self._lines.addWidget(self._line(check))

    def lines(self) -> list[str]:
        """Return what is said, a sentence per check."""
        items = (self._lines.itemAt(place) for place in range(self._lines.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget.accessibleName() for widget in widgets if widget is not None]

    def _line(self, check: Check) -> QFrame:
        icon, tone = ("circle-check", "success") if check.passed else ("circle-x", "danger")
        row = boxes.columns(gap=8)
        row.addWidget(Glyph(icon, "success" if tone == "success" else "danger", 16, 20), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(labels.Paragraph(words.told(check.text), "supporting"), 1)
        line: QFrame = boxes.box(row)
        word = self.tr("Passed") if check.passed else self.tr("Not passed")
        line.setAccessibleName(f"{word}: {words.told(check.text)}")
        return line


def summary(preflight: Preflight) -> str:
    """Return what was found, in short."""
    failed = sum(not check.passed for check in preflight.checks)
    if failed:
        return _tr("{n} of {all} not passed").format(n=failed, all=len(preflight.checks))
    return _tr("all {n} passed").format(n=len(preflight.checks))


def _tr(words: str) -> str:
    return QCoreApplication.translate("Studio", words)
