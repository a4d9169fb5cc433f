"""Roles in words, and who has no need of one."""

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.members import MeView


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


def _tr(said: str) -> str:
    return QCoreApplication.translate("Roles", said)
