"""One style sheet filled from the tokens, one palette from the same file, both following the chosen scheme."""

import re
from functools import partial
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from qrdesk.core import resources
from qrdesk.gui.pieces import Pieces
from qrdesk.gui.theme import fonts, icons, tokens
from qrdesk.gui.theme.dressing import Wardrobe, wear
from qrdesk.gui.theme.tokens import Scheme, Theme

Choice = Literal["light", "dark", "system"]
LOOK = "appearance"  # key under which the choice is remembered

_BETWEEN_MS = 20  # from one piece of what is out of sight to the next: what the person does comes first

_PLACE = re.compile(r"\{\{([\w.]+)\}\}")


class Appearance(QObject):
    """The look of the running app; a child of the application."""

    changed = Signal(str)  # the scheme now shown: "light" or "dark"

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.setObjectName("appearance")
        self._app = app
        self._images = QTemporaryDir()
        self._shown: Scheme | None = None
        self._wardrobe = Wardrobe()
        self._change, self._rest = Pieces(self), Pieces(self, _BETWEEN_MS)
        self._change.done.connect(lambda: self._rest.begin(self._wardrobe.dress_rest()))
        self._system = app.styleHints().colorScheme()
        self.choice: Choice = "system"
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, choice: Choice) -> None:
        """Show ``choice`` now; ``"system"`` follows the system from now on."""
        self.turn_to(choice)
        self._change.finish()
        self._rest.finish()

    def is_whole(self) -> bool:
        """Whether all there is wears the scheme now shown."""
        return self._change.is_idle() and self._rest.is_idle()

    def turn_to(self, choice: Choice) -> None:
        """Show ``choice`` in a moment, while the window goes on reacting."""
        self.choice = choice
        hints = self._app.styleHints()
        if choice == "system":
            hints.unsetColorScheme()
        else:  # tells the system too, so that the title bar matches
            hints.setColorScheme(Qt.ColorScheme.Dark if choice == "dark" else Qt.ColorScheme.Light)
        self._system = hints.colorScheme()
        self._show(self._wanted())

    def _wanted(self) -> Scheme:
        if self.choice != "system":
            return self.choice
        return "dark" if self._system == Qt.ColorScheme.Dark else "light"

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        self._system = scheme
        self._show(self._wanted())

    def _show(self, scheme: Scheme) -> None:
        if scheme != self._shown:
            self._shown = scheme
            self._change.drop()
            self._rest.drop()
            text = sheet(scheme, self._written_images(scheme, tokens.theme(scheme)))
            put_on, tell = partial(self._put_on, scheme, text), partial(self.changed.emit, scheme)
            self._change.begin(self._wardrobe.change(put_on, icons.retint, tell))

    def _put_on(self, scheme: Scheme, text: str) -> None:
        tokens.show(scheme)
        wear(self._app, text, palette(tokens.theme(scheme)))

    def _written_images(self, scheme: Scheme, theme: Theme) -> str:
        """Write the few icons that a style sheet can only take from a file; return their folder."""
        folder = Path(self._images.path()) / scheme
        folder.mkdir(exist_ok=True)
        tertiary, white = theme.text.tertiary, theme.text.on_accent
        for name, icon, colour, stroke in (
            ("chevron-down", "chevron-down", tertiary, "2.5"),
            ("chevron-up", "chevron-up", tertiary, "2.5"),
            ("chevron-right", "chevron-right", tertiary, "2.5"),
            ("month-before", "chevron-left", theme.text.primary, "2"),
            ("month-after", "chevron-right", theme.text.primary, "2"),
            ("check", "check", theme.accent.text, "2.5"),
            ("tick", "check", white, "3.5"),
            ("dash", "minus", white, "3.5"),
        ):
            text = resources.path(f"icons/{icon}.svg").read_text(encoding="utf-8")
            text = text.replace("currentColor", colour.name()).replace('stroke-width="2"', f'stroke-width="{stroke}"')
            (folder / f"{name}.svg").write_text(text, encoding="utf-8")
        return folder.as_posix()


def apply(app: QApplication, choice: Choice = "system") -> Appearance:
    """Dress ``app`` (Fusion, font, palette, style sheet) and return the object that changes the scheme later."""
    known = app.findChild(Appearance, "appearance")
    if known is None:
        app.setStyle("Fusion")
        app.setFont(fonts.font("body"))
        known = Appearance(app)
    known.choose(choice)
    return known


def appearance() -> Appearance:
    """Return the look of the running app, for its ``changed`` signal.

    Raises:
        RuntimeError: ``apply`` was not called yet.
    """
    app = QApplication.instance()
    known = app.findChild(Appearance, "appearance") if app is not None else None
    if known is None:
        raise RuntimeError("style.apply(app) comes first")
    return known


def restyle(widget: QWidget, **properties: object) -> None:
    """Set style-sheet properties of ``widget`` and let the sheet look again."""
    changed = {name: value for name, value in properties.items() if widget.property(name) != value}
    if properties and not changed:
        return
    for name, value in changed.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the sheet looks before it is first shown
        widget.style().unpolish(widget)
        widget.style().polish(widget)
    widget.update()


def sheet(scheme: Scheme, images: str) -> str:
    """Return the style sheet of ``scheme``; ``images`` is the folder of its icons.

    Raises:
        KeyError: the template names a token that does not exist.
    """

    def value(match: re.Match[str]) -> str:
        return images if match[1] == "images" else _token(scheme, match[1])

    template = resources.path("theme/app.qss").read_text(encoding="utf-8")
    return _PLACE.sub(value, template)


def _token(scheme: Scheme, dotted: str) -> str:
    room, name = dotted.split(".")
    if room == "font":
        return str(tokens.part("font", "sizes")[name])
    if room == "radius":
        return str(tokens.part("radius")[name])
    return cast(str, tokens.part("colour", scheme, room)[name])


def palette(theme: Theme) -> QPalette:
    """Return the palette of ``theme``, for everything that no style sheet rule reaches."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, theme.surface.canvas),
        (role.WindowText, theme.text.primary),
        (role.Base, theme.surface.base),
        (role.AlternateBase, theme.surface.sunken),
        (role.Text, theme.text.primary),
        (role.PlaceholderText, theme.text.tertiary),
        (role.Button, theme.surface.raised),
        (role.ButtonText, theme.text.primary),
        (role.BrightText, theme.text.on_accent),
        (role.Highlight, theme.accent.default),
        (role.HighlightedText, theme.text.on_accent),
        (role.Link, theme.text.link),
        (role.LinkVisited, theme.text.link),
        (role.ToolTipBase, theme.surface.inverse),
        (role.ToolTipText, theme.text.on_inverse),
        (role.Mid, theme.border.default),
        (role.Accent, theme.accent.default),
    ):
        made.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.text.disabled))
    return made
