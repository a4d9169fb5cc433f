"""What the Studio works on at the moment: a link or a static content, its code, the look being tried, and so on."""

from dataclasses import replace

from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.pages import studio_typed
from qrdesk.gui.pages.studio_code_list import NEW
from qrdesk.gui.pages.studio_desk import (
    Desk,
    Look,
    Order,
    order_of_near,
    order_of_static,
    order_problem,
    remembered_looks,
    remembered_order,
)
from qrdesk.gui.pages.studio_fixes import Drawing
from qrdesk.gui.pages.studio_history import History
from qrdesk.gui.pages.studio_history import State as Before
from qrdesk.gui.pages.studio_static import StaticDesk
from qrdesk.gui.pages.studio_typed import Values
from qrdesk.gui.shell.state import State


class Bench:
    """Plain state that page, saving and exporting share. What is not saved is kept per place and code."""

    def __init__(self, state: State, place: str) -> None:
        self.desk: Desk | StaticDesk | None = None
        self.link_desk: tuple[Desk, str] | None = None  # the one last worked on, and which code of it
        self.code_id = NEW
        self.look = Look()
        self.order = remembered_order(state)
        self._looks = remembered_looks(state)
        self._all_typed = studio_typed.remembered(state)
        self.kept, self.typed = self._looks.of(place), self._all_typed.of(place)  # by code
        self._bases: dict[str, CodeView] = {}  # codes as they were when something was changed that is not saved
        self.history = History()
        self.drawing: Drawing | None = None
        self.points: int | None = None  # of the drawing; None: not measured yet
        self.confirmed = False  # that it is exported whatever its score is
        self.exporting = False
        self.saving: set[str] = set()  # keys of looks on their way: a second press must not make a second code

    def move(self, place: str) -> None:
        """Work elsewhere from now on: other links are open."""
        self.desk, self.link_desk, self.code_id = None, None, NEW
        self.kept, self.typed = self._looks.of(place), self._all_typed.of(place)
        self.history = History()

    def write(self) -> None:
        """Keep what is not saved for the next start."""
        self._looks.write()
        self._all_typed.write(lambda values: {path: one for path, one in values.items() if path != "password"})

    def drop(self, place: str, key: str, saved: Look) -> None:
        """What was saved at a place that was left meanwhile is no longer unsaved there."""
        if self._looks.of(place).get(key) == saved:
            del self._looks.of(place)[key]
        self._all_typed.of(place).pop(key, None)
        self.write()

    def lay(self, desk: Desk | StaticDesk | None) -> None:
        """Have something else on the desk."""
        if type(desk) is not type(self.desk):
            self.order = replace(self.order, remember_here=None)  # it was said of another code
        self.desk = desk
        if desk is None:
            self.link_desk = None

    def static(self) -> StaticDesk | None:
        """Return the desk if a static code lies on it."""
        return self.desk if isinstance(self.desk, StaticDesk) else None

    def near_host(self) -> str:
        """Return the address of the code on the desk if it works nearby only; else nothing."""
        return words.near_host(self.desk.text(self.code_id)) if isinstance(self.desk, Desk) else ""

    def code(self) -> CodeView | None:
        """Return the code being worked on; None while it is not made yet."""
        codes = self.desk.codes if self.desk is not None else ()
        return next((code for code in codes if code.id == self.code_id), None)

    def base(self) -> CodeView | None:
        """Return the code as it was when typing began: what others make of it since is not to be lost."""
        return self._bases.get(self.code_id) or self.code()

    def meet(self, code: CodeView, *, mine: bool) -> None:
        """Others saved ``code`` meanwhile: what is tried here goes over theirs, or is let go of."""
        if mine:
            self._bases[code.id] = code
            return
        look = self.look
        self.settle(code.id, look, code)
        if self.code_id == code.id:
            self.history.note(code.id, "", self.now())
            self.take_up(code.id)

    def saved(self) -> Look:
        """Return the look that is kept on the server; of a code that is not made yet, the one it begins with."""
        code = self.code()
        if code is not None:
            return Look(code.name, code.design)
        return Look(design=self.desk.usual) if isinstance(self.desk, Desk) else Look()

    def unsaved(self) -> bool:
        """Whether name, design or content differ from what is kept."""
        static = self.static()
        return self.look != self.saved() or (static is not None and static.is_changed())

    def key(self) -> str:
        """Return what is kept under while it is not saved."""
        return self.code_id or (self.desk.new_key() if self.desk is not None else "")

    def take_up(self, code_id: str) -> None:
        """Work on a code: on the look last tried on it, else the one it has."""
        self.code_id = code_id
        self.look = self.kept.get(self.key(), self.saved())
        self._note_base()
        if isinstance(self.desk, Desk):
            self.link_desk = (self.desk, code_id)

    def try_look(self, look: Look, what: str = "") -> None:
        """Have another look, and keep it as long as it is not saved; ``what`` was changed."""
        if look != self.look:
            self.history.note(self.key(), what, self.now())
        self._have(look)

    def try_order(self, order: Order, what: str = "") -> None:
        """Have another file in mind; ``what`` was changed."""
        if order != self.order:
            self.history.note(self.key(), what, self.now())
        self.order = order

    def try_values(self, values: Values, *, wanted: bool) -> None:
        """Keep what is typed while it is not saved; not ``wanted``: there is nothing to keep."""
        if wanted:
            self.typed[self.key()] = values
        else:
            self.typed.pop(self.key(), None)
        self._note_base()

    def is_usual(self) -> bool:
        """Whether the code on the desk is remembered as printed without being asked: a link's that works everywhere."""
        return self.static() is None and not self.near_host()

    def order_here(self) -> Order:
        """Return the file in mind as it holds for what lies on the desk."""
        if self.static() is not None:
            return order_of_static(self.order)
        return order_of_near(self.order) if self.near_host() else self.order

    def now(self) -> Before:
        """Return what a step back would lead to."""
        return Before(self.look, self.order)

    def step(self, *, back: bool, newer_than: float = 0.0) -> bool:
        """Take the last step back, or do it again; whether there was one."""
        history, key = self.history, self.key()
        found = history.back(key, self.now(), newer_than) if back else history.again(key, self.now())
        if found is None:
            return False
        self.order = found.order
        self._have(found.look)
        return True

    def settle(self, key: str, look: Look, code: CodeView) -> None:
        """What is kept on the server is no longer unsaved; what was changed since goes on under the code's own id."""
        newer = self.kept.pop(key, None)
        self._bases.pop(code.id, None)
        if newer is not None and newer != look:
            self.kept[code.id] = newer
            self._bases[code.id] = code
        self.history.move(key, code.id)
        if self.key() == key:
            self.typed.pop(key, None)
            self.code_id = code.id
            static = self.static()
            if static is not None:
                self.desk = StaticDesk(static.kind, code, static.typed)
            elif isinstance(self.desk, Desk):  # until it is read again
                others = tuple(one for one in self.desk.codes if one.id != code.id)
                self.desk = replace(self.desk, codes=(code, *others))

    def may_export(self) -> bool:
        """Whether there is something that reads, and nothing on its way."""
        reads = self.drawing is not None and self.drawing.report.decoded is not None
        return reads and not order_problem(self.order) and not (self.exporting or self.key() in self.saving)

    def _have(self, look: Look) -> None:
        self.look = look
        if look != self.saved():
            self.kept[self.key()] = look
        else:
            self.kept.pop(self.key(), None)
        self._note_base()

    def _note_base(self) -> None:
        """Remember what the changes that are not saved were made to, from the first of them on."""
        code = self.code()
        if code is None:
            return
        if self.unsaved():
            self._bases.setdefault(code.id, code)
        else:
            self._bases.pop(code.id, None)
