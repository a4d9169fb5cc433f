"""Roles in words, who has no need of one, and which tabs of Access a key may see."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.access import Role, Scope
from qrdesk.core.schemas.members import MeView
from qrdesk.gui.session import Session

_READ_BY: Mapping[str, Scope] = {  # other tabs have something for everybody
    "keys": Scope.KEYS_READ,
    "members": Scope.MEMBERS_READ,
    "invitations": Scope.MEMBERS_READ,
}


def role_name(role: Role) -> str:
    """Return the name of a role."""
    return {Role.OWNER: _tr("Owner"), Role.ADMIN: _tr("Admin"), Role.MEMBER: _tr("Member")}[role]


def role_reach(role: Role) -> str:
    """Return what somebody in that role may do."""
    return {
        Role.OWNER: _tr("May do everything, and alone makes or removes owners."),
        Role.ADMIN: _tr("May do everything but make or remove owners."),
        Role.MEMBER: _tr("Works with links, codes, domains and scans, no more."),
    }[role]


def is_operator(me: MeView) -> bool:
    """Whether somebody sits at the computer with the database: there alone one needs no key."""
    return me.key is None


def may_see(session: Session, tab: str) -> bool:
    """Whether the key may read something of that tab of Access."""
    return tab not in _READ_BY or session.may(_READ_BY[tab])


def _tr(said: str) -> str:
    return QCoreApplication.translate("Roles", said)
