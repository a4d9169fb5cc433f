"""Labels: codes with words beside them, many on a sheet."""

from qrdesk.core.artwork.sheets.labels import Label, Labels
from qrdesk.core.artwork.sheets.letters import words
from qrdesk.core.artwork.sheets.marks import Mark

__all__ = ["Label", "Labels", "Mark", "words"]
