"""The one place that knows where icons, themes, page templates and other data files lie."""

from pathlib import Path

from qrdesk.core.errors import Kind, QRDeskError

_PACKAGE = Path(__file__).resolve().parents[1]


class ResourceMissing(QRDeskError):
    """A file that belongs to QRDesk is not where it was installed."""

    kind = Kind.INTERNAL
    code = "resource_missing"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"QRDesk's own file “{name}” is missing. Nothing of yours is lost. Install QRDesk again to put it back."
        )


def path(name: str) -> Path:
    """Return where the file or folder ``name`` of ``resources/`` lies, as in ``theme/tokens.json``.

    Raises:
        ResourceMissing: there is no such file, or ``name`` leads out of the resources.
    """
    root = _root()
    found = (root / name).resolve()
    if not found.is_relative_to(root) or not found.exists():
        raise ResourceMissing(name)
    return found


def read_text(name: str) -> str:
    """Return the text (UTF-8) of the resource ``name``.

    Raises:
        ResourceMissing: as for :func:`path`.
    """
    return path(name).read_text(encoding="utf-8")


def _root() -> Path:
    checkout = _PACKAGE.parent
    # Beside an installed package may lie anybody's "resources" folder: only a checkout has our project file too.
    if (checkout / "pyproject.toml").is_file() and (checkout / "resources").is_dir():
        return checkout / "resources"
    return _PACKAGE / "_resources"
