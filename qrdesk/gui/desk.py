"""The running app: one window, its pages, and what happens between them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, cast, runtime_checkable

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from qrdesk import __version__
from qrdesk.client import LinkQuery
from qrdesk.core.schemas.base import Page
from qrdesk.core.schemas.links import LinkView
from qrdesk.gui import words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.link_count import LinkCount
from qrdesk.gui.opening import Opening
from qrdesk.gui.pages.access import AccessPage
from qrdesk.gui.pages.analytics import AnalyticsPage
from qrdesk.gui.pages.batch import BatchPage
from qrdesk.gui.pages.domains import DomainsPage
from qrdesk.gui.pages.home import HomePage
from qrdesk.gui.pages.links import LinksPage
from qrdesk.gui.pages.notice import Notice
from qrdesk.gui.pages.settings import SettingsPage
from qrdesk.gui.pages.studio import StudioPage
from qrdesk.gui.pages.webhooks import WebhooksPage
from qrdesk.gui.pulse import Pulse
from qrdesk.gui.routes import Routes
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.palette_list import Group, Hit
from qrdesk.gui.shell.server_pill import ServerState
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow, NavEntry, TakesFocus
from qrdesk.gui.webhooks_count import WebhookCount
from qrdesk.gui.workspaces import Workspaces

_PALETTE_LINKS = 6
_FIRST_RUN = "first_run"  # no page of the frame: it is shown alone
_SERVER = "server"  # what a note is about
_TELL_TROUBLE = ("home", "links")  # pages with a note about the server
_ON_THEIR_OWN = frozenset({"links", "studio", "analytics"})  # they hear of changes and ask for themselves


@runtime_checkable
class Refreshes(Protocol):
    """A page that asks for its content when it is shown."""

    def refresh(self) -> None: ...


class Desk(QObject):
    """Puts the window together; a child of the window, gone with it. A page is made when it is first asked for."""

    def __init__(self, session: Session, state: State, jobs: JobRunner) -> None:
        window = MainWindow(state)
        super().__init__(window)
        self.window, self.session, self.state, self.jobs = window, session, state, jobs
        self.routes = Routes()
        self._trouble: dict[str, tuple[str, str]] = {}  # by page: the note about the server that stands there
        self.server = Server(jobs, self)
        self.workspaces = Workspaces(self, session, jobs, window, self.server)
        self.pulse = Pulse(session, jobs, self, self._shows_hits)
        self.opening = Opening(self, session, state, jobs, window, self.server)
        self._add_pages()
        self._count = LinkCount(self, session, jobs, window)
        self._webhook_count = WebhookCount(self, session, jobs, window)
        self._fill_routes()
        self._fill_palette()
        self._connect()
        window.top.help.hide()  # there is no manual yet
        window.status.say_right(f"QRDesk {__version__}")

    def show_page(self, key: str) -> None:
        """Show a page of the frame, or the first page alone."""
        if key == _FIRST_RUN:
            self.opening.ask(can_go_back=True)
        else:
            self.window.show_page(key)

    def close(self) -> None:
        """Stop what runs beside the window."""
        self.pulse.clock.stop()
        self.server.close()

    @property
    def home(self) -> HomePage:
        """Home."""
        return cast(HomePage, self.window.page("home"))

    @property
    def links(self) -> LinksPage:
        """Links."""
        return cast(LinksPage, self.window.page("links"))

    @property
    def studio(self) -> StudioPage:
        """Studio."""
        return cast(StudioPage, self.window.page("studio"))

    @property
    def batch(self) -> BatchPage:
        """Batch."""
        return cast(BatchPage, self.window.page("batch"))

    @property
    def analytics(self) -> AnalyticsPage:
        """Analytics."""
        return cast(AnalyticsPage, self.window.page("analytics"))

    @property
    def webhooks(self) -> WebhooksPage:
        """Webhooks."""
        return cast(WebhooksPage, self.window.page("webhooks"))

    @property
    def access(self) -> AccessPage:
        """Access."""
        return cast(AccessPage, self.window.page("access"))

    @property
    def settings(self) -> SettingsPage:
        """Settings."""
        return cast(SettingsPage, self.window.page("settings"))

    def _add_pages(self) -> None:
        usual = self.session, self.jobs, self.window, self.routes
        pages: Sequence[tuple[NavEntry, Callable[[], QWidget]]] = (
            (NavEntry("home", self.tr("Home"), "house"), self._make_home),
            (NavEntry("links", self.tr("Links"), "link"), self._make_links),
            (NavEntry("studio", self.tr("Studio"), "qr-code"), self._make_studio),
            (NavEntry("batch", self.tr("Batch"), "layers"), partial(BatchPage, *usual)),
            (NavEntry("analytics", self.tr("Analytics"), "chart-no-axes-column"), partial(AnalyticsPage, *usual)),
            (NavEntry("domains", self.tr("Domains"), "globe", "place"), partial(DomainsPage, *usual)),
            (NavEntry("webhooks", self.tr("Webhooks"), "webhook", "place"), partial(WebhooksPage, *usual, self.server)),
            (NavEntry("access", self.tr("Access"), "key", "place"), partial(AccessPage, *usual)),
            (NavEntry("settings", self.tr("Settings"), "sliders-horizontal", "foot"), self._make_settings),
        )
        for entry, make in pages:
            self.window.add_page(entry, make)

    def _make_home(self) -> HomePage:
        page = HomePage(self.session, self.jobs, self.window, self.routes, self.pulse)
        self._show_trouble("home", page.notice)
        return page

    def _make_links(self) -> LinksPage:
        page = LinksPage(self.session, self.jobs, self.window, self.routes)
        self.window.closing.connect(page.editor.keep_for_next_time)
        self.pulse.came.connect(page.hits_came)
        self._show_trouble("links", page.notice)
        return page

    def _make_studio(self) -> StudioPage:
        page = StudioPage(self.session, self.jobs, self.window, self.routes)
        self.window.closing.connect(page.keep_for_next_time)
        return page

    def _make_settings(self) -> SettingsPage:
        return SettingsPage(self.session, self.jobs, self.window, self.routes, self.server)

    def _fill_routes(self) -> None:
        routes = self.routes
        routes.open_link = partial(self._open, "links", LinksPage.open_link)
        routes.open_list = partial(self._open, "links", LinksPage.open_list)
        routes.new_link = partial(self._open, "links", LinksPage.new_link)
        routes.new_address = self._new_address
        routes.open_studio = partial(self._open, "studio", StudioPage.open_link)
        routes.open_analytics = partial(self._open, "analytics", AnalyticsPage.open_link)
        routes.show_page = self.show_page
        routes.renew_key = self.opening.renew_key
        routes.left = self.opening.leave
        routes.open_access = partial(self._open, "access", AccessPage.show_tab)
        routes.open_workspace = self.workspaces.open
        routes.copy = self._copy
        routes.copy_text = self._copy_text

    def _fill_palette(self) -> None:
        palette = self.window.finder
        palette.add_provider(self._find_links)
        new, links = self.tr("New link"), self.tr("Links")
        palette.add_action(new, links, "plus", lambda: self.routes.new_link(""), (self.tr("Ctrl"), "N"))
        palette.add_action(self.tr("Import links"), links, "upload", self._import)
        palette.add_action(self.tr("Export links as CSV"), links, "download", self._export)
        palette.add_action(self.tr("Folders and tags"), links, "folder", self._order)
        palette.add_action(self.tr("Find duplicate links"), links, "copy", self._duplicates)
        palette.add_action(self.tr("Make many codes from a list"), self.tr("Batch"), "layers", self._show_batch)
        access = self.tr("Access")
        for key, said, icon in (
            ("keys", self.tr("Keys"), "key"),
            ("members", self.tr("Members"), "user"),
            ("invitations", self.tr("Invite a member"), "mail"),
            ("workspace", self.tr("Workspaces"), "house"),
            ("usage", self.tr("Usage of the plan"), "chart-no-axes-column"),
            ("plans", self.tr("Plans"), "list"),
            ("audit", self.tr("Audit log: who changed what"), "activity"),
        ):
            palette.add_action(said, access, icon, partial(self.routes.open_access, key))
        palette.add_action(self.tr("New webhook"), self.tr("Webhooks"), "webhook", self._new_webhook)
        palette.add_action(self.tr("Pictures: logos and previews"), self.tr("Settings"), "image", self._show_pictures)
        palette.add_action(self.tr("Copy the server's address"), self.tr("Server"), "copy", self._copy_address)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Quit), self.window).activated.connect(self.window.close)
        QShortcut(QKeySequence("Ctrl+N"), self.window).activated.connect(self._new_link)

    def _connect(self) -> None:
        pill, server = self.window.pill, self.server
        pill.start_wanted.connect(server.start)
        pill.stop_wanted.connect(server.stop)
        pill.retry_wanted.connect(server.look)
        pill.copy_wanted.connect(self._copy_address)
        pill.log_wanted.connect(self._open_log)
        server.state_changed.connect(self._show_server)
        server.trouble.connect(self._tell_trouble)
        server.recovered.connect(self._refresh_page)
        self.session.connected.connect(self._connected)
        self.opening.key_unkept.connect(self._key_unkept)
        self.window.page_shown.connect(self._page_shown)
        self.window.closing.connect(self.pulse.clock.stop)
        self.window.closing.connect(self._webhook_count.clock.stop)

    def _new_address(self, host: str, slug: str) -> None:
        self.window.show_page("links")
        self.links.new_address(host, slug)

    def _open(self, key: str, show: Callable[[Any, str], None], what: str) -> None:
        self.window.show_page(key)
        show(self.window.page(key), what)

    def _new_webhook(self) -> None:
        self.window.show_page("webhooks")
        self.webhooks.open_new()

    def _show_batch(self) -> None:
        self.window.show_page("batch")

    def _show_pictures(self) -> None:
        self.window.show_page("settings")
        self.settings.show_pictures()

    def _new_link(self) -> None:
        if self.session.client is not None and self.opening.is_done():
            self.routes.new_link("")

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

    def _connected(self) -> None:
        self.window.forget_undo()
        self._trouble.pop("links", None)  # that page shows other links now, and no note of before

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
        if isinstance(page, Refreshes) and key not in _ON_THEIR_OWN:
            page.refresh()
        if isinstance(page, TakesFocus) and key != "links":
            QTimer.singleShot(0, page, page.focus_first)

    def _refresh_page(self) -> None:
        self.session.links_changed.emit()

    def _find_links(self, text: str, found: Callable[[Sequence[Hit]], None]) -> None:
        client = self.session.client
        if client is None or not text:
            return

        def work() -> Page[LinkView]:
            return client.links.list(LinkQuery(search=text[:200], limit=_PALETTE_LINKS, sort="-hit_count"))

        def here(page: Page[LinkView]) -> None:
            found([self._hit(link) for link in page.data])

        self.jobs.run(self, work, here, lambda _error: None)

    def _hit(self, link: LinkView) -> Hit:
        one, many = self.tr("{count} hit"), self.tr("{count} hits")
        return Hit(
            Group.LINKS,
            words.name(link),
            partial(self.routes.open_link, link.id),
            detail=words.address(link) if link.title else "",
            right=words.counted(link.hit_count, one, many),
            copy=partial(self._copy, link.short_url),
        )

    def _show_server(self, state: ServerState, address: str) -> None:
        self.window.pill.show_state(state, address, can_stop=self.session.mode != "remote" and self._may_stop(state))
        if state in {ServerState.SERVING, ServerState.NETWORK_ONLY} and self._trouble:
            self._trouble = {}
            for page in self._tell_of_trouble().values():
                page.notice.over(_SERVER)

    def _may_stop(self, state: ServerState) -> bool:
        return state in {ServerState.STOPPED, ServerState.STARTING} or self.server.own

    def _tell_trouble(self, title: str, text: str) -> None:
        self._trouble = dict.fromkeys(_TELL_TROUBLE, (title, text))
        self.window.status.say(title)
        for key, page in self._tell_of_trouble().items():
            self._show_trouble(key, page.notice)

    def _tell_of_trouble(self) -> dict[str, HomePage | LinksPage]:
        """Return the pages that tell of trouble with the server, as far as they are made."""
        made = [key for key in _TELL_TROUBLE if self.window.is_made(key)]
        return {key: cast("HomePage | LinksPage", self.window.page(key)) for key in made}

    def _show_trouble(self, key: str, notice: Notice) -> None:
        if key in self._trouble:
            again = (self.tr("Try again"), self.server.start)
            settings = (self.tr("Settings"), partial(self.show_page, "settings"))
            notice.say("danger", *self._trouble[key], [again, settings], icon="cloud-off", about=_SERVER)

    def _copy(self, text: str) -> None:
        self._copy_text(text, self.tr("Copied {text}").format(text=text))

    def _copy_text(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.window.status.say(said)

    def _copy_address(self) -> None:
        if self.server.address:
            scheme = "https" if self.server.state is ServerState.SERVING else "http"
            self._copy(f"{scheme}://{self.server.address}")

    def _open_log(self) -> None:
        log = self.server.log
        if log is None or not log.exists():
            self.window.status.say(self.tr("There is no log on this computer yet"))
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(log)))
