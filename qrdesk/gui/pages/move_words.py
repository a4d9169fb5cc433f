"""What is copied, and what to know of it, in words."""

from PySide6.QtCore import QCoreApplication

from qrdesk.client.moving import Kind, Remark, Why
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
    """Return what to know of one thing, and what to do about it, in a sentence or two."""
    return " ".join(said for said in (words.told(one.sentence()), _advice(one.why)) if said)


def name_of(one: Remark) -> str:
    """Return what people call one thing; a link without a title is known by its slug."""
    return one.title or one.name


def _advice(why: Why) -> str:
    """Return what to do, where the sentence itself does not say so."""
    if why is Why.REFUSED:
        return QCoreApplication.translate("MoveWords", "Change it here or there, then copy again.")
    if why is Why.NO_LINK:
        return QCoreApplication.translate("MoveWords", "Once its link is there, copy again.")
    if why is Why.OF_A_KEY:
        return QCoreApplication.translate("MoveWords", "Make it once more there.")
    if why is Why.OTHER_ONE:
        return QCoreApplication.translate("MoveWords", "Do you need both? Rename this one here, then copy again.")
    return ""
