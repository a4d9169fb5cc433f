"""Studio: the look of a link's code, drawn as it will be printed, read back, and exported."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from pydantic import ValidationError
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from qrdesk.client import Design
from qrdesk.core.errors import NotFound
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.pages import studio_desk
from qrdesk.gui.pages.studio_assets import StudioAssets
from qrdesk.gui.pages.studio_bench import Bench
from qrdesk.gui.pages.studio_brought import Brought
from qrdesk.gui.pages.studio_content import NEW, ContentPanel
from qrdesk.gui.pages.studio_desk import Desk, Look, Order, find_links, read_desk
from qrdesk.gui.pages.studio_empty import NoLinkPage
from qrdesk.gui.pages.studio_exporting import Exporting
from qrdesk.gui.pages.studio_fixes import Drawing, Fix, reasons
from qrdesk.gui.pages.studio_logos import Logos
from qrdesk.gui.pages.studio_middle import MiddlePanel
from qrdesk.gui.pages.studio_one_pot import with_fields
from qrdesk.gui.pages.studio_preview import Preview, Scored, Subject
from qrdesk.gui.pages.studio_right import RightPanel
from qrdesk.gui.pages.studio_saving import Saving
from qrdesk.gui.pages.studio_shelf import Shelf
from qrdesk.gui.pages.studio_small import drawings
from qrdesk.gui.refusals import refuse_at
from qrdesk.gui.routes import Routes
from qrdesk.gui.session import Session
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.theme import tokens
from qrdesk.gui.widgets import boxes


class StudioPage(QWidget):
    """One link at a time. Looks that are not saved are kept per code, also until the next start; nothing asks."""

    def __init__(self, session: Session, jobs: JobRunner, window: MainWindow, routes: Routes) -> None:
        super().__init__()
        self._session, self._jobs, self._window, self._routes = session, jobs, window, routes
        self._bench = Bench(window.state, session.place)
        self._asked = 0
        self._stale = False
        self._offered: str | None = None  # the place whose files are offered
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
        studio_desk.remember_looks(self._window.state, self._bench.places)

    def focus_first(self) -> None:
        """Put the keyboard on the link chooser."""
        self.content.links.setFocus()

    def regions(self) -> Sequence[QWidget]:
        """Return where F6 stops."""
        return (self.content.links, self.middle.artboard, self.right.tabs)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._bench.desk is None:
            self.open_link("")
        elif self._stale:
            self._reload()

    def _connected(self) -> None:
        self._bench.move(self._session.place)
        self.shelf.forget()
        if self.isVisible():
            self.open_link("")

    def _reload(self) -> None:
        """Read the link again, now or when the page is next in sight; what is being tried stays."""
        self._stale = not self.isVisible()
        if not self._stale:
            desk = self._bench.desk
            self._read(desk.link.id if desk is not None else "", self._bench.code_id, again=True)

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
        bench = self._bench
        before = bench.desk
        if again and desk is not None and before is not None and desk.link.id == before.link.id:
            code_id = bench.code_id  # another one may have been picked since
            if code_id == NEW and (before.codes or bench.key() in bench.kept):
                bench.desk = desk
                self._work_on(NEW)  # one more code is being tried: nobody asked for another
                return
        if desk is None or before is None or desk.link.id != before.link.id:
            self.right.problem.hide()
        bench.desk = desk
        self._views.setCurrentWidget(self._panels if desk is not None else self._empty)
        if desk is not None:
            known = [code.id for code in desk.codes]
            self._work_on(code_id if code_id in known else known[0] if known else NEW)
            self._offer_files()

    def _not_opened(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        if isinstance(error, NotFound) and self._bench.desk is not None:
            self._bench.desk = None
            self.open_link("")  # it was deleted: go on with what there is
            return
        self.right.show_problem(self.tr("The link could not be opened"), words.failure(error), "")

    def _offer_files(self) -> None:
        """Ask once per place which fonts and profiles there are."""
        if self._offered == self._session.place:
            return
        self._offered = self._session.place
        self.fonts.list()
        self.profiles.list()

    def _pick_code(self, code_id: str) -> None:
        self.right.problem.hide()
        self._work_on(code_id)

    def _work_on(self, code_id: str) -> None:
        """Take a code up: the look last tried on it, else the one it has."""
        bench = self._bench
        bench.take_up(code_id)
        if bench.desk is not None:
            self.content.show_desk(bench.desk, code_id, bench.look.name)
            self._draw_codes()
        self._show_work()

    def _draw_codes(self) -> None:
        """Draw the codes of the list, with their logos and fonts: that may take a while."""
        undrawn = self.content.codes.undrawn()
        if undrawn:
            work = partial(drawings, undrawn, self._assets.of)
            self._jobs.run(self, work, self.content.codes.show_drawings)

    def _set_look(self, look: Look) -> None:
        self.right.forget_file()
        self._bench.try_look(look)
        self._show_work()

    def _design_changed(self, changes: Mapping[str, object]) -> None:
        try:
            design = with_fields(self._bench.look.design, changes)
        except ValidationError as refused:
            self.right.show_problem(self.tr("Not taken"), words.fault(refused), "")
            return
        self._wear(design)

    def _wear(self, design: Design) -> None:
        self._set_look(replace(self._bench.look, design=design))

    def _name_changed(self, name: str) -> None:
        self._set_look(replace(self._bench.look, name=name))

    def _order_changed(self, field: str, value: object) -> None:
        self.right.forget_file()
        self._bench.order = replace(self._bench.order, **{field: value})
        self._show_work()

    def _apply(self, fix: Fix) -> None:
        self._bench.order = fix.order
        self._wear(fix.design)

    def _show_work(self) -> None:
        bench = self._bench
        if bench.desk is None:
            return
        link, text, bench.confirmed = bench.desk.link, bench.desk.text(bench.code_id), False
        self.right.show_work(bench.look.design, bench.order)
        self.right.frame.show_text(text)
        self.logos.show_design(bench.look.design)
        self.shelf.show_design(bench.look.design)
        self.middle.show_state(link.title or link.slug, unsaved=bench.unsaved(), new=bench.code_id == NEW)
        self.preview.want(Subject(text, bench.look.design, bench.order))

    def _drawn(self, subject: Subject, drawing: Drawing) -> None:
        self._bench.drawing = drawing
        self.middle.artboard.show_scene(drawing.scene)
        self.content.codes.show_new(drawing.scene)
        self.middle.show_report(drawing.report)
        self.right.show_report(drawing.report, subject.design, {})
        self._allow_export()

    def _fixes_found(self, drawing: Drawing, fixes: Mapping[str, Sequence[Fix]]) -> None:
        if drawing is self._bench.drawing:
            self.right.reader.show_fixes(fixes)

    def _scored(self, drawing: Drawing, found: Scored) -> None:
        if drawing is self._bench.drawing:
            told = reasons(found.score, self._bench.look.design, self._bench.order, drawing.report)
            self.right.reader.show_score(found.score, told)
            self.right.logo.show_safe(found.safe)

    def _allow_export(self) -> None:
        self.right.export.setEnabled(self._bench.may_export())

    def _not_drawn(self, error: Exception) -> None:
        self._bench.drawing = None
        self._allow_export()
        self.right.show_problem(self.tr("The code cannot be drawn"), words.failure(error), "")

    def _not_saved(self, key: str, error: Exception) -> None:
        self._refuse(key, error)
        said = self.tr("{reason} Your look is kept here.").format(reason=words.failure(error))
        self.right.show_problem(self.tr("Not saved"), said, "")

    def _refuse(self, key: str, error: Exception) -> None:
        if self._bench.key() == key:
            refuse_at(self.content.fields, error)

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
        self._serve()
        self._connect()

    def _serve(self) -> None:
        """Make what does the panels' work: they show and tell, and know no server."""
        session, jobs, window, bench = self._session, self._jobs, self._window, self._bench
        self.logos = Logos(session, jobs, window, self.right.logo)
        self.saving = Saving(session, jobs, window, bench, self)
        self.exporting = Exporting(session, jobs, window, bench, self.right)
        self.fonts = Brought("font", session, jobs, window.state, self)
        self.profiles = Brought("profile", session, jobs, window.state, self)
        self.shelf = Shelf(session, jobs, window, self.content.designs, self._assets)

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
        self.shelf.worn.connect(self._wear)
        for service, refused in ((self.saving, self._not_saved), (self.exporting, self._refuse)):
            service.moved.connect(self._allow_export)
            service.refused.connect(refused)
        self._connect_files()
        for keys, action in (("Ctrl+E", self.export), (QKeySequence.StandardKey.Save, self.save)):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    def _connect_files(self) -> None:
        frame, press = self.right.frame, self.right.print
        frame.font_wanted.connect(self.fonts.bring)
        self.fonts.listed.connect(frame.show_fonts)
        self.fonts.taken.connect(frame.take_font)
        self.fonts.refused.connect(frame.show_problem)
        press.profile_wanted.connect(self.profiles.bring)
        self.profiles.listed.connect(self._profiles_listed)
        self.profiles.taken.connect(partial(self._order_changed, "profile"))
        self.profiles.refused.connect(self._no_profile)

    def _no_profile(self, said: str) -> None:
        self.right.show_problem(self.tr("The profile was not taken"), said, "")

    def _profiles_listed(self, files: studio_desk.Files) -> None:
        """Offer the profiles; one that was remembered and is gone, or is of another place, is taken back."""
        self.right.print.show_profiles(files)
        profile = self._bench.order.profile
        if profile is not None and profile not in {file.id for file in files}:
            self._order_changed("profile", None)
        else:
            self.right.print.show_order(self._bench.order)
