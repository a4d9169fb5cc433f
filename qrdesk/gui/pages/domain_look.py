"""The look that new codes of a domain begin with: the plain one, a saved one, or one to begin with."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from qrdesk.core.artwork import presets
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.designs import DesignView
from qrdesk.gui.preset_names import preset_name
from qrdesk.gui.widgets.choices import Choice

_OWN, _PLAIN = "own", "plain"


class DomainLook(Choice):
    """Holds a look, whatever it is called and whether saved designs are known yet; picking another one replaces it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._design: Design | None = None
        self._known: dict[str, Design | None] = {}
        self._saved: Sequence[DesignView] = ()
        self.chosen.connect(self._picked)
        self.show_design(None)

    def design(self) -> Design | None:
        """Return the look; None for the plain one."""
        return self._design

    def show_design(self, design: Design | None) -> None:
        """Show a look by its name, where it has one."""
        self._design = design
        self._offer()

    def offer(self, saved: Sequence[DesignView]) -> None:
        """Offer saved designs; the look stays."""
        self._saved = saved
        self._offer()

    def _offer(self) -> None:
        self._known = {_PLAIN: None}
        options = [(_PLAIN, self.tr("Plain"))]
        for one in self._saved:
            self._known[one.id] = one.design
            options.append((one.id, one.name))
        for preset in presets.every():
            self._known[f"preset {preset.name}"] = preset.design
            options.append((f"preset {preset.name}", preset_name(preset.name)))
        shown = next((key for key, known in self._known.items() if known == self._design), _OWN)
        if shown == _OWN:
            self._known[_OWN] = self._design
            options.insert(0, (_OWN, self.tr("A look without a name")))
        self.set_options(options)
        self.choose(shown)

    def _picked(self, key: str) -> None:
        self._design = self._known[key]
