"""What goes into the app folder and what stays out of it; packaging/qrdesk.spec asks."""

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path

Entry = tuple[str, str, str]  # where it lies in the folder, where it comes from, what sort it is

# Imported by name while QRDesk runs, so that nobody who reads its imports would find them.
WHOLE = ("qrdesk", "granian", "mcp.server", "playhouse", "psycopg", "ua_parser")
BY_NAME = ("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets")  # by pyqtgraph
WITH_DATA = ("qrdesk", "crawleruseragents", "pikepdf")  # read files that lie beside them
DESCRIBED = ("qrdesk", "keyring")  # are found by what was noted when they were installed

EXCLUDED = [
    "tkinter", "idlelib", "lib2to3", "ensurepip", "pip", "setuptools", "wheel", "pytest", "_pytest", "hypothesis",
    "IPython", "matplotlib", "scipy", "pandas", "PyQt5", "PyQt6", "PySide2", "OpenGL", "cupy", "h5py", "colorcet",
    "pyqtgraph.examples", "pyqtgraph.opengl", "pyqtgraph.jupyter", "pyqtgraph.canvas", "pyqtgraph.flowchart",
    "pyqtgraph.console", "numpy.f2py", "PIL.ImageQt", "PIL.ImageTk",
    *(f"PySide6.{name}" for name in (
        "QtDesigner", "QtHelp", "QtQml", "QtQuick", "QtQuickControls2", "QtQuickTest", "QtQuickWidgets", "QtSql",
        "QtUiTools", "QtXml", "QtConcurrent",
    )),
]  # fmt: skip

_PLUGIN_FOLDERS = frozenset(
    "platforms platformthemes platforminputcontexts iconengines imageformats printsupport styles xcbglintegrations "
    "wayland-decoration-client wayland-graphics-integration-client wayland-shell-integration".split()
)
_NOT_THESE = re.compile(
    r"(libq|q)(eglfs|linuxfb|minimalegl|vkkhrdisplay|vnc|pdf|icns|tga|wbmp|tiff)\b|virtualkeyboard|gtk3|vulkan-server"
    r"|drm-egl-server|ivi-shell|fullscreen-shell"
)
_NOT_LIBRARIES = re.compile(
    r"Qt6?(Qml|Quick|Sql|VirtualKeyboard|Pdf|EglF[Ss]|Designer|Help|Labs|Lottie|WaylandCompositor|Test|Xml)"
)
_OF_INSTALLING = re.compile(r"[^/]+\.dist-info/(RECORD|INSTALLER|REQUESTED|direct_url\.json)$")  # where, and from what
_TRANSLATION = re.compile(r"PySide6/(?:Qt/)?translations/(?!qtbase_(?:de|en)\.qm$)")


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """Return the files that QRDesk uses, in an order that does not depend on when they were found."""
    return sorted(entry for entry in entries if _is_used(entry[0].replace("\\", "/")))


def _is_used(place: str) -> bool:
    if _TRANSLATION.match(place) or _OF_INSTALLING.match(place):
        return False
    if "/plugins/" in place and place.startswith("PySide6/"):
        folder = place.partition("/plugins/")[2].partition("/")[0]
        return folder in _PLUGIN_FOLDERS and not _NOT_THESE.search(place)
    if place.startswith(("PySide6/", "libQt6")):
        return not _NOT_LIBRARIES.search(place.rpartition("/")[2])
    return True


def reached(entries: Iterable[Entry], asks_for: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Return the entries without libraries of the system that nothing among them needs.

    Those of what was left out came along before it was. ``asks_for`` returns the names of the libraries a file needs.
    """
    known = {entry[0]: entry for entry in entries}
    waiting = [place for place, entry in known.items() if not _is_of_the_system(entry)]
    seen: set[str] = set()
    while waiting:
        place = waiting.pop()
        if place in known and place not in seen:
            seen.add(place)
            waiting += asks_for(known[place][1])
    return [entry for place, entry in known.items() if place in seen]


def _is_of_the_system(entry: Entry) -> bool:
    place, source, sort = entry
    return sort == "BINARY" and "/" not in place and "site-packages" not in source and not place.startswith("libpython")


def write_list(path: Path, binaries: Iterable[Entry], modules: Iterable[Entry]) -> None:
    """Note where everything came from, for whoever writes down the licences."""
    found = {
        "binaries": [source for _, source, _ in binaries],
        "modules": [source for _, source, _ in modules if source],
    }
    path.write_text(json.dumps(found), encoding="utf-8")
