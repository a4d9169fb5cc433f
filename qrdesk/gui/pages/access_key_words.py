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
        until = f"{words.day(key.old_until)}, {words.clock(key.old_until)}"
        lines.append(_tr("The text from before is good until {moment}.").format(moment=until))
    return "\n".join(lines)


def _used_words(key: KeyView) -> str:
    if key.last_used_at is None:
        return _tr("not used yet")
    at = words.lately(key.last_used_at, datetime.now(UTC))
    said = _tr("last used {moment}").format(moment=at)
    if key.last_used_from:
        said = _tr("{used} from {network}").format(used=said, network=key.last_used_from)
    if key.last_used_agent:
        said = _tr("{used} by {program}").format(used=said, program=key.last_used_agent[:80])
    return said


def _tr(said: str) -> str:
    return QCoreApplication.translate("Keys", said)
