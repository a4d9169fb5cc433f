"""Settings: what happens to links and codes that are there when another address is set."""

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.domains import DomainView
from qrdesk.gui import words


def carried(domain: DomainView) -> str:
    """Return what becomes of the links made so far: of a near address they move along, of a public one they stay."""
    if words.near_host(domain.url):
        return _tr(
            "Links made so far move to the public address with all new ones. Codes exported before still carry the old "
            "one: export and print them again."
        )
    return _tr(
        "Only links made from now on carry another address. Those made before keep theirs, and it goes on working."
    )


def way() -> tuple[str, str]:
    """Return how to come to a public address."""
    need = _tr(
        "A public address is a name of your own, such as go.example.com, on a server that is always on. QRDesk "
        "writes a folder with all that such a server needs; you copy it there and start it."
    )
    return need, _tr("Moving to a server lists which printed codes would change.")


def _tr(said: str) -> str:
    return QCoreApplication.translate("SettingsAddress", said)
