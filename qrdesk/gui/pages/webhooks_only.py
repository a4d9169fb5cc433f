"""Of which links an endpoint is told: of all, of one that it belongs to, or of some folders, tags and links."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.gui.webhooks_tabs import follow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.fields import Field
from qrdesk.gui.widgets.many import ManyField
from qrdesk.gui.widgets.picker import Find, Option, Picker

Named = Mapping[str, str]  # name by id


def _nothing() -> Named:
    return {}


@dataclass(frozen=True, slots=True)
class Known:
    """What can be named: folders, tags, and links."""

    folders: Named = field(default_factory=_nothing)
    tags: Named = field(default_factory=_nothing)
    links: Named = field(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Only:
    """Which links; nothing for all."""

    link: Option | None = None
    folders: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def is_bound(self) -> bool:
        """Whether it is not all of them."""
        return bool(self.link or self.folders or self.tags or self.links)


class OnlyFields(QWidget):
    """``changed`` when a person changed something."""

    changed = Signal()

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = Picker(find, everything=self.tr("None: it is told of the links of the whole workspace"))
        self.link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.link_field = Field(
            self.tr("Belongs to one link"), self.link, self.tr("Then it is told of no other, and goes with it.")
        )
        self._column = boxes.rows(self.link_field, gap=12)
        self.setLayout(self._column)
        self._option: Option | None = None
        self.link.picked.connect(self._picked)
        self._put_in(Known())

    def places(self) -> Mapping[str, Field]:
        """Return the fields by the names that they are sent under."""
        return {"link": self.link_field, "folders": self.folders, "tags": self.tags, "links": self.links}

    def offer(self, known: Known) -> None:
        """Offer these names from now on."""
        for old in (self.folders, self.tags, self.links):
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._put_in(known)

    def _put_in(self, known: Known) -> None:
        self.folders, self.tags, self.links = self._made(known)
        for one in (self.folders, self.tags, self.links):
            one.changed.connect(self.changed)
            self._column.addWidget(one)
        follow(self.link, [one.input for one in (self.folders, self.tags, self.links)])
        self._show()

    def only(self) -> Only:
        """Return what is chosen."""
        if self._option is not None:
            return Only(self._option)
        return Only(None, self.folders.keys(), self.tags.keys(), self.links.keys())

    def show_only(self, only: Only, *, fixed: bool) -> None:
        """Show what is chosen; ``fixed``: whether it belongs to a link is not changed any more."""
        self._option = only.link
        self.link.choose(only.link)
        self.link.setEnabled(not fixed)
        self.link_field.setVisible(not fixed or only.link is not None)
        self.folders.set_keys(only.folders)
        self.tags.set_keys(only.tags)
        self.links.set_keys(only.links)
        self.link_field.clear_error()
        self._show()

    def _made(self, known: Known) -> tuple[ManyField, ManyField, ManyField]:
        hint = self.tr("Begin to type a name and choose it, several with commas. Leave empty for all")
        return (
            ManyField(self.tr("Only of links in these folders"), known.folders, hint, free=True),
            ManyField(self.tr("Only of links with one of these tags"), known.tags, hint, free=True),
            ManyField(
                self.tr("Only of these links"),
                known.links,
                hint,
                free=True,
            ),
        )

    def _picked(self, option: Option) -> None:
        self._option = option if option.key else None
        self.link_field.clear_error()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for one in (self.folders, self.tags, self.links):
            boxes.show_part(one, self._option is None)
        self.updateGeometry()
