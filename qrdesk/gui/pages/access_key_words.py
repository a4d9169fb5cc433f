"""What is said of a key above its form."""

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.access import KeyView
from qrdesk.gui import words
from qrdesk.gui.pages.access_scopes import scopes_in_words


def about_words(key: KeyView) -> str:
    """Return where a key comes from, and how it was used."""
    said = [
        _tr("A member's key") if key.kind == "user" else _tr("A program's key"),
        key.hint,
        _tr("made {day}").format(day=words.day(key.created_at)),
        _used_words(key),
    ]
    if key.revoked_at is not None:
        said.insert(0, _tr("Revoked {day}").format(day=words.day(key.revoked_at)))
        said.append(scopes_in_words(key.scopes))
    elif key.expires_at is not None and key.expires_at <= datetime.now(UTC):
        said.insert(0, _tr("Ended {day}").format(day=words.day(key.expires_at)))
    lines = [" · ".join(said)]
    if key.kind == "user":
        lines.append(_tr("Whatever is ticked, it does no more than the role of its member allows."))
    if key.revoked_at is None and key.old_until is not None and key.old_until > datetime.now(UTC):
        until = words.moment(key.old_until)
        lines.append(_tr("The old key works until {moment}.").format(moment=until))
    return "\n".join(lines)


def _used_words(key: KeyView) -> str:
    if key.last_used_at is None:
        return _tr("not used yet")
    at = words.lately(key.last_used_at, datetime.now(UTC))
    network, program = key.last_used_from, (key.last_used_agent or "")[:80]
    if network and program:
        said = _tr("last used {moment} from {network} by {program}")
    elif network:
        said = _tr("last used {moment} from {network}")
    elif program:
        said = _tr("last used {moment} by {program}")
    else:
        said = _tr("last used {moment}")
    return said.format(moment=at, network=network, program=program)


def _tr(said: str) -> str:
    return QCoreApplication.translate("Keys", said)
