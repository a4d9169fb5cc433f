"""Campaign parameters, and which parameters of the short address go along."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import DestinationType, Utm
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_part import Part
from qrdesk.gui.widgets import boxes, labels, web_address
from qrdesk.gui.widgets.buttons import Button, IconButton
from qrdesk.gui.widgets.choices import Choice
from qrdesk.gui.widgets.fields import Field, TextField
from qrdesk.gui.widgets.menus import Menu
from qrdesk.gui.widgets.side import NameLine
from qrdesk.gui.widgets.switch import Switch

_NAMES = ("source", "medium", "campaign", "term", "content")


class Preset(Protocol):
    """Campaign parameters kept under a name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def utm(self) -> Utm: ...


class CampaignFields(Part):
    """UTM parameters with presets, forwarding, and whether the page is shown in a frame."""

    preset_wanted = Signal(str)  # a name for the parameters as they stand
    preset_gone = Signal(str)  # id of a preset
    copy_wanted = Signal(str)  # the address that visitors are sent to

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.utm = {name: TextField(label) for name, label in zip(_NAMES, self._labels(), strict=True)}
        self.presets = Button(self.tr("Presets"), icon="bookmark", size="small", trailing="chevron-down")
        self._menu = Menu(self.presets)
        self.naming = NameLine(self.tr("Keep"), self.tr("Keep no preset"))
        self.final = labels.Paragraph(role="caption")
        self.final.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = IconButton("copy", self.tr("Copy the address with these parameters"))
        self._leads_to = ""
        self.forward = Choice(
            [
                ("off", self.tr("Nothing")),
                ("utm", self.tr("Campaign parameters (utm_…)")),
                ("all", self.tr("Everything")),
            ]
        )
        self.winner = Choice([("link", self.tr("The link's own value stays")), ("visitor", self.tr("The visitor's"))])
        self.hidden_page = Switch(
            self.tr("Keep the short address in sight"), self.tr("The page is shown in a frame, if it allows that")
        )
        passed = self.tr("What stands behind the short address, such as ?table=7")
        self.forward_field = Field(self.tr("Passed on to the page"), self.forward, passed)
        self.winner_field = Field(self.tr("Where both have the same parameter"), self.winner)
        self.places = {f"utm.{name}": field for name, field in self.utm.items()}
        self.places |= {"forward_query": self.forward_field, "query_winner": self.winner_field}
        self._build()
        for field in self.utm.values():
            field.changed.connect(self._edited)
        for choice in (self.forward, self.winner):
            choice.chosen.connect(self._edited)
        self.hidden_page.toggled.connect(self._edited)
        self.presets.clicked.connect(self._open)
        self.copy.clicked.connect(lambda: self.copy_wanted.emit(self._leads_to))
        self.naming.named.connect(self.preset_wanted)

    def fill(self, values: Values, link: LinkView | None) -> None:
        """Show ``values``."""
        self._put(values.utm)
        self.forward.choose(values.forward_query)
        self.winner.choose(values.query_winner)
        self.hidden_page.blockSignals(True)
        self.hidden_page.setChecked(values.hidden)
        self.hidden_page.blockSignals(False)
        self._fit()
        self.naming.hide()
        self.clear_errors()

    def read(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {
            "utm": Utm().model_copy(update={name: field.text() for name, field in self.utm.items()}),
            "forward_query": self.forward.key(),
            "query_winner": self.winner.key(),
            "hidden": self.hidden_page.isChecked(),
        }

    def summary(self) -> str:
        """Return the source and campaign."""
        return " · ".join(text for name in _NAMES[:3] if (text := self.utm[name].text()))

    def show_final(self, destination: str, kind: DestinationType) -> None:
        """Show where visitors are sent with these parameters."""
        url = form.with_utm(destination, self.read()["utm"])
        shown = kind is DestinationType.URL and url != destination and web_address.looks_like_address(destination)
        self.final.set_text(self.tr("Leads to {url}").format(url=url.replace("&", "&\N{ZERO WIDTH SPACE}")))
        self._leads_to = url
        for part in (self.final, self.copy):
            part.setVisible(shown)

    def show_presets(self, presets: Sequence[Preset]) -> None:
        """Offer ``presets``."""
        self._menu.clear()
        for preset in presets:
            self._menu.add(preset.name, partial(self._take, preset.utm), "bookmark")
        if presets:
            self._menu.addSeparator()
        self._menu.add(self.tr("Keep these as a preset…"), self._name, "plus")
        self._menu.add(self.tr("Take all of them out"), partial(self._take, Utm()), "x")
        if presets:
            gone = self._menu.addMenu(self.tr("Delete a preset"))
            for preset in presets:
                gone.addAction(preset.name).triggered.connect(partial(self.preset_gone.emit, preset.id))

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, name in enumerate(_NAMES):
            whole = 2 if name == "campaign" else 1
            spots = {"source": (0, 0), "medium": (0, 1), "campaign": (1, 0), "term": (2, 0), "content": (2, 1)}
            grid.addWidget(self.utm[name], *spots[name], 1, whole, Qt.AlignmentFlag.AlignTop)
            self.utm[name].input.setAccessibleName(self._labels()[place])
        said = labels.text(self.tr("Added where the page lacks them"), "supporting")
        top = boxes.columns(said, None, self.presets)
        final = boxes.columns(self.final, gap=8)
        final.setStretch(0, 1)
        final.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        column = boxes.rows(top, self.naming, grid, final, 4, gap=8)
        for part in (self.forward_field, self.winner_field, 4, self.hidden_page):
            column.addSpacing(part) if isinstance(part, int) else column.addWidget(part)
        self.setLayout(column)
        self.show_presets(())

    def _labels(self) -> tuple[str, ...]:
        return (
            self.tr("Source (utm_source)"),
            self.tr("Medium (utm_medium)"),
            self.tr("Campaign (utm_campaign)"),
            self.tr("Term (utm_term)"),
            self.tr("Content (utm_content)"),
        )

    def _open(self) -> None:
        self._menu.popup(self.presets.mapToGlobal(self.presets.rect().bottomLeft()))

    def _name(self) -> None:
        self.naming.ask(self.tr("Name of the preset"))

    def _take(self, utm: Utm) -> None:
        self._put(utm)
        self.changed.emit()

    def _put(self, utm: Utm) -> None:
        for name, field in self.utm.items():
            blocked = field.blockSignals(True)
            field.set_text(getattr(utm, name))
            field.blockSignals(blocked)
            if not field.input.hasFocus():
                field.input.setCursorPosition(0)

    def _fit(self) -> None:
        self.winner_field.setVisible(self.forward.key() != "off")

    def _edited(self, *_said: object) -> None:
        self._fit()
        super()._edited()
