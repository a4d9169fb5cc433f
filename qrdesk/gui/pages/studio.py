"""Studio: the look of a link's code, drawn as it will be printed, read back, and exported."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from pydantic import ValidationError
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.client import ChangesView, Design
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.access import Scope
from qrdesk.core.schemas.codes import CodeView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.look_assets import LookAssets
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_code_list import NEW
from qrdesk.gui.pages.studio_content import ContentPanel
from qrdesk.gui.pages.studio_desk import Look, Order, changed_order, find_links
from qrdesk.gui.pages.studio_empty import NoLinkPage
from qrdesk.gui.pages.studio_exporting import Exporting
from qrdesk.gui.pages.studio_fixes import Fix
from qrdesk.gui.pages.studio_kinds import LINK
from qrdesk.gui.pages.studio_leaving import Leaving
from qrdesk.gui.pages.studio_link_work import LinkWork
from qrdesk.gui.pages.studio_logos import Logos
from qrdesk.gui.pages.studio_middle import MiddlePanel
from qrdesk.gui.pages.studio_offered import Offered
from qrdesk.gui.pages.studio_one_pot import with_fields
from qrdesk.gui.pages.studio_panels import Panels
from qrdesk.gui.pages.studio_preview import Preview
from qrdesk.gui.pages.studio_reach import keep_within_reach
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.pages.studio_saving import Saving
from qrdesk.gui.pages.studio_shelf import Shelf
from qrdesk.gui.pages.studio_showing import Showing
from qrdesk.gui.pages.studio_small import drawings
from qrdesk.gui.pages.studio_static import StaticDesk
from qrdesk.gui.pages.studio_static_work import StaticWork
from qrdesk.gui.pages.studio_statics import Statics
from qrdesk.gui.pieces import whole
from qrdesk.gui.refusals import refuse_at
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.widgets import boxes
from qrdesk.gui.widgets.screens import Screens

_KEPT_AFTER_MS = 1000  # a change, even if nothing closes in order
WIFI = "wifi"  # what to begin with where there is no link
_OPEN = "studio/open"  # what was worked on: "link id", or "sort of content"


class StudioPage(QWidget):
    """One link or static content at a time. What is not saved is kept per code, also over a crash; nothing asks."""

    def __init__(
        self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes, *, at_once: bool = True
    ) -> None:
        """Not ``at_once``: it is made by its ``steps``, and of no use before they are done."""
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._bench = Bench(window.state, session.whose)
        self._stale = False
        self._assets = LookAssets(session)
        self.preview = Preview(jobs, self._assets.of, self)
        self._keeping = QTimer(self, singleShot=True, interval=_KEPT_AFTER_MS)
        self._keeping.timeout.connect(self._bench.write)
        self.steps = self._made(session)
        if at_once:
            whole(self.steps)

    def _made(self, session: Session) -> Generator[None]:
        yield from self._build()
        yield
        session.links_changed.connect(self._reload)
        session.on_connecting(self._connected)

    def open_link(self, link_id: str, code_id: str = "") -> None:
        """Work on the code of a link: ``code_id``, else its newest one; the newest link when ``link_id`` is empty."""
        if self._session.may(Scope.LINKS_READ):
            self.link_work.read(link_id, code_id)
        else:
            self._window.status.say(self.tr("Your key may not read links. Codes that need none can be made."))
            self.open_kind(WIFI)
            self.statics.read()

    def look(self) -> Look:
        """Return the name and design being worked on."""
        return self._bench.look

    def order(self) -> Order:
        """Return what is to be exported."""
        return self._bench.order

    def unsaved(self) -> bool:
        """Whether name or design differ from what is kept."""
        return self._bench.unsaved()

    def save(self) -> None:
        """Keep name and look; the first save makes the code."""
        self.saving.save()

    def export(self) -> None:
        """Ask where to, then write the file."""
        self.exporting.export()

    def keep_for_next_time(self) -> None:
        """The window closes: looks that are not saved are there again when the app is."""
        self._keeping.stop()
        self._bench.write()

    def focus_first(self) -> None:
        """Put the keyboard where the content is chosen."""
        static = self._bench.static()
        (self.content.links if static is None else self.content.static.form().first()).setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return where F6 stops."""
        return (self.content, self.middle.artboard, self.right.tabs)

    def open_kind(self, kind: str) -> None:
        """Work on a content of that sort, which needs no link; ``LINK``: on the link that was there before."""
        self.link_work.let_go()
        self.right.forget_problem()
        before = self._bench.link_desk
        if kind != LINK:
            self.static_work.open_kind(kind)
        elif before is None:
            self.open_link("")
        else:
            self._bench.lay(before[0])
            self._views.setCurrentWidget(self._panels)
            self._work_on(before[1])
            self._reload()

    def open_static(self, code_id: str) -> None:
        """Work on a static code that is there."""
        client = self._session.client
        if client is not None:
            self.link_work.let_go()
            here = self._session.here
            opened, failed = here(self.static_work.open_code), here(self._no_static)
            self._jobs.run(self, partial(client.codes.get, code_id), opened, failed)
            self.statics.read()

    def changed_elsewhere(self, found: ChangesView) -> None:
        """Show what others changed of designs and codes; what is being tried stays."""
        kinds = {one.kind for one in found.changes}
        if found.everything or "design" in kinds:
            self.shelf.read_anew()
        if found.everything or kinds - {"design"}:
            self._reload()

    def take_back(self, newer_than: float) -> bool:
        """Take the last change of the look back, if it is newer than that; whether there was one."""
        done = self._bench.step(back=True, newer_than=newer_than)
        if done:
            self._stepped()
        return done

    def do_again(self) -> None:
        """Do again what was taken back last."""
        if self._bench.step(back=False):
            self._stepped()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._bench.desk is None:
            self._open_last()
        elif self._stale:
            self._reload()

    def _open_last(self) -> None:
        """Go on where the app was closed."""
        sort, _, what = self._window.state.read(_OPEN, "").partition(" ")
        if self.content.kinds.has(sort) and sort != LINK and self._session.client is not None:
            self.open_kind(sort)
            self.statics.read()
        else:
            self.open_link(what if sort == LINK else "")

    def _connected(self) -> None:
        self.link_work.let_go()
        self._bench.move(self._session.whose)
        self.shelf.forget()
        self.statics.forget()
        if self.isVisible():
            self._open_last()

    def _reload(self) -> None:
        """Read what is worked on again, now or when the page is next in sight; what is being tried stays."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        self.statics.read()
        desk = self._bench.desk
        if not isinstance(desk, StaticDesk):
            self.link_work.read(desk.link.id if desk is not None else "", self._bench.code_id, again=True)

    def _not_opened(self, error: Exception) -> None:
        remembered = self._window.state.read(_OPEN, "")
        if isinstance(error, NotFound) and (self._bench.desk is not None or remembered):
            self._bench.lay(None)
            self._window.state.write(_OPEN, "")
            self.open_link("")  # it was deleted: go on with what there is
            return
        self.right.show_problem(self.tr("The link could not be opened"), words.failure(error), "")

    def _pick_code(self, code_id: str) -> None:
        self.right.forget_problem()
        self._work_on(code_id)

    def _work_on(self, code_id: str) -> None:
        """Take a code up: the look last tried on it, else the one it has."""
        bench = self._bench
        bench.take_up(code_id)
        desk = bench.desk
        if desk is not None:
            self._views.setCurrentWidget(self._panels)
            self.content.show_desk(desk, code_id, bench.look.name)
            self._draw_codes()
            sort = f"{desk.kind} " if isinstance(desk, StaticDesk) else f"{LINK} {desk.link.id}"
            self._window.state.write(_OPEN, sort)
            self.offered.ask()
        self._show_work()

    def _draw_codes(self) -> None:
        """Draw the codes of the list, with their logos and fonts: that may take a while."""
        undrawn = self.content.codes.undrawn()
        if undrawn:
            work = partial(drawings, undrawn, self._assets.of)
            self._jobs.run(self, work, self.content.codes.show_drawings)

    def _set_look(self, look: Look, what: str = "") -> None:
        self.right.forget_file()
        self._bench.try_look(look, what)
        self._keeping.start()
        self._show_work()

    def _stepped(self) -> None:
        """A step was taken back or done again."""
        self.right.forget_file()
        self.content.name.set_text(self._bench.look.name)
        self._keeping.start()
        self._show_work()

    def _design_changed(self, changes: Mapping[str, object]) -> None:
        try:
            design = with_fields(self._bench.look.design, changes)
        except ValidationError as refused:
            self.right.show_problem(self.tr("Not taken"), words.fault(refused), "")
            return
        self._wear(design, " ".join(changes))

    def _wear(self, design: Design, what: str = "") -> None:
        self._set_look(replace(self._bench.look, design=design), what)

    def _name_changed(self, name: str) -> None:
        self._set_look(replace(self._bench.look, name=name), "name")

    def _order_changed(self, field: str, value: object) -> None:
        self.right.forget_file()
        bench = self._bench
        bench.try_order(changed_order(bench.order, field, value, usual=bench.is_usual()), field)
        self._show_work()

    def _apply(self, fix: Fix) -> None:
        self._bench.try_order(fix.order)
        self._wear(fix.design)

    def _typed(self) -> None:
        self.right.forget_problem()
        self._keeping.start()
        self._show_work()

    def _show_work(self) -> None:
        if self._bench.desk is not None:
            self.saving.show_work()
            self.showing.show_work()

    def _incomplete(self) -> None:
        """Somebody wants to keep what is not finished: say at each field what it lacks."""
        self.content.show_view("content")
        self.content.static.form().say_all()
        self.right.show_problem(self.tr("Not saved yet"), self.static_work.waits_for(), "")

    def _kept(self) -> None:
        """Something was kept, or is about to be: what can be changed of a static code may be less now."""
        self.static_work.settled()
        self.showing.allow_export()

    def _theirs_taken(self, code: CodeView) -> None:
        """What somebody else made of the code holds: work on that."""
        if self._bench.static() is not None:
            self.static_work.open_code(code)
        else:
            self._work_on(code.id)
        self._session.links_changed.emit()

    def _no_static(self, error: Exception) -> None:
        self._window.status.say(words.failure(error))

    def _unprinted(self, code: CodeView) -> None:
        """A static code can be changed again."""
        if self._bench.static() is not None and self._bench.code_id == code.id:
            self.static_work.open_code(code)
        self._session.links_changed.emit()

    def _not_saved(self, key: str, error: Exception) -> None:
        self._refuse(key, error)
        said = self.tr("{reason} Your look is kept here.").format(reason=words.failure(error))
        self.right.show_problem(self.tr("Not saved"), said, "")

    def _refuse(self, key: str, error: Exception) -> None:
        if self._bench.key() == key:
            refuse_at(self.content.fields, error)

    def _build(self) -> Generator[None]:
        self._views, self._panels = QStackedWidget(), Panels()
        self.setLayout(boxes.rows(self._views, gap=0))
        self._views.addWidget(self._panels)
        self.content = ContentPanel(partial(find_links, self, self._session, self._jobs), at_once=False)
        self._panels.put("content", self.content)
        yield from self.content.steps
        self.middle = MiddlePanel(Screens(self._window.state))
        self._panels.put("middle", self.middle)
        yield
        self.right = RightPanel(at_once=False)
        self._panels.put("right", self.right)
        yield from self.right.steps
        yield
        self._empty = NoLinkPage(self._routes)
        self.make_link, self.static_instead = self._empty.make_link, self._empty.make_static
        self.static_instead.clicked.connect(partial(self.open_kind, WIFI))
        self._views.addWidget(self._empty)
        yield
        self._serve()
        yield
        self._connect()

    def _serve(self) -> None:
        """Make what does the panels' work: they show and tell, and know no server."""
        session, jobs, window, bench = self._session, self._jobs, self._window, self._bench
        self.logos = Logos(session, jobs, window, self.right.logo)
        self.saving = Saving(session, jobs, window, bench, self.middle.meeting, self._assets)
        self.exporting = Exporting(session, jobs, window, bench, self.right)
        self.offered = Offered(session, jobs, window.state, bench, self.right, self._order_changed, self)
        self.fonts, self.profiles = self.offered.fonts, self.offered.profiles
        self.leaving = Leaving(session, jobs, window, bench, self._assets.of, self)
        self.leaving.connect_to(self.middle, self.right)
        self.leaving.carrying.settled.connect(self._kept)
        self.leaving.printing.settled.connect(self._kept)
        self.shelf = Shelf(session, jobs, window, self.content.designs, self._assets)
        self.statics = Statics(session, jobs, window, self.content.statics, self._assets)
        self.static_work = StaticWork(bench, self.content, self.statics)
        self.link_work = LinkWork(session, jobs, bench, self)
        panels = self.content, self.middle, self.right
        self.showing = Showing(session, bench, self.preview, *panels, self.static_work.waits_for)
        self.showing.shown.connect(self.logos.show_design)
        self.showing.shown.connect(self.shelf.show_design)
        self.showing.drawn.connect(self.leaving.show_subject)

    def _connect(self) -> None:
        self.content.kind_picked.connect(self.open_kind)
        self.content.link_picked.connect(self.open_link)
        self.content.static.link_wanted.connect(self._routes.new_link)
        self.static_work.laid.connect(self._work_on)
        self.link_work.asking.connect(self.middle.show_asking)
        self.link_work.changing.connect(self.right.forget_problem)
        self.link_work.laid.connect(self._work_on)
        self.link_work.missing.connect(partial(self._views.setCurrentWidget, self._empty))
        self.link_work.refused.connect(self._not_opened)
        self.static_work.typed.connect(self._typed)
        self.saving.incomplete.connect(self._incomplete)
        self.saving.taken.connect(self._theirs_taken)
        keep_within_reach(self._session, self.content, self.middle)
        self.middle.back_wanted.connect(partial(self.take_back, 0.0))
        self.middle.again_wanted.connect(self.do_again)
        self.content.code_picked.connect(self._pick_code)
        self.content.codes.dragged.connect(self.leaving.drag_row)
        self.content.statics.codes.dragged.connect(self.leaving.drag_row)
        self.content.new_wanted.connect(lambda: self._pick_code(NEW))
        self.content.name_changed.connect(self._name_changed)
        self.middle.save_wanted.connect(self.save)
        self.right.design_changed.connect(self._design_changed)
        self.right.order_changed.connect(self._order_changed)
        self.right.export_wanted.connect(self.export)
        self.right.reader.fix_wanted.connect(self._apply)
        self.exporting.unprinted.connect(self._unprinted)
        self.content.static.unprinted.connect(self.exporting.forget_printed)
        self.right.reader.address_wanted.connect(lambda: self._routes.open_settings("address"))
        self.shelf.worn.connect(self._wear)
        for service, refused in ((self.saving, self._not_saved), (self.exporting, self._refuse)):
            service.moved.connect(self._kept)
            service.refused.connect(refused)
