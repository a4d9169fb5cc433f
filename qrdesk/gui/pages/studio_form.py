"""The form of one sort of content: checked while somebody types, with what few need folded away."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.contents import AnyContent
from qrdesk.gui.pages import studio_typed
from qrdesk.gui.pages.studio_form_parts import Editor, Value
from qrdesk.gui.pages.studio_typed import Typed, Values
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.buttons import Button

_REST_MS = 700  # without a key, before somebody is told what is wrong: half an IBAN is no mistake


class ContentForm(boxes.Flowing):
    """``changed`` brings what is typed by now. What is wrong is said at its field, once a person has left it."""

    changed = Signal(object)  # Typed

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self._parts = studio_typed.parts_of(kind)
        self._before: AnyContent | None = None
        self._touched: set[str] = set()
        self._typed = Typed(None)
        self._unfolded = False
        self.editors: dict[str, Editor] = {}
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._say)
        self.more = Button(self.tr("More to fill in"), "quiet", size="small", trailing="chevron-down")
        self.more.clicked.connect(self._unfold)
        column = boxes.rows(gap=10)
        for part in self._parts:
            if part.more and self.more.parent() is None:
                column.addLayout(boxes.columns(self.more, None, gap=0))
            editor = self.editors[part.path] = Editor(part)
            editor.changed.connect(lambda path=part.path: self._edited(path))
            editor.left.connect(self._say)
            column.addWidget(editor)
        self.setLayout(column)
        self._read()

    def values(self) -> Values:
        """Return what stands in all fields."""
        return {path: editor.value() for path, editor in self.editors.items()}

    def put(self, values: Mapping[str, Value], before: AnyContent | None = None) -> None:
        """Show ``values`` without telling anyone, and nothing in what they lack; ``before`` is what was there."""
        self._before, self._touched = before, set()
        for path, editor in self.editors.items():
            editor.put(values.get(path, editor.part.usual))
            editor.say_wrong("")
        self._unfolded = any(one.part.more and one.value() not in {one.part.usual, ""} for one in self.editors.values())
        self._read()
        self._say()

    def show_content(self, content: AnyContent) -> None:
        """Show what a code says."""
        self.put(studio_typed.values_of(self._parts, content), content)

    def typed(self) -> Typed:
        """Return what is made of it."""
        return self._typed

    def is_empty(self) -> bool:
        """Whether nobody typed anything."""
        return all(editor.value() in {editor.part.usual, ""} for editor in self.editors.values())

    def lock(self, *, locked: bool) -> None:
        """Let nobody change it, or again."""
        for editor in self.editors.values():
            editor.lock(locked=locked)

    def first(self) -> QWidget:
        """Return where typing begins."""
        editor = next(iter(self.editors.values()))
        return editor.field.editor if editor.field is not None else editor

    def say_all(self) -> bool:
        """Say everything that is wrong or missing, as before saving; whether nothing is."""
        self._touched = set(self.editors)
        self._say()
        return self._typed.content is not None

    def _unfold(self) -> None:
        self._unfolded = True
        self._show_parts()

    def _edited(self, path: str) -> None:
        self._touched.add(path)
        self.editors[path].say_wrong("")
        self._read()
        self._rest.start()
        self.changed.emit(self._typed)

    def _read(self) -> None:
        self._typed = studio_typed.read(self.kind, self._parts, self.values(), self._before)
        self._show_parts()

    def _show_parts(self) -> None:
        used = {part.path for part in studio_typed.in_use(self._parts, self.values())}
        for path, editor in self.editors.items():
            editor.setVisible(path in used and (self._unfolded or not editor.part.more))
        folded = any(editor.part.more and path in used for path, editor in self.editors.items())
        self.more.setVisible(folded and not self._unfolded)

    def _say(self) -> None:
        """Say at each field that was touched what is wrong with it, and of check digits that they fit."""
        fresh: Editor | None = None
        for path, editor in self.editors.items():
            wrong = self._typed.wrong.get(path, "")
            said = wrong if path in self._touched else ""
            if said and fresh is None and not editor.is_wrong():
                fresh = editor
            editor.say_wrong(said)
            editor.say_right(right=bool(editor.value()) and not wrong)
        if fresh is not None:
            QTimer.singleShot(0, fresh, partial(boxes.scroll_to, fresh))  # once there is room for the words
