"""What may be done with which key, as the server decides it: what it would refuse is not offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.access import KeyView, Role, Scope
from qrdesk.core.schemas.members import MemberView, MeView


@dataclass(frozen=True, slots=True)
class Allowed:
    """What somebody may do with a key; ``why`` says in words what they may not, empty where there is nothing to say."""

    change: bool
    rotate: bool
    revoke: bool
    why: str = ""


def may_act_for(me: MeView, member_id: str | None) -> bool:
    """Whether ``me`` may be shown a key of this member: whoever has it acts in their name. None: a program's."""
    return member_id is None or me.role is Role.OWNER or (me.member is not None and me.member.id == member_id)


def own_key(me: MeView, keys: Sequence[KeyView]) -> KeyView | None:
    """Return the key that ``me`` came with, if it is among ``keys``."""
    return next((key for key in keys if me.key is not None and key.id == me.key.id), None)


def is_bound(key: KeyView) -> bool:
    """Whether more than scopes binds a key."""
    return bool(key.plan != "unlimited" or key.rate_limit or key.expires_at or key.allowed_networks)


def allowed(key: KeyView, me: MeView, members: Sequence[MemberView]) -> Allowed:
    """Return what ``me`` may do with ``key``."""
    change, revoke = "keys:update" in me.scopes, "keys:delete" in me.scopes
    if key.revoked_at is not None or not (change or revoke):
        return Allowed(change=False, rotate=False, revoke=False)
    member = next((one for one in members if one.id == key.member_id), None)
    if member is not None and member.role is Role.OWNER and me.role is not Role.OWNER:
        said = _tr("It is an owner's: only owners change or revoke it.")
        return Allowed(change=False, rotate=False, revoke=False, why=said)
    if not _words(key) <= set(me.scopes):
        said = _tr("It reaches further than the key of this app, which cannot change or revoke it.")
        return Allowed(change=False, rotate=False, revoke=False, why=said)
    if may_act_for(me, key.member_id):
        return Allowed(change=change, rotate=change, revoke=revoke)
    if member is None:
        said = _tr("Whoever has it acts in the name of its member: only they, or an owner, give it a new text.")
    else:
        said = _tr("Whoever has it acts in the name of {name}: only they, or an owner, give it a new text.")
        said = said.format(name=member.name)
    return Allowed(change=change, rotate=False, revoke=revoke, why=said)


def _words(key: KeyView) -> set[str]:
    return {scope.value for scope in Scope} if "all" in key.scopes else {str(scope) for scope in key.scopes}


def _tr(said: str) -> str:
    return QCoreApplication.translate("Keys", said)
