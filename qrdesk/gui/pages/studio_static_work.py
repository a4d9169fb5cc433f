"""Working on a static code: the form, the list, and what the page shows of them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_code_list import NEW
from qrdesk.gui.pages.studio_content import ContentPanel
from qrdesk.gui.pages.studio_static import StaticDesk
from qrdesk.gui.pages.studio_statics import Statics
from qrdesk.gui.pages.studio_typed import Typed


class StaticWork(QObject):
    """``laid`` brings the id of the code that lies on the desk now; ``typed`` when somebody typed something."""

    laid = Signal(str)
    typed = Signal()

    def __init__(self, bench: Bench, content: ContentPanel, statics: Statics) -> None:
        super().__init__(content)
        self._bench, self._content, self._statics = bench, content, statics
        content.static.typed.connect(self._typed)
        content.static.copy_wanted.connect(self._copy)
        statics.opened.connect(self.open_code)
        statics.listed.connect(self._listed)
        statics.gone.connect(self._gone)

    def open_kind(self, kind: str) -> None:
        """Begin a code of a sort of content, or go on with the one that was begun."""
        self._lay(kind, None)

    def open_code(self, code: CodeView) -> None:
        """Work on a static code that is there."""
        if code.content is not None:
            self._lay(code.content.type, code)

    def waits_for(self) -> str:
        """Return what has to be typed before there is a code, as a sentence; empty for nothing."""
        static = self._bench.static()
        if static is None or static.content is not None:
            return ""
        if not static.typed.missing:
            return self.tr("The code appears once everything in the form is right")
        return self.tr("Fill in: {fields}").format(fields=", ".join(static.typed.missing))

    def _lay(self, kind: str, code: CodeView | None) -> None:
        bench = self._bench
        key = code.id if code is not None else f"new {kind}"
        typed = self._content.static.show_kind(kind, code, bench.typed.get(key))
        if key != bench.key():
            bench.order = replace(bench.order, remember_here=None)  # it was said of another code
        bench.lay(StaticDesk(kind, code, typed))
        self._statics.choose(code.id if code is not None else "")
        self.laid.emit(code.id if code is not None else NEW)

    def _typed(self, typed: Typed) -> None:
        bench, static = self._bench, self._bench.static()
        if static is None:
            return
        bench.desk = now = replace(static, typed=typed)
        form = self._content.static.form()
        wanted = now.is_changed() or (typed.content is None and not form.is_empty())
        bench.try_values(form.values(), wanted=wanted)
        self.typed.emit()

    def settled(self) -> None:
        """The code on the desk was kept: show what can be changed of it now."""
        static = self._bench.static()
        if static is not None:
            self._content.static.show_code(static.code)
            self._statics.choose(self._bench.code_id)

    def _listed(self) -> None:
        """The list was read again: the code on the desk may be another by now, or gone."""
        static = self._bench.static()
        if static is None or static.code is None:
            return
        fresh = self._statics.find(static.code.id)
        if fresh is None:
            self._statics.look_for(static.code.id)
            return
        if fresh == static.code:
            return
        if static.is_changed() or self._bench.unsaved():
            self._bench.desk = replace(static, code=fresh)
            self.settled()
            self.typed.emit()
        else:
            self.open_code(fresh)

    def _gone(self, code_id: str) -> None:
        """The code on the desk was deleted: what it said stays, as one that is not made yet."""
        static = self._bench.static()
        if static is not None and static.code is not None and static.code.id == code_id:
            self._copy()

    def _copy(self) -> None:
        """Begin a new code with what this one says."""
        static = self._bench.static()
        if static is not None:
            values, look = self._content.static.values(), self._bench.look
            self._bench.typed[f"new {static.kind}"] = values
            self._bench.kept[f"new {static.kind}"] = replace(look, name="")
            self._lay(static.kind, None)
