"""How large a screen is: what it says of itself, or what somebody measured with a bank card."""

from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QWidget

from qrdesk.gui.shell.state import State

_PLAUSIBLE_DPI = (30.0, 800.0)  # a screen that says anything else does not know its own size
_MM_PER_INCH = 25.4
LEAST, MOST = 1.5, 20.0  # px per mm that a screen may have


def told(widget: QWidget) -> float:
    """Return how many px make one mm on the screen of ``widget``, as that says itself."""
    screen = widget.screen()
    dpi = screen.physicalDotsPerInch()
    if not _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1]:
        dpi = screen.logicalDotsPerInch()
    return dpi / _MM_PER_INCH


class Screens:
    """Remembers what was measured, for each screen by itself."""

    def __init__(self, state: State) -> None:
        self._state = state

    def px_per_mm(self, widget: QWidget) -> float:
        """Return how many px make one mm there: as measured, else as the screen says itself."""
        measured = self.measured(widget)
        return measured if measured is not None else told(widget)

    def measured(self, widget: QWidget) -> float | None:
        """Return what was measured for the screen of ``widget``; None: nothing was."""
        try:
            found = float(self._state.read(_key(widget.screen()), "0"))
        except ValueError:
            return None
        return found if LEAST <= found <= MOST else None

    def measure(self, widget: QWidget, px_per_mm: float | None) -> None:
        """Remember what was measured; None: the screen is believed again."""
        said = "0" if px_per_mm is None else f"{px_per_mm:.4f}"
        self._state.write(_key(widget.screen()), said)


def _key(screen: QScreen) -> str:
    """Return what a screen is remembered under: the same monitor at another scale has other px."""
    name = " ".join(filter(None, (screen.manufacturer(), screen.model(), screen.serialNumber()))) or screen.name()
    plain = "".join(letter if letter.isalnum() else "-" for letter in name)
    return f"screen/{plain}-{screen.size().width()}x{screen.size().height()}-{screen.devicePixelRatio():g}"
