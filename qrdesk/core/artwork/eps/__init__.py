"""A scene as encapsulated PostScript, for presses: inks of a press only, and no screen's colour anywhere."""

from qrdesk.core.artwork.eps.file import write

__all__ = ["write"]
