"""The running app: one window, its pages, and what happens between them."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from qrdesk.core.schemas.access import Scope
from qrdesk.gui import late
from qrdesk.gui.backup_age import BackupAge
from qrdesk.gui.drafts import Keeper, is_in_front
from qrdesk.gui.drafts_of_pages import keep_first, notes_of
from qrdesk.gui.elsewhere import Elsewhere, Refreshes
from qrdesk.gui.ending import Ending
from qrdesk.gui.faults import LOG
from qrdesk.gui.finding_chosen import offer_chosen
from qrdesk.gui.finding_links import LinkFinder
from qrdesk.gui.finding_settings import offer_settings
from qrdesk.gui.finding_statics import StaticFinder
from qrdesk.gui.folders import open_path
from qrdesk.gui.helping import HELP, Helping
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.link_count import LinkCount
from qrdesk.gui.opening import Opening
from qrdesk.gui.pages.access_roles import may_see
from qrdesk.gui.pages.home import HomePage
from qrdesk.gui.palette_acts import offer_acts
from qrdesk.gui.pulse import Pulse
from qrdesk.gui.reach import Reach
from qrdesk.gui.routes import Routes
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow, NavEntry, Steps, TakesFocus
from qrdesk.gui.troubles import Troubles
from qrdesk.gui.unsaved import Unsaved
from qrdesk.gui.webhooks_count import WebhookCount
from qrdesk.gui.webhooks_leaving import Leftovers
from qrdesk.gui.workspaces import Workspaces

if TYPE_CHECKING:  # they are imported when they are first asked for
    from qrdesk.gui.pages.access import AccessPage
    from qrdesk.gui.pages.activity import ActivityPage
    from qrdesk.gui.pages.analytics import AnalyticsPage
    from qrdesk.gui.pages.batch import BatchPage
    from qrdesk.gui.pages.links import LinksPage
    from qrdesk.gui.pages.settings import SettingsPage
    from qrdesk.gui.pages.studio import StudioPage
    from qrdesk.gui.pages.webhooks import WebhooksPage

_FIRST_RUN, _MOVE = "first_run", "move"  # no pages of the frame: they are shown alone
_ON_THEIR_OWN = frozenset({"links", "studio", "analytics"})  # they hear of changes and ask for themselves


class Desk(QObject):
    """Puts the window together; a child of the window, gone with it. A page is made when it is first asked for."""

    def __init__(self, session: Session, state: State, jobs: JobRunner) -> None:
        window = MainWindow(state)
        super().__init__(window)
        self.window, self.session, self.state, self.jobs = window, session, state, jobs
        self.ending = Ending(window)
        self.routes = Routes()
        self.reach = Reach(self, session, jobs, window)
        self.server = Server(jobs, self)
        self.workspaces = Workspaces(self, session, jobs, window, self.server)
        self.pulse = Pulse(session, jobs, self, self._shows_hits)
        self.opening = Opening(self, session, state, jobs, window, self.server)
        self._troubles = Troubles(self, window, self.server, session, self.show_page, self._open_log)
        self._add_pages()
        self.helping = Helping(session, jobs, window, self.routes)  # last in the palette
        self.unsaved = Unsaved(self, session, jobs, window, self.routes)
        self._count = LinkCount(self, session, jobs, window)
        shows = (window, self.server, self.opening.is_done, self._count.look)
        self.changes = Elsewhere(self, session, jobs, *shows).changes
        self._webhook_count = WebhookCount(self, session, jobs, window)
        self.backup_age = BackupAge(self, session, jobs, window, self.routes, self.changes)
        self._fill_routes()
        self._fill_palette()
        self._connect()
        Leftovers(self, session, jobs, window)  # its toasts come after those of the place before have gone

    def show_page(self, key: str) -> None:
        """Show a page of the frame, or the first page alone."""
        if key == _FIRST_RUN:
            self.opening.ask(can_go_back=True)
        elif key == _MOVE:
            self.opening.own.move()
        elif self.session.client is None and not self.opening.is_done() and key != HELP:
            self.window.status.say(self.tr("Choose first where your links live"))
        else:
            self.window.show_page(key)

    def close(self) -> None:
        """Stop what runs beside the window."""
        self.pulse.clock.stop()
        self.changes.clock.stop()
        self.server.close()

    @property
    def home(self) -> HomePage:
        """Home."""
        return cast(HomePage, self.window.page("home"))

    @property
    def links(self) -> "LinksPage":
        """Links."""
        return cast("LinksPage", self.window.page("links"))

    @property
    def studio(self) -> "StudioPage":
        """Studio."""
        return cast("StudioPage", self.window.page("studio"))

    @property
    def batch(self) -> "BatchPage":
        """Batch."""
        return cast("BatchPage", self.window.page("batch"))

    @property
    def analytics(self) -> "AnalyticsPage":
        """Analytics."""
        return cast("AnalyticsPage", self.window.page("analytics"))

    @property
    def webhooks(self) -> "WebhooksPage":
        """Webhooks."""
        return cast("WebhooksPage", self.window.page("webhooks"))

    @property
    def access(self) -> "AccessPage":
        """Access."""
        return cast("AccessPage", self.window.page("access"))

    @property
    def activity(self) -> "ActivityPage":
        """Activity."""
        return cast("ActivityPage", self.window.page("activity"))

    @property
    def settings(self) -> "SettingsPage":
        """Settings."""
        return cast("SettingsPage", self.window.page("settings"))

    def _add_pages(self) -> None:
        def page(key: str, *more: object) -> Callable[[], Steps]:
            return partial(late.steps, key, self.session, self.jobs, self.window, self.routes, *more)

        pages: Sequence[tuple[NavEntry, Callable[[], QWidget | Steps]]] = (
            (NavEntry("home", self.tr("Home"), "house"), self._make_home),
            (NavEntry("links", self.tr("Links"), "link"), self._make_links),
            (NavEntry("studio", self.tr("Studio"), "qr-code"), self._make_studio),
            (NavEntry("batch", self.tr("Batch"), "layers"), page("batch")),
            (
                NavEntry("analytics", self.tr("Analytics"), "chart-no-axes-column"),
                page("analytics"),
            ),
            (NavEntry("domains", self.tr("Domains"), "globe", "place"), page("domains")),
            (
                NavEntry("webhooks", self.tr("Webhooks"), "webhook", "place"),
                page("webhooks", self.server),
            ),
            (NavEntry("access", self.tr("Access"), "key", "place"), page("access")),
            (NavEntry("activity", self.tr("Activity"), "activity", "place"), page("activity")),
            (NavEntry("settings", self.tr("Settings"), "sliders-horizontal", "foot"), page("settings", self.server)),
        )
        for entry, make in pages:
            self.window.add_page(entry, make)

    def _make_home(self) -> HomePage:
        return HomePage(self.session, self.jobs, self.window, self.routes, self.pulse)

    def _make_links(self) -> Steps:
        made = yield from late.steps("links", self.session, self.jobs, self.window, self.routes)
        page = cast("LinksPage", made)
        self.window.closing.connect(page.editor.keep_for_next_time)
        self.pulse.came.connect(page.hits_came)
        return page

    def _make_studio(self) -> Steps:
        made = yield from late.steps("studio", self.session, self.jobs, self.window, self.routes)
        page = cast("StudioPage", made)
        self.window.closing.connect(page.keep_for_next_time)
        return page

    def _fill_routes(self) -> None:
        routes = self.routes
        routes.open_link = partial(self._open, "links", "open_link")
        routes.open_list = partial(self._open, "links", "open_list")
        routes.make_codes = partial(self._open, "batch", "bring_links")
        routes.new_link = partial(self._open, "links", "new_link")
        routes.new_address = self._new_address
        routes.open_studio = partial(self._open, "studio", "open_link")
        routes.open_static = partial(self._open, "studio", "open_static")
        routes.open_kind = partial(self._open, "studio", "open_kind")
        routes.open_analytics = partial(self._open, "analytics", "open_link")
        routes.show_page = self.show_page
        routes.renew_key = self.opening.renew_key
        routes.left = self.opening.leave
        routes.open_access = partial(self._open, "access", "show_tab")
        routes.open_activity = partial(self._open, "activity", "show_subject")
        routes.open_endpoint = partial(self._open, "webhooks", "choose")
        routes.open_log = partial(self._open_log, self.state.folder / LOG)
        routes.open_pictures = self._show_pictures
        routes.open_settings = partial(self._open, "settings", "show_part")
        routes.open_import = self._import
        routes.open_place = self.opening.switch
        routes.open_workspace = self.workspaces.open
        routes.copy = self._copy
        routes.copy_text = self._copy_text

    def _fill_palette(self) -> None:
        palette = self.window.finder
        for finder in (LinkFinder, StaticFinder):
            palette.add_provider(finder(self, self.session, self.jobs, self.routes).find)
        palette.add_provider(self.workspaces.find)
        offer_acts(self, self.session, self.jobs, self.window, self.routes, self.opening)
        new, links, batch = self.tr("New link"), self.tr("Links"), self.tr("Batch")
        make, read = (partial(self.session.may, scope) for scope in (Scope.LINKS_CREATE, Scope.LINKS_READ))
        many = partial(self.session.may, Scope.CODES_READ)
        palette.add_action(new, links, "plus", lambda: self.routes.new_link(""), (self.tr("Ctrl"), "N"), may=make)
        palette.add_action(self.tr("Import links"), links, "upload", self._import, may=make)
        palette.add_action(self.tr("Export links as CSV"), links, "download", self._export, may=read)
        offer_chosen(self.session, self.window)
        palette.add_action(self.tr("Folders and tags"), links, "folder", self._order, may=read)
        palette.add_action(self.tr("Find duplicate links"), links, "copy", self._duplicates, may=read)
        many_codes = partial(self.show_page, "batch")
        labels = self.tr("print label sheets CSV Excel")
        palette.add_action(self.tr("Make many codes from a list"), batch, "layers", many_codes, may=many, also=labels)
        kinds = self.tr("Wi-Fi contact text e-mail phone place payment")
        alone = partial(self._open, "studio", "open_kind", "wifi")
        without = self.tr("New code without a link")
        palette.add_action(without, self.tr("Studio"), "qr-code", alone, may=many, also=kinds)
        self._offer_access()
        self._offer_the_rest()
        offer_settings(palette, self.routes)
        self.keeper = Keeper(self.state, is_in_front, self)
        self.window.page_made.connect(self._keep_typing)
        self.opening.asked.connect(partial(keep_first, self.keeper, self.session, self.state))
        self.window.closing.connect(self.keeper.close)
        self.helping.fill_palette()
        self.helping.bind(self._new_link, self._load_anew)

    def _offer_access(self) -> None:
        access = self.tr("Access")
        for key, said, icon in (
            ("keys", self.tr("Keys"), "key"),
            ("members", self.tr("Members"), "user"),
            ("invitations", self.tr("Invite a member"), "mail"),
            ("workspace", self.tr("Workspaces"), "house"),
            ("usage", self.tr("Usage of the plan"), "chart-no-axes-column"),
            ("plans", self.tr("Plans"), "list"),
        ):
            open_it, may = partial(self.routes.open_access, key), partial(self._may_see, key)
            also = self.tr("password token log in secret API") if key == "keys" else ""
            self.window.finder.add_action(said, access, icon, open_it, may=may, also=also)

    def _offer_the_rest(self) -> None:
        palette = self.window.finder
        log, hook = (partial(self.session.may, scope) for scope in (Scope.AUDIT_READ, Scope.WEBHOOKS_CREATE))
        log_title, hooks = self.tr("Audit log: who changed what"), self.tr("Webhooks")
        palette.add_action(log_title, self.tr("Activity"), "activity", partial(self.show_page, "activity"), may=log)
        palette.add_action(self.tr("New webhook"), hooks, "webhook", self._new_webhook, may=hook)
        backups = self.tr("Settings")
        palette.add_action(self.tr("Back up now"), backups, "save", self._back_up)
        palette.add_action(self.tr("Restore a backup"), backups, "archive-restore", self._restore)
        pictures, files = self.tr("Pictures: logos and previews"), partial(self.session.may, Scope.FILES_READ)
        palette.add_action(pictures, self.tr("Settings"), "image", self._show_pictures, may=files)
        palette.add_action(self.tr("Copy the server's address"), self.tr("Server"), "copy", self.copy_address)

    def _may_see(self, tab: str) -> bool:
        """Whether the key may see that tab of Access; invitations are opened from here to make one."""
        makes = tab != "invitations" or self.session.may(Scope.MEMBERS_CREATE)
        return not self.window.is_barred("access") and makes and may_see(self.session, tab)

    def _connect(self) -> None:
        pill, server = self.window.pill, self.server
        pill.start_wanted.connect(server.start)
        pill.stop_wanted.connect(server.stop)
        pill.copy_wanted.connect(self.copy_address)
        pill.log_wanted.connect(self._open_log)
        pill.reach_wanted.connect(partial(self.routes.open_settings, "address"))
        server.state_changed.connect(self._show_server)
        self.session.connected.connect(self.window.forget_undo)
        self.opening.key_unkept.connect(self._key_unkept)
        self.opening.import_wanted.connect(self._import)
        self.opening.diagnostics_wanted.connect(self.helping.diagnose)
        self.opening.places_changed.connect(self.workspaces.show_places)
        self.workspaces.place_chosen.connect(self.opening.switch)
        self.workspaces.found.connect(self.opening.note_workspace)
        self.window.page_shown.connect(self._page_shown)
        self.window.closing.connect(self.pulse.clock.stop)
        self.window.closing.connect(self._webhook_count.clock.stop)

    def _new_address(self, host: str, slug: str) -> None:
        self.window.show_page("links")
        self.links.new_address(host, slug)

    def _open(self, key: str, how: str, what: object) -> None:
        self.window.show_page(key)
        getattr(cast(Any, self.window.page(key)), how)(what)

    def _new_webhook(self) -> None:
        self.window.show_page("webhooks")
        self.webhooks.open_new()

    def _show_pictures(self) -> None:
        self.window.show_page("settings")
        self.settings.show_pictures()

    def _back_up(self) -> None:
        self.routes.open_settings("backups")
        self.settings.backups.backup.ask()

    def _restore(self) -> None:
        self.routes.open_settings("backups")
        self.settings.backups.restore.ask()

    def _new_link(self) -> None:
        if self.session.client is not None and self.opening.is_done() and self.session.may(Scope.LINKS_CREATE):
            self.routes.new_link("")

    def _keep_typing(self, key: str) -> None:
        for note in notes_of(key, self.window.page(key), self.state):
            self.keeper.watch(self.window.page(key), note)

    def _load_anew(self) -> None:
        page = self.window.page(self.window.current_page()) if self.window.current_page() else None
        if isinstance(page, Refreshes) and self.session.client is not None:
            page.refresh()

    def _import(self) -> None:
        self.window.show_page("links")
        self.links.side.open_import()

    def _export(self) -> None:
        self.links.bulk.export()

    def _order(self) -> None:
        self.window.show_page("links")
        self.links.side.open_order()

    def _duplicates(self) -> None:
        self.window.show_page("links")
        self.links.side.open_duplicates()

    def _key_unkept(self, key: str) -> None:
        """Nothing on this computer can keep a key that nobody else has: say so where it cannot be missed."""
        title = self.tr("Copy your key now: it cannot be kept on this computer")
        said = self.tr("It is the only way back in after the app is closed. This is the one time you can have it.")
        copy = (self.tr("Copy the key"), partial(self._copy_text, key, self.tr("The key is copied")))
        self.home.notice.say("warn", title, said, [copy], icon="key")

    def _shows_hits(self) -> bool:
        """Whether the page in sight shows hits as they come; Analytics asks for its own."""
        return self.window.current_page() in {"home", "links", ""} and not self.window.isMinimized()

    def _page_shown(self, key: str) -> None:
        page = self.window.page(key)
        if self.session.client is None:
            return
        self.pulse.poll()
        if self.window.is_barred(key):
            return
        if isinstance(page, Refreshes) and key not in _ON_THEIR_OWN:
            page.refresh()
        if isinstance(page, TakesFocus) and key != "links":
            QTimer.singleShot(0, page, page.focus_first)

    def _show_server(self, state: ServerState, address: str) -> None:
        self.window.pill.show_state(state, address, can_stop=self.session.mode != "remote" and self._may_stop(state))

    def _may_stop(self, state: ServerState) -> bool:
        return state in {ServerState.STOPPED, ServerState.STARTING} or self.server.own

    def _copy(self, text: str) -> None:
        self._copy_text(text, self.tr("Copied {text}").format(text=text))

    def _copy_text(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.window.status.say(said)

    def copy_address(self) -> None:
        """Copy where the server answers."""
        if self.server.address:
            scheme = "https" if self.server.state is ServerState.SERVING else "http"
            self._copy(f"{scheme}://{self.server.address}")

    def _open_log(self, log: Path | None = None) -> None:
        log = log or self.server.log
        if log is None or not log.exists():
            self.window.status.say(self.tr("There is no log on this computer yet"))
        else:
            open_path(log)
