"""What a move would copy, before it does: how many of each kind, and what stays behind."""

from PySide6.QtWidgets import QWidget

from qrdesk.client.moving import KINDS, Survey
from qrdesk.gui import words
from qrdesk.gui.pages.move_words import noun
from qrdesk.gui.widgets import boxes, labels
from qrdesk.gui.widgets.boxes import Card
from qrdesk.gui.widgets.glyph import Glyph


class MovePlan(Card):
    """Two lists beside each other: what goes along, and what does not."""

    def __init__(self) -> None:
        super().__init__()
        self._title = labels.text("", "section_title", wrap=True)
        self._goes, self._stays = boxes.rows(gap=6), boxes.rows(gap=6)
        two = boxes.columns(gap=32)
        two.addLayout(self._goes, 1)
        two.addLayout(self._stays, 1)
        self.body.addWidget(self._title)
        self.body.addSpacing(4)
        self.body.addLayout(two)

    def show_survey(self, seen: Survey) -> None:
        """Show what would be copied."""
        for one in (self._goes, self._stays):
            boxes.empty(one)
        title = self.tr("To {workspace} at {server}")
        self._title.setText(title.format(workspace=seen.workspace, server=seen.server_url.partition("://")[2]))
        self._goes.addWidget(labels.text(self.tr("Goes along"), "label"))
        for kind in KINDS:
            row = boxes.columns(labels.text(noun(kind)), None, gap=8)
            row.addWidget(labels.text(words.number(seen.counts[kind]), tabular=True))
            self._goes.addLayout(row)
        self._goes.addStretch(1)
        self._stays.addWidget(labels.text(self.tr("Stays behind"), "label"))
        for said in self._staying(seen):
            row = boxes.columns(gap=8)
            row.addWidget(_top(Glyph("minus", "secondary", 16, 20)))
            row.addWidget(labels.Paragraph(said, "body"), 1)
            self._stays.addLayout(row)
        self._stays.addStretch(1)

    def _staying(self, seen: Survey) -> list[str]:
        said = [
            words.counted(
                seen.members,
                self.tr("{count} member: invite people again there."),
                self.tr("{count} members: invite them again there."),
            ),
            words.counted(
                seen.keys,
                self.tr("{count} key: programs need a key of the new server."),
                self.tr("{count} keys: programs need keys of the new server."),
            ),
            self.tr("Single hits. Their numbers by day go along."),
        ]
        if seen.passwords:
            said.insert(
                0,
                words.counted(
                    seen.passwords,
                    self.tr("The password of {count} link, which is paused there until it has one."),
                    self.tr("The passwords of {count} links, which are paused there until they have one."),
                ),
            )
        if seen.links_there:
            said.append(
                words.counted(
                    seen.links_there,
                    self.tr("{count} link is there already and is left as it is."),
                    self.tr("{count} links are there already and are left as they are."),
                )
            )
        return said


def _top(widget: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(boxes.rows(widget, None, gap=0))
    return made
