"""Opening ``qrdesk://`` links and lists with QRDesk: told to the system for one person, and taken back as it was."""

import os
import sys
from pathlib import Path

from qrdesk.client.associations.linux import InFolders, Places
from qrdesk.client.associations.standing import Registration, Standing
from qrdesk.client.associations.windows import InRegistry, WindowsRegistry
from qrdesk.core import resources


def registration() -> Registration:
    """Return what tells the system here which program opens them."""
    if sys.platform == "win32":
        return InRegistry(launcher(), WindowsRegistry())
    if sys.platform == "darwin":
        return BySystem()
    return InFolders(launcher(), Places.of(os.environ), resources.path("theme/qrdesk.svg"))


def launcher() -> list[str]:
    """Return the words that open this QRDesk: its installed script, else the interpreter in use.

    That one looks for nothing in the folder it is started in (``-P``): it is that of the list that somebody opens.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable]
    here = Path(sys.executable)
    if sys.platform == "win32":
        quiet = here.with_name("pythonw.exe")  # the other one opens a console
        return [str(quiet if quiet.exists() else here), "-P", "-m", "qrdesk"]
    script = here.with_name("qrdesk")
    return [str(script)] if os.access(script, os.X_OK) else [str(here), "-P", "-m", "qrdesk"]


class BySystem:
    """macOS reads it out of the app itself: there is nothing to write."""

    def standing(self) -> Standing:
        """Say so."""
        return Standing("packaged")

    def register(self) -> None:
        """Do nothing."""

    def unregister(self) -> None:
        """Do nothing."""
