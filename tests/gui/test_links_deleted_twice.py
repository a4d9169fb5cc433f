"""A folder that is deleted once more before the list is without it: that it is deleted stays said."""

from pathlib import Path

from qrdesk.client import FolderDraft
from qrdesk.gui.pages.links_order_deleting import OrderDeleting
from tests.gui.desks import a_desk, client_of
from tests.gui.held_jobs import HeldJobs

DELETED = "Menus is deleted; its links stay"


def never() -> None:
    raise AssertionError("there are not that many links")


def test_pressed_again_while_it_is_deleted_and_after_that_nothing_else_is_said(tmp_path: Path) -> None:
    jobs = HeldJobs(holds=False)
    with a_desk(tmp_path, jobs) as desk:
        folder = client_of(desk).folders.create(FolderDraft(name="Menus"))
        deleting = OrderDeleting(desk.window, desk.session, jobs, desk.window)
        for _ in range(2):
            deleting.delete(folder, for_ever=False, too_many=never)
        assert desk.window.status.sentence() == DELETED
        assert client_of(desk).folders.list() == []
        desk.window.undo_last()
        (back,) = client_of(desk).folders.list()
        assert desk.window.status.sentence() == "Menus is back, with its links"
        deleting.delete(back, for_ever=False, too_many=never)
        assert client_of(desk).folders.list() == []
        assert desk.window.status.sentence() == DELETED
