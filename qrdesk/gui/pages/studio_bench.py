"""What the Studio works on at the moment: a link, one of its codes, the look being tried, and what is on its way."""

from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui.pages.studio_content import NEW
from qrdesk.gui.pages.studio_desk import Desk, Look, order_problem, remembered_looks, remembered_order
from qrdesk.gui.pages.studio_fixes import Drawing
from qrdesk.gui.shell.state import State


class Bench:
    """Plain state that page, saving and exporting share. Looks that are not saved are kept per place and code."""

    def __init__(self, state: State, place: str) -> None:
        self.desk: Desk | None = None
        self.code_id = NEW
        self.look = Look()
        self.order = remembered_order(state)
        self.places = remembered_looks(state)  # by place, then by code
        self.kept = self.places.setdefault(place, {})
        self.drawing: Drawing | None = None
        self.confirmed = False  # that it is exported whatever its score is
        self.exporting = False
        self.saving: set[str] = set()  # keys of looks on their way: a second press must not make a second code

    def move(self, place: str) -> None:
        """Work elsewhere from now on: other links are open."""
        self.desk, self.code_id = None, NEW
        self.kept = self.places.setdefault(place, {})

    def code(self) -> CodeView | None:
        """Return the code being worked on; None while it is not made yet."""
        codes = self.desk.codes if self.desk is not None else ()
        return next((code for code in codes if code.id == self.code_id), None)

    def saved(self) -> Look:
        """Return the look that is kept on the server."""
        code = self.code()
        return Look() if code is None else Look(code.name, code.design)

    def unsaved(self) -> bool:
        """Whether name or design differ from what is kept."""
        return self.look != self.saved()

    def key(self) -> str:
        """Return what unsaved looks are kept under."""
        return self.code_id or (f"new {self.desk.link.id}" if self.desk is not None else "")

    def take_up(self, code_id: str) -> None:
        """Work on a code: on the look last tried on it, else the one it has."""
        self.code_id = code_id
        self.look = self.kept.get(self.key(), self.saved())

    def try_look(self, look: Look) -> None:
        """Have another look, and keep it as long as it is not saved."""
        self.look = look
        if self.unsaved():
            self.kept[self.key()] = look
        else:
            self.kept.pop(self.key(), None)

    def settle(self, key: str, look: Look, code_id: str) -> None:
        """What is kept on the server is no longer unsaved; what was changed since goes on under the code's own id."""
        newer = self.kept.pop(key, None)
        if newer is not None and newer != look:
            self.kept[code_id] = newer
        if self.key() == key:
            self.code_id = code_id

    def may_export(self) -> bool:
        """Whether there is something that reads, and nothing on its way."""
        reads = self.drawing is not None and self.drawing.report.decoded is not None
        return reads and not order_problem(self.order) and not (self.exporting or self.key() in self.saving)
