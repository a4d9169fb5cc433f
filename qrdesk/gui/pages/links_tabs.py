"""The tabs over the list of links: the lists there always are, then saved views as far as there is room for them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qrdesk.core.schemas.saved_views import SavedViewView
from qrdesk.gui import words
from qrdesk.gui.pages.links_loading import COUNTED, MOST_VIEWS, Choices, Wanted
from qrdesk.gui.widgets import labels
from qrdesk.gui.widgets.tabs import Tabs, width_of

_LETTERS = 24  # of a name
_QUIET = frozenset({"printed", "attention", "archived"})  # say nothing where there are none
_GAP, _ADD = 4, 34  # px between tabs, and of the + behind them


class LinkTabs(Tabs):
    """Lists of links. What has no room here is in the menu of views alone."""

    view_chosen = Signal(str)
    saved_chosen = Signal(object)  # SavedViewView

    def __init__(self, parent: QWidget | None = None) -> None:
        self._views: Sequence[SavedViewView] = ()
        self._counts: dict[str, str] = {}
        self._wanted = Wanted()
        self._shown: list[tuple[str, str]] = []
        super().__init__(name=_tr("Lists of links"), add_button=_tr("Keep this list as a view"), parent=parent)
        self._always = [
            ("all", self.tr("All")),
            ("printed", self.tr("Printed")),
            ("attention", self.tr("Broken page")),
            ("archived", self.tr("Archived")),
        ]
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it takes what there is
        self.chosen.connect(self._told)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for the tabs that are always there."""
        return QSize(self._width_of(self._always), self.height())

    def show_choices(self, choices: Choices) -> None:
        """Offer the saved views there are."""
        self._views = choices.views
        self._fit()

    def show_wanted(self, wanted: Wanted) -> None:
        """Show which list it is; one that is narrowed by hand is no saved view any more."""
        self._wanted = wanted
        self._fit()

    def show_counts(self, counts: Mapping[str, int | None]) -> None:
        """Say how many links lists have, by their keys or the ids of saved views."""
        for key, count in counts.items():
            if count is None:
                self._counts[key] = self.tr("{count}+").format(count=words.number(COUNTED))
            else:
                self._counts[key] = words.number(count) if count or key not in _QUIET else ""
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Have as many saved views as there is room for; the one that is listed comes first among those left out."""
        names, listed = {view.id: view.name for view in self._views}, self._wanted.saved
        options = self._fitting([*names][:MOST_VIEWS], names)
        if listed in names and listed not in dict(options):
            options = self._fitting([listed, *names][:MOST_VIEWS], names)
        keys = [key for key, _ in options]
        if options != self._shown:
            self._shown = options
            self.set_tabs(options)
        for key in keys:
            self.set_count(key, self._counts.get(key, ""))
            if key in names:
                self.set_whole(key, names[key])
                self.set_tip(key, labels.tip(names[key]))
        self.choose(listed if listed in keys else self._wanted.view)

    def _fitting(self, ids: Sequence[str], names: Mapping[str, str]) -> list[tuple[str, str]]:
        options = list(self._always)
        for view_id in dict.fromkeys(ids):
            more = [*options, (view_id, _short(names[view_id]))]
            if self._width_of(more) <= self.width():
                options = more
        return options

    def _width_of(self, options: Sequence[tuple[str, str]]) -> int:
        return _ADD + sum(width_of(said, self._counts.get(key, "")) + _GAP for key, said in options)

    def _told(self, key: str) -> None:
        saved = next((view for view in self._views if view.id == key), None)
        if saved is None:
            self.view_chosen.emit(key)
        else:
            self.saved_chosen.emit(saved)


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"


def _tr(said: str) -> str:
    return QCoreApplication.translate("LinkTabs", said)
