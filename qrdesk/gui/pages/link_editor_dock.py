"""The simulator's place: above the save bar, always in view; one line where it is folded or the window is low."""

from functools import partial
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.simulation import SimulationView
from qrdesk.gui.pages import link_editor_form as form
from qrdesk.gui.pages.link_editor_form import Values
from qrdesk.gui.pages.link_editor_simulator import Simulator
from qrdesk.gui.pages.link_editor_simulator_said import headline
from qrdesk.gui.shell.state import State
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.section import Section

_LOW = 640  # px of the editor: below, the simulator folds by itself, so that the form keeps its room
_LEAST, _SHARE = 132, 0.42  # px that it has when it is open, and how much of the editor it takes at most
_SHARE_LOW = 0.5  # where the person opened it in a low editor: the visitor and the answer in one view
_BELOW = 8  # px under the answer, where it ends with that
_AROUND = 16  # px above and below a field in which one types
_OPEN = "editor/simulator"  # key under which is remembered whether it is folded


class SimulatorDock(QFrame):
    """Holds the simulator. What does not fit into its share of the editor is scrolled to."""

    def __init__(self, simulator: Simulator, state: State) -> None:
        super().__init__()
        self._simulator, self._state = simulator, state
        self._low = self._awaited = False
        self._usual = False  # whether it is open for the link shown while the person says nothing else
        self._editor: QWidget | None = None
        self._area = boxes.scrolled(simulator)
        self.section = Section(QCoreApplication.translate("Sections", "Simulator"), self._area, is_open=False)
        self.setProperty("surface", "sunken")
        self.setProperty("edge", "top")
        self.setLayout(boxes.rows(self.section, gap=0))
        self.section.pressed.connect(self._pressed)
        simulator.pressed.connect(self._await)
        simulator.answered.connect(self._tell)
        simulator.installEventFilter(self)
        self._tell(None)

    def stand_in(self, editor: QWidget, *, above: QWidget) -> None:
        """Stand in ``editor`` over ``above``, as tall as there is room."""
        self._editor = editor
        column = cast(QBoxLayout, editor.layout())
        column.insertWidget(column.indexOf(above), self)
        editor.installEventFilter(self)

    def begin_at_top(self, link: LinkView | None) -> None:
        """Be as the person left it, from the top; where they said nothing, open for a link with rules alone.

        A new link has no address yet: its form needs the room more.
        """
        self._usual = link is not None and self._state.read(_OPEN, bool(link.rules))
        self.section.set_open(not self._low and self._usual)
        boxes.scroll_to(self._simulator)

    def try_typed(self, values: Values, base: Values, host: str, *, new: bool) -> None:
        """Try the visit with what is typed; a rule that is begun and none yet is left out.

        Raises:
            ValidationError: what is typed is nothing that could be saved.
        """
        if not new:
            patch = form.patch_of(values.changed(base))
            self._simulator.show_changes(patch if patch.model_fields_set else None)
        elif not values.destination.strip():
            self._simulator.show_untried(self.tr("Enter the page this link should lead to."))
        else:
            self._simulator.show_new(form.draft_of(values).model_copy(update={"host": host or None}))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor and event.type() == QEvent.Type.Resize:
            self._fold()
            self._fit()
        elif watched is self._simulator and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fold(self) -> None:
        """Fold where the editor became low; be as the person left it where it became tall."""
        low = self._editor is not None and self._editor.height() < _LOW
        if low != self._low:
            self._low = low
            self.section.set_open(not low and self._usual)

    def _fit(self) -> None:
        if self._editor is not None:
            share = _SHARE_LOW if self._low else _SHARE
            most = max(_LEAST, int(self._editor.height() * share))
            whole, answer = self._simulator.sizeHint().height(), self._simulator.outcome
            if whole > most and not answer.isHidden() and not self._simulator.more.is_open():
                whole = answer.geometry().bottom() + 1 + _BELOW  # and no half of what comes below it
            self._area.setFixedHeight(min(whole, most))

    def _pressed(self, opened: bool) -> None:
        if not self._low:  # what is opened in a low window is opened for now
            self._usual = opened
            self._state.write(_OPEN, opened)

    def _await(self) -> None:
        self._awaited = True

    def _tell(self, answer: SimulationView | None) -> None:
        """Say in the head what came of it; what was folded, and where somebody types, stays where one did not ask."""
        awaited, self._awaited = self._awaited, False
        none = self.tr("What a visitor would get")
        self.section.set_summary(none if answer is None else headline(answer))
        if answer is not None and (awaited or self.section.is_open()):
            self.section.set_open(True)
            QTimer.singleShot(0, self, partial(self._let_see, awaited))

    def _let_see(self, awaited: bool) -> None:
        self._fit()  # the answer has its place by now
        self._area.ensureWidgetVisible(self._simulator.outcome, 0, 0)
        typing = self.window().focusWidget()
        if not awaited and self._simulator.isAncestorOf(typing):
            self._area.ensureWidgetVisible(typing, 0, _AROUND)
