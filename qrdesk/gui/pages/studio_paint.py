"""What a part of the code is painted with: one colour, a gradient, or as the modules are."""

from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from qrdesk.core.schemas.design import Gradient
from qrdesk.gui.pages.studio_gradient import GradientField, plain_gradient
from qrdesk.gui.pages.studio_ink import InkField
from qrdesk.gui.pages.studio_tab import Pages
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.segment import Segment

_SAME, _PLAIN, _GRADIENT = "same", "plain", "gradient"


class PaintField(boxes.Flowing):
    """``changed`` brings the ink and the gradient: both None where the part is as the modules are."""

    changed = Signal(object, object)

    def __init__(self, name: str, *, same: str = "") -> None:
        """``same`` is what it is called to have no colour of its own; empty: it always has one."""
        super().__init__()
        self._ink: str | None = None
        options = [(_PLAIN, self.tr("One colour")), (_GRADIENT, self.tr("Gradient"))]
        kinds = [(_SAME, same), *options] if same else options
        self.kind = Segment(kinds, "small", self.tr("{name}: how it is painted").format(name=name))
        self._name = name
        self.ink = InkField(name)
        self._pages = Pages({_PLAIN: lambda: self.ink, _GRADIENT: lambda: self.gradient})
        self._pages.show_page(_PLAIN)
        self.setLayout(boxes.rows(self.kind, self._pages, gap=8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.kind.chosen.connect(self._kind_chosen)
        self.ink.changed.connect(self._ink_changed)

    @cached_property
    def gradient(self) -> GradientField:
        """The colours that run into one another."""
        made = GradientField(self._name)
        made.changed.connect(self._tell)
        return made

    def show_paint(self, ink: str | None, gradient: Gradient | None, *, usual: str) -> None:
        """Show what a part is painted with, without telling anyone; ``usual`` is what it begins with on its own."""
        self._ink = ink
        kind = _GRADIENT if gradient is not None else _SAME if ink is None else _PLAIN
        if self.kind.key() != kind:
            self.kind.choose(kind)
        self._pages.setVisible(kind != _SAME)
        self._pages.show_page(_PLAIN if kind == _SAME else kind)
        if gradient is not None:
            self.gradient.show_gradient(gradient)
        if kind == _PLAIN or gradient is None:
            self.ink.show_ink(ink or usual)

    def words(self) -> str:
        """Return what it is painted with, in short."""
        match self.kind.key():
            case "gradient":
                return self.tr("Gradient, {n} colours").format(n=len(self.gradient.gradient().stops))
            case "plain":
                ink = self.ink.ink()
                return ink.removeprefix("spot:").rpartition("=")[0] if ink.startswith("spot:") else ink.upper()
            case _:
                return ""

    def _kind_chosen(self, kind: str) -> None:
        match kind:
            case "gradient":
                self.gradient.show_gradient(plain_gradient(self.ink.ink()))
                self._tell(self.gradient.gradient())
            case "plain":
                self._ink = self.ink.ink()
                self.changed.emit(self._ink, None)
            case _:
                self.changed.emit(None, None)

    def _ink_changed(self, ink: str) -> None:
        self._ink = ink
        self.changed.emit(ink, None)

    def _tell(self, gradient: Gradient) -> None:
        self.changed.emit(self._ink, gradient)


class PaintChoice(boxes.Flowing):
    """A colour of its own, or the usual one; ``changed`` brings the ink, None for the usual."""

    changed = Signal(object)

    def __init__(self, name: str, usual: str, own: str = "") -> None:
        """``usual`` says which colour that is, ``own`` what the other choice is called."""
        super().__init__()
        words = self.tr("{name}: of its own or not").format(name=name)
        self.kind = Segment([(_SAME, usual), (_PLAIN, own or self.tr("Its own"))], "small", words)
        self._name, self._usual = name, "#000000"
        self._pages = Pages({_PLAIN: lambda: self.ink})
        self.setLayout(boxes.rows(self.kind, self._pages, gap=8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.kind.chosen.connect(self._kind_chosen)

    @cached_property
    def ink(self) -> InkField:
        """Its own colour."""
        made = InkField(self._name)
        made.changed.connect(partial(self.changed.emit))
        return made

    def show_ink(self, ink: str | None, usual: str) -> None:
        """Show ``ink`` without telling anyone; ``usual`` is what it begins with on its own."""
        self.kind.choose(_SAME if ink is None else _PLAIN)
        self._usual = usual
        self._pages.setVisible(ink is not None)
        if ink is not None:
            self._pages.show_page(_PLAIN)
            self.ink.show_ink(ink)

    def _kind_chosen(self, kind: str) -> None:
        self.changed.emit(self._usual if kind == _PLAIN else None)
