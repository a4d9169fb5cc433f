"""Studio: the look of a link's code, drawn as it will be printed, read back, and exported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QStandardPaths, QTime
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.core.errors import ArtworkRisky, CannotWrite, NotFound
from qrdesk.core.schemas.artwork import ScanScore
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import studio_desk
from qrdesk.gui.pages.studio_assets import StudioAssets
from qrdesk.gui.pages.studio_content import NEW, ContentPanel
from qrdesk.gui.pages.studio_desk import (
    Desk,
    Look,
    Order,
    find_links,
    order_problem,
    read_desk,
    remember_order,
    remembered_order,
)
from qrdesk.gui.pages.studio_empty import NoLinkPage
from qrdesk.gui.pages.studio_export import Exported, ask_path, change_code, export_file, make_code, with_suffix
from qrdesk.gui.pages.studio_fixes import Drawing, Fix, reasons
from qrdesk.gui.pages.studio_logos import Logos
from qrdesk.gui.pages.studio_middle import MiddlePanel
from qrdesk.gui.pages.studio_preview import Preview, Subject
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.refusals import refuse_at
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.status import Work
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes


class StudioPage(QWidget):
    """One link at a time. Looks that are not saved are kept per code, also until the next start; nothing asks."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        # tests answer themselves
        self.choose_path: Callable[[Path], Path | None] = lambda suggested: ask_path(
            self.window(), suggested, self._order.format
        )
        self._desk: Desk | None = None
        self._code_id = NEW
        self._look = Look()
        self._order = remembered_order(window.state)
        self._places = studio_desk.remembered_looks(window.state)  # by place, then by code
        self._kept = self._places.setdefault(session.place, {})
        self._drawing: Drawing | None = None
        self._score: ScanScore | None = None
        self._confirmed = False  # that it is exported whatever its score is
        self._asked = 0
        self._stale = self._exporting = False
        self._saving: set[str] = set()  # keys of looks on their way: a second press must not make a second code
        self._folder: Path | None = None
        self._assets = StudioAssets(session)
        self.preview = Preview(jobs, self._assets.of, self)
        self._build()
        session.links_changed.connect(self._reload)
        session.on_connecting(self._connected)

    def open_link(self, link_id: str, code_id: str = "") -> None:
        """Work on the code of a link: ``code_id``, else its newest one; the newest link when ``link_id`` is empty."""
        self._read(link_id, code_id)

    def look(self) -> Look:
        """Return the name and design being worked on."""
        return self._look

    def order(self) -> Order:
        """Return what is to be exported."""
        return self._order

    def unsaved(self) -> bool:
        """Whether name or design differ from what is kept."""
        return self._look != self._saved()

    def keep_for_next_time(self) -> None:
        """The window closes: looks that are not saved are there again when the app is."""
        studio_desk.remember_looks(self._window.state, self._places)

    def focus_first(self) -> None:
        """Put the keyboard on the link chooser."""
        self.content.links.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return where F6 stops."""
        return (self.content.links, self.middle.artboard, self.right.tabs)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._desk is None:
            self.open_link("")
        elif self._stale:
            self._reload()

    # the desk

    def _connected(self) -> None:
        self._desk, self._code_id = None, NEW
        self._kept = self._places.setdefault(self._session.place, {})
        if self.isVisible():
            self.open_link("")

    def _reload(self) -> None:
        """Read the link again, now or when the page is next in sight; what is being tried stays."""
        self._stale = not self.isVisible()
        if not self._stale:
            self._read(self._desk.link.id if self._desk is not None else "", self._code_id, again=True)

    def _read(self, link_id: str, code_id: str, *, again: bool = False) -> None:
        client = self._session.client
        if client is None:
            return
        self._asked += 1
        done, failed = partial(self._opened, self._asked, code_id, again), partial(self._not_opened, self._asked)
        self._jobs.run(self, partial(read_desk, client, link_id), done, failed)

    def _opened(self, asked: int, code_id: str, again: bool, desk: Desk | None) -> None:
        if asked != self._asked:
            return
        before = self._desk
        if again and desk is not None and before is not None and desk.link.id == before.link.id:
            code_id = self._code_id  # another one may have been picked since
            if code_id == NEW and (before.codes or self._key() in self._kept):
                self._desk = desk
                self._work_on(NEW)  # one more code is being tried: nobody asked for another
                return
        if desk is None or self._desk is None or desk.link.id != self._desk.link.id:
            self.right.problem.hide()
        self._desk = desk
        self._views.setCurrentWidget(self._panels if desk is not None else self._empty)
        if desk is not None:
            known = [code.id for code in desk.codes]
            self._work_on(code_id if code_id in known else known[0] if known else NEW)

    def _not_opened(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        if isinstance(error, NotFound) and self._desk is not None:
            self._desk = None
            self.open_link("")  # it was deleted: go on with what there is
            return
        self.right.show_problem(self.tr("The link could not be opened"), words.failure(error), "")

    def _pick_code(self, code_id: str) -> None:
        self.right.problem.hide()
        self._work_on(code_id)

    def _work_on(self, code_id: str) -> None:
        """Take a code up: the look last tried on it, else the one it has."""
        self._code_id = code_id
        self._look = self._kept.get(self._key(), self._saved())
        if self._desk is not None:
            self.content.show_desk(self._desk, code_id, self._look.name)
        self._show_work()

    def _code(self) -> CodeView | None:
        codes = self._desk.codes if self._desk is not None else ()
        return next((code for code in codes if code.id == self._code_id), None)

    def _saved(self) -> Look:
        code = self._code()
        return Look() if code is None else Look(code.name, code.design)

    def _key(self) -> str:
        """Return what unsaved looks are kept under."""
        return self._code_id or (f"new {self._desk.link.id}" if self._desk is not None else "")

    # the look

    def _set_look(self, look: Look) -> None:
        self.right.problem.hide()
        self._look = look
        if self.unsaved():
            self._kept[self._key()] = look
        else:
            self._kept.pop(self._key(), None)
        self._show_work()

    def _design_changed(self, field: str, value: object) -> None:
        self._set_look(replace(self._look, design=self._look.design.model_copy(update={field: value})))

    def _name_changed(self, name: str) -> None:
        self._set_look(replace(self._look, name=name))

    def _order_changed(self, field: str, value: object) -> None:
        self.right.problem.hide()
        self._order = replace(self._order, **{field: value})
        self._show_work()

    def _apply(self, fix: Fix) -> None:
        self._order = fix.order
        self._set_look(replace(self._look, design=fix.design))

    def _show_work(self) -> None:
        if self._desk is None:
            return
        link, self._confirmed = self._desk.link, False
        self.right.show_work(self._look.design, self._order)
        self.logos.show_design(self._look.design)
        self.middle.show_state(link.title or link.slug, unsaved=self.unsaved(), new=self._code_id == NEW)
        self.preview.want(Subject(link.code_url, self._look.design, self._order))

    def _drawn(self, subject: Subject, drawing: Drawing) -> None:
        self._drawing, self._score = drawing, None
        self.middle.artboard.show_scene(drawing.scene)
        self.content.codes.show_new(drawing.scene)
        self.middle.show_report(drawing.report)
        self.right.show_report(drawing.report, subject.design, {})
        self._allow_export()

    def _fixes_found(self, drawing: Drawing, fixes: Mapping[str, Sequence[Fix]]) -> None:
        self.right.reader.show_report(drawing.report, self._look.design, fixes)
        if drawing is self._drawing:
            self._show_score()

    def _scored(self, drawing: Drawing, score: ScanScore) -> None:
        if drawing is self._drawing:
            self._score = score
            self._show_score()

    def _show_score(self) -> None:
        if self._score is not None and self._drawing is not None:
            told = reasons(self._score, self._look.design, self._order, self._drawing.report)
            self.right.reader.show_score(self._score, told)

    def _allow_export(self) -> None:
        reads = self._drawing is not None and self._drawing.report.decoded is not None
        busy = self._exporting or self._key() in self._saving
        self.right.export.setEnabled(reads and not order_problem(self._order) and not busy)

    def _not_drawn(self, error: Exception) -> None:
        self._drawing = None
        self._allow_export()
        self.right.show_problem(self.tr("The code cannot be drawn"), words.failure(error), "")

    # saving

    def save(self) -> None:
        """Keep name and look; the first save makes the code."""
        client, desk = self._session.client, self._desk
        if client is None or desk is None or not (self.unsaved() or self._code_id == NEW):
            return
        code, look, key = self._code(), self._look, self._key()
        if key in self._saving or (code is None and self._exporting):
            return
        self._saving.add(key)
        self._allow_export()
        done, failed = partial(self._was_saved, key, look, code), partial(self._not_saved, key)
        work = partial(make_code, client, desk.link.id, look)
        self._jobs.run(self, partial(change_code, client, code.id, look) if code else work, done, failed)

    def _was_saved(self, key: str, look: Look, before: CodeView | None, code: CodeView) -> None:
        self._saving.discard(key)
        self._allow_export()
        title = self.middle.title.text()
        if before is not None:
            said = self.tr("The look of {title} is saved").format(title=title)
            self._window.toast(said, partial(self._take_back, before), "save")
        else:
            now = QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
            self._window.status.say(self.tr("Saved {time}: {title}").format(time=now, title=title))
        self._settle(key, look, code.id)

    def _settle(self, key: str, look: Look, code_id: str) -> None:
        """What is kept on the server is no longer unsaved; what was changed since goes on under the code's own id."""
        newer = self._kept.pop(key, None)
        if newer is not None and newer != look:
            self._kept[code_id] = newer
        if self._key() == key:
            self._code_id = code_id
        self._session.links_changed.emit()

    def _take_back(self, before: CodeView) -> None:
        client = self._session.client
        if client is None:
            return
        work = partial(change_code, client, before.id, Look(before.name, before.design))
        self._jobs.run(self, work, lambda _code: self._session.links_changed.emit(), partial(self._not_saved, ""))

    def _not_saved(self, key: str, error: Exception) -> None:
        self._saving.discard(key)
        self._allow_export()
        self._refuse(key, error)
        said = self.tr("{reason} Your look is kept here.").format(reason=words.failure(error))
        self.right.show_problem(self.tr("Not saved"), said, "")

    def _refuse(self, key: str, error: Exception) -> None:
        if self._key() == key:
            refuse_at(self.content.fields, error)

    # exporting

    def export(self) -> None:
        """Ask where to, then write the file."""
        client, desk = self._session.client, self._desk
        if client is None or desk is None or not self.right.export.isEnabled():
            return
        folder = self._folder or Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
        )
        path = self.choose_path(with_suffix(folder / desk.link.slug, self._order.format))
        if path is None:
            return
        path = with_suffix(path, self._order.format)
        work = self._window.status.start(self.tr("Exporting {file}").format(file=path.name))
        self.right.problem.hide()
        self._exporting = True
        self._allow_export()
        order = replace(self._order, confirmed=self._confirmed)
        job = partial(export_file, client, desk.link.id, self._code(), self._look, order, path)
        done = partial(self._exported, work, self._key(), self._look)
        self._jobs.run(self, job, done, partial(self._not_exported, work, self._key()))

    def _exported(self, work: Work, key: str, look: Look, done: Exported) -> None:
        work.finish()
        self._folder = done.path.parent
        remember_order(self._window.state, self._order)
        self._exporting = False
        self._allow_export()
        if done.created:
            self._settle(key, look, done.code_id)
        else:
            self._session.links_changed.emit()
        if done.not_for_print:
            self._window.toast(
                self.tr("{file} saved, not for print").format(file=done.path.name), icon="triangle-alert"
            )
            self.right.show_warning(self.tr("For trying out only"), done.not_for_print)
        else:
            self._window.toast(self.tr("{file} saved").format(file=done.path.name))

    def _not_exported(self, work: Work, key: str, error: Exception) -> None:
        work.finish()
        self._exporting = False
        self._allow_export()
        if isinstance(error, CannotWrite):
            self.right.show_problem(self.tr("The file was not written"), str(error), self.tr("Choose another folder…"))
        elif isinstance(error, ArtworkRisky):
            self._confirmed = True  # whoever presses on has read why
            self.right.show_problem(self.tr("Not safe to print"), str(error), self.tr("Export anyway…"))
        else:
            self._refuse(key, error)
            said, again = words.failure(error), self.tr("Try again…")
            self.right.show_problem(self.tr("Nothing was exported"), said, again)

    # parts

    def _build(self) -> None:
        measures = tokens.measures().panel
        self.content = ContentPanel(partial(find_links, self, self._session, self._jobs))
        self.middle = MiddlePanel()
        self.right = RightPanel()
        left = boxes.box(boxes.rows(self.content, gap=0), edge="right")
        right = boxes.box(boxes.rows(self.right, gap=0), edge="left")
        left.setFixedWidth(measures.studio_content)
        right.setFixedWidth(measures.studio_tabs)
        self._panels = QWidget()
        row = boxes.columns(left, self.middle, right, gap=0)
        row.setStretchFactor(self.middle, 1)
        self._panels.setLayout(row)
        self._empty = NoLinkPage(self._routes)
        self.make_link = self._empty.make_link
        self._views = QStackedWidget()
        self._views.addWidget(self._panels)
        self._views.addWidget(self._empty)
        self.setLayout(boxes.rows(self._views, gap=0))
        self.logos = Logos(self._session, self._jobs, self._window, self.right.logo)
        self._connect()

    def _connect(self) -> None:
        self.content.link_picked.connect(self.open_link)
        self.content.code_picked.connect(self._pick_code)
        self.content.new_wanted.connect(lambda: self._pick_code(NEW))
        self.content.name_changed.connect(self._name_changed)
        self.middle.save_wanted.connect(self.save)
        self.right.design_changed.connect(self._design_changed)
        self.right.order_changed.connect(self._order_changed)
        self.right.export_wanted.connect(self.export)
        self.right.reader.fix_wanted.connect(self._apply)
        self.preview.drawn.connect(self._drawn)
        self.preview.fixes_found.connect(self._fixes_found)
        self.preview.scored.connect(self._scored)
        self.preview.failed.connect(self._not_drawn)
        for keys, action in (("Ctrl+E", self.export), (QKeySequence.StandardKey.Save, self.save)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
