"""What tests and pictures of Access and Activity share: a tab, the log, a member who came in, a row by its name."""

from qrdesk.client import AcceptDraft, Client, InvitationDraft
from qrdesk.core.schemas.access import Role
from qrdesk.gui.desk import Desk
from qrdesk.gui.pages.access import AccessPage
from qrdesk.gui.pages.access_part import ListPart
from qrdesk.gui.pages.activity import ActivityPage


def access(desk: Desk, tab: str) -> AccessPage:
    """Show a tab of the Access page, and return the page."""
    desk.window.show_page("access")
    page = desk.window.page("access")
    assert isinstance(page, AccessPage)
    page.show_tab(tab)
    return page


def activity(desk: Desk) -> ActivityPage:
    """Show the Activity page, and return it."""
    desk.window.show_page("activity")
    page = desk.window.page("activity")
    assert isinstance(page, ActivityPage)
    return page


def a_member(client: Client, name: str, role: Role = Role.MEMBER) -> str:
    """Invite somebody who comes; return their key."""
    code = client.invitations.create(InvitationDraft(name=name, role=role)).code
    return client.invitations.accept(AcceptDraft(code=code)).key.key


def choose_row(part: ListPart, name: str) -> None:
    """Choose the row that tells of ``name``, in whichever language."""
    rows = range(part.model.rowCount())
    part.table.selectRow(next(row for row in rows if name in part.model.index(row, 0).data()))
