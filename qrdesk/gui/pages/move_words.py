"""What is copied, and what to know of it, in words."""

from PySide6.QtCore import QCoreApplication

from qrdesk.client.moving import Kind, Remark
from qrdesk.gui import words


def noun(kind: Kind) -> str:
    """Return what things of a kind are called."""
    return {
        Kind.FILES: QCoreApplication.translate("MoveWords", "Files and pictures"),
        Kind.DOMAINS: QCoreApplication.translate("MoveWords", "Domains"),
        Kind.DESIGNS: QCoreApplication.translate("MoveWords", "Designs"),
        Kind.FOLDERS: QCoreApplication.translate("MoveWords", "Folders"),
        Kind.TAGS: QCoreApplication.translate("MoveWords", "Tags"),
        Kind.PRESETS: QCoreApplication.translate("MoveWords", "Campaign presets"),
        Kind.VIEWS: QCoreApplication.translate("MoveWords", "Saved views"),
        Kind.LINKS: QCoreApplication.translate("MoveWords", "Links, with their hits by day"),
        Kind.CODES: QCoreApplication.translate("MoveWords", "Codes"),
        Kind.WEBHOOKS: QCoreApplication.translate("MoveWords", "Webhooks"),
    }[kind]


def remark(one: Remark) -> str:
    """Return what to know of one thing, as a sentence."""
    return words.told(one.sentence())
