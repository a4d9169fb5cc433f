"""How the app gets to its links: the first page, a database on this computer, or a server far away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from qrdesk.client import AcceptDraft, Client, server_keys
from qrdesk.client.server_keys import Kept
from qrdesk.core.errors import Unauthenticated
from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.core.settings import default_database
from qrdesk.gui import far, file_dialogs, opening_trouble, words
from qrdesk.gui.backoff import Backoff
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.opening_work import Joined, Opened, Tested, come_in, file_of, free_file_beside, open_first
from qrdesk.gui.own_server import OwnServer, Ways, tested_with
from qrdesk.gui.pages import first_run
from qrdesk.gui.pages.first_run import FirstRun, Troubled
from qrdesk.gui.pages.first_run_language import LanguageButton
from qrdesk.gui.pages.notice import Action
from qrdesk.gui.profiles import LOCAL, Profile, Profiles
from qrdesk.gui.restoring_closed import RestoringClosed
from qrdesk.gui.sample import SAMPLE, sample_draft
from qrdesk.gui.seat import PORT, free_port, keep_seat, lan_address, own_database, seat_of
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.updating import Updating
from qrdesk.gui.workspaces import WORKSPACE, open_local

MODE, SERVER = "connection/mode", "connection/server"
CHOSEN = "connection/database"  # key under which a database opened in place of another is remembered


class Opening(QObject):
    """Opens the links that were open last, and asks where there are none."""

    places_changed = Signal()  # one is open, known or forgotten that was not before
    import_wanted = Signal()  # a list of links, into what was opened for it
    asked = Signal(object)  # the first page, before it is shown
    diagnostics_wanted = Signal()
    language_wanted = Signal(str)  # for the first page, while nothing is open
    key_unkept = Signal(str)  # a key that nobody else has, and that cannot be kept here

    def __init__(
        self, parent: QObject, session: Session, state: State, jobs: JobRunner, window: MainWindow, server: Server
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._jobs, self._window, self._server = session, state, jobs, window, server
        self._database = ""
        self.profiles = Profiles(state)
        self.choose_path: Callable[[Path], Path | None] = self._ask_path  # tests answer themselves
        self._alone: QWidget | None = None
        ways = Ways(self.page, self._show_alone, self._frame, self.ask, self.go_to)
        self.own = OwnServer(self, session, self.profiles, state, jobs, window, ways)
        self.restoring = RestoringClosed(self, jobs, window)
        self.restoring.busy.connect(self._set_busy)
        self._updating = Updating(self, jobs, window, self._show_alone)
        self.own.place_known.connect(self.places_changed)
        self._again: Callable[[], None] | None = None  # what is tried once more by itself
        self.backoff = Backoff(self)
        self.backoff.due.connect(self._try_again)
        self.backoff.ticked.connect(self._say_wait)

    def is_done(self) -> bool:
        """Whether the frame with its pages is shown."""
        return self._alone is None

    def page(self) -> QWidget | None:
        """Return what is shown alone; None once the frame is there."""
        return self._alone

    def start(self, database: str = "") -> None:
        """Open ``database`` where one is named, else what was open last, else ask."""
        self._database = database
        mode = "local" if database else self._state.read(MODE, "")
        if mode == "local":
            self._open_local()
        elif mode == "remote" and self._state.read(SERVER, ""):
            self._open_remote(self.profiles.open_last(self._state.read(SERVER, "")))
        else:
            self.ask()

    def ask(self, *, can_go_back: bool = False) -> None:
        """Show the first page."""
        page = FirstRun(lan_address(), seat_of(self._state).port, can_go_back=can_go_back)
        page.try_wanted.connect(self._try_here)
        page.connect_wanted.connect(self._connect)
        page.join_wanted.connect(self._join)
        page.back_wanted.connect(self._frame)
        page.language_wanted.connect(self.language_wanted)
        page.setup_wanted.connect(self.own.set_up)
        page.restore_wanted.connect(self._restore_first)
        page.import_wanted.connect(partial(self._try_here, sample=False))
        page.moving.setVisible(self._session.local is None)  # Settings and Links do it for what is open
        page.kept_for = frozenset(profile.server for profile in self.profiles.every())
        page.address.set_text(self._state.read(SERVER, ""))
        self.asked.emit(page)
        corner = LanguageButton(page) if self._session.client is None else None  # later, Settings has it
        self._show_alone(page, corner)
        self._window.status.say("" if can_go_back else self.tr("Not connected yet"))

    def ask_in(self, before: QWidget | None) -> None:
        """Show the first page as ``before``, which spoke another language; the keyboard is where that was chosen."""
        self.ask()
        if isinstance(self._alone, FirstRun) and isinstance(before, FirstRun):
            self._alone.take_over(before)
        self._window.top.focus_corner()

    # this computer

    def _try_here(self, wifi: bool, *, sample: bool = True) -> None:
        self._set_busy(busy=True)
        keep_seat(self._state, wifi=wifi)
        draft = sample_draft() if sample else None
        work = partial(open_first, self._session.local, self._own(), draft, self._first_names())
        self._jobs.run(self, work, self._first_opened if sample else self._opened_to_import, self._not_opened_first)

    def _opened_to_import(self, opened: Opened) -> None:
        self._opened_local(opened.client)
        self.import_wanted.emit()

    def _restore_first(self, wifi: bool) -> None:
        keep_seat(self._state, wifi=wifi)
        self.restoring.begin(self._own(), self._open_local, partial(self._not_restored, wifi))

    def _not_restored(self, wifi: bool, error: Exception) -> None:
        if isinstance(self._alone, FirstRun):
            another = self.tr("Choose another backup…"), partial(self._restore_first, wifi)
            self._alone.show_trouble(self.tr("The backup was not restored"), words.failure(error), [another])

    def _first_opened(self, opened: Opened) -> None:
        if opened.sample is not None:
            self._state.write(SAMPLE, opened.sample.id)
        self._opened_local(opened.client)
        self._window.show_page("home")

    def _not_opened_first(self, error: Exception) -> None:
        if isinstance(self._alone, FirstRun):
            title, ways = self.tr("Your links could not be opened"), self._other_ways()
            self._alone.show_trouble(title, self._what_stays(error), ways)

    def _open_local(self) -> None:
        self._show_alone(first_run.Opening())
        self._open_own()

    def _open_own(self) -> None:
        work = partial(open_local, self._own(), self._state.read(WORKSPACE, ""), self._first_names())
        failed = partial(self._not_opened, self._open_own)
        self._updating.open(self._own(), work, self._opened_local, failed)

    def _opened_local(self, client: Client) -> None:
        self._state.write(MODE, "local")
        self._session.use(client, "local", self._own())
        self._server.serve(client, seat_of(self._state))
        self._frame()
        self.places_changed.emit()

    def _first_names(self) -> tuple[str, str]:
        return self.tr("My workspace"), self.tr("Owner")

    def _own(self) -> str:
        return own_database(self._database, self._state.read(CHOSEN, ""))

    # another database on this computer

    def _other_ways(self) -> list[Action]:
        """Return what else can be opened; nothing once a database is open: a process has one."""
        if self._session.local is not None:
            return []
        others = (self.tr("Choose another file…"), self._choose), (self.tr("Restore a backup…"), self._restore)
        return [(self.tr("Start with an empty database"), self._start_empty), *others]

    def _what_stays(self, error: Exception) -> str:
        path, reason = file_of(self._own()), opening_trouble.reason(error)
        if self._session.local is not None or path is None:
            return reason
        said = self.tr("{reason} An empty database would be a new file beside it; {path} stays as it is.")
        return said.format(reason=reason, path=path)

    def _start_empty(self) -> None:
        self._open_other(free_file_beside(self._own()))

    def _restore(self) -> None:
        self.backoff.over()
        self.restoring.begin(self._own(), self._open_own, partial(self._not_opened, self._open_own))

    def _choose(self) -> None:
        path = self.choose_path((file_of(self._own()) or Path(default_database())).parent)
        if path is not None:
            self._open_other(path)

    def _ask_path(self, folder: Path) -> Path | None:
        kinds = self.tr("QRDesk databases (*.db);;All files (*)")
        chosen, _ = file_dialogs.open_name(self._window, self.tr("Open a database"), str(folder), kinds)
        return Path(chosen) if chosen else None

    def _open_other(self, path: Path) -> None:
        self._show_alone(first_run.Opening())
        self._open_file(path)

    def _open_file(self, path: Path) -> None:
        done, failed = partial(self._other_opened, path), partial(self._not_opened, partial(self._open_file, path))
        self._updating.open(str(path), partial(Client.local, str(path), first_names=self._first_names()), done, failed)

    def _other_opened(self, path: Path, client: Client) -> None:
        before = file_of(self._own())
        self._database = str(path)
        self._state.write(CHOSEN, str(path))
        self._opened_local(client)
        if before is not None:
            said = self.tr("{file} is open now; {before} was left as it is")
            self._window.status.say(said.format(file=path.name, before=before))

    # a server far away

    def _connect(self, server: str, key: str) -> None:
        self._set_busy(busy=True)
        self.go_to(server, key, self._not_connected)

    def _connected(self, made: Tested) -> None:
        self.profiles.put(made.profile)
        self._use_remote(made.client, made.profile)
        if made.key_kept is not Kept.KEYRING:
            said = (
                self.tr("This system has no keyring that works: the key is kept in a file of yours, encrypted.")
                if made.key_kept is Kept.FILE
                else self.tr("This system has no keyring that works: the key is kept until the app is closed.")
            )
            self._window.status.say(said)
            self._window.toast(said, icon="key")

    def _join(self, server: str, draft: AcceptDraft) -> None:
        self._set_busy(busy=True)
        work = partial(come_in, self._state.folder, self.profiles.every(), server, draft)
        self._jobs.run(self, work, self._joined, self._not_connected)

    def _joined(self, joined: Joined) -> None:
        self._connected(joined.tested)
        if joined.tested.key_kept is Kept.NOWHERE:
            self._window.show_page("home")
            self.key_unkept.emit(joined.key)
        else:
            said = self.tr("You are in {workspace} now, as {name}")
            self._window.status.say(said.format(workspace=joined.workspace, name=joined.name))

    def renew_key(self, key: str, place: str) -> None:
        """Use the server at ``place`` with ``key`` from now on, in sight or not: the one until now has a new text."""
        profile = self.profiles.find(place) or Profile(place, place.partition("#")[0])
        work = partial(server_keys.remember, self._state.folder, profile.place, key)
        if self._session.mode == "remote" and self._session.place == place:
            self._use_again(far.client_of(profile.server, key))
        self._jobs.run(self, work, self._renewed)

    def leave(self, said: str) -> None:
        """The server in sight is no longer ours: forget its key, ask for other links, and say what happened."""
        self._state.write(MODE, "")
        self._server.stop()
        self.ask()
        self._window.status.say(said)
        self.profiles.forget(self._session.place)
        self.places_changed.emit()
        work = partial(server_keys.forget, self._state.folder, self._session.place)
        self._jobs.run(self, work, lambda _gone: None, partial(self._not_forgotten, said))

    def _not_forgotten(self, said: str, error: Exception) -> None:
        more = self.tr("{said}. The key could not be taken off this computer: {reason}")
        self._window.status.say(more.format(said=said, reason=words.failure(error)))

    def _use_again(self, client: Client) -> None:
        self._session.renew(client)
        self._server.go_on_with(client)

    def _renewed(self, kept: Kept) -> None:
        said = self.tr("This app uses the new key from now on.")
        if kept is Kept.NOWHERE:
            said = self.tr("This app uses the new key, but cannot keep it: copy it before you close the app.")
        self._window.toast(said, icon="key")

    def _not_connected(self, error: Exception) -> None:
        if isinstance(self._alone, FirstRun):
            self._alone.show_refusal(error)

    # another of the places known

    def switch(self, place: str) -> None:
        """Open another of the places known; the empty one is this computer. What is typed waits where it was typed."""
        profile = self.profiles.find(place)
        if place != LOCAL and profile is not None:
            self._open_remote(profile)
        elif place == LOCAL and self._session.mode != "local":
            self._switch_here()

    def note_workspace(self, workspace: WorkspaceView) -> None:
        """Remember what the workspace of the server in sight is called by now."""
        if self._session.mode == "remote":
            known = self.profiles.open_last(self._session.place)
            if self.profiles.note(known.place, known.server, workspace) != known:
                self.places_changed.emit()

    def _switch_here(self) -> None:
        if self._session.local is not None:  # one database per process: it is open still
            self._opened_local(self._session.local)
            return
        self._state.write(PORT, self._state.read(PORT, 0) or free_port())
        self._open_local()

    def _open_remote(self, profile: Profile) -> None:
        self._show_alone(first_run.Opening())
        work = partial(server_keys.recall, self._state.folder, profile.place)
        self._jobs.run(self, work, partial(self._recalled, profile), partial(self._not_recalled, profile))

    def _recalled(self, profile: Profile, key: str) -> None:
        if key:
            self._use_remote(far.client_of(profile.server, key), profile)
        else:
            self._not_recalled(
                profile, Unauthenticated(self.tr("The key is not kept on this computer. Enter it again."))
            )

    def _not_recalled(self, profile: Profile, error: Exception) -> None:
        self.ask(can_go_back=self._session.client is not None)
        if isinstance(self._alone, FirstRun):
            self._alone.address.set_text(profile.server)
        self._not_connected(error)

    def _use_remote(self, client: Client, profile: Profile) -> None:
        self._state.write(MODE, "remote")
        self._state.write(SERVER, profile.server)
        self.profiles.opened(profile.place)
        self._server.stop()
        self._session.use(client, "remote", profile.place)
        self._server.follow(client)
        self._frame()
        self.places_changed.emit()

    # what is shown

    def _not_opened(self, again: Callable[[], None], error: Exception) -> None:
        """Say why, with every way out; what may be over in a moment is tried again and again meanwhile."""
        self._again = again if opening_trouble.may_pass(error) else None
        if self._again is None or not isinstance(self._alone, Troubled):
            self._show_trouble(again, error)
        if self._again is not None:
            self.backoff.failed()

    def _try_again(self) -> None:
        self._say_wait(0)
        if self._again is not None:
            self._again()

    def _once_more(self, again: Callable[[], None]) -> None:
        self._show_alone(first_run.Opening())
        again()

    def _say_wait(self, seconds: int) -> None:
        if isinstance(self._alone, Troubled):
            self._alone.show_wait(seconds)

    def _show_trouble(self, again: Callable[[], None], error: Exception) -> None:
        actions = (
            (self.tr("Try again"), partial(self._once_more, again) if self._again is None else self.backoff.now),
            *self._other_ways(),
            (self.tr("Open other links"), self.ask),
        )
        title, details = self.tr("Your links could not be opened"), opening_trouble.details(error)
        page = Troubled(title, self._what_stays(error), actions, details)
        page.diagnose.clicked.connect(self.diagnostics_wanted)
        page.leave.clicked.connect(QApplication.quit)
        self._show_alone(page)

    def _set_busy(self, busy: bool) -> None:
        if isinstance(self._alone, FirstRun):
            self._alone.set_busy(busy=busy)

    def _show_alone(self, page: QWidget, corner: QWidget | None = None) -> None:
        self.backoff.over()
        self._window.show_frame()
        self._alone = page
        self._window.show_alone(page, corner)
        if isinstance(page, FirstRun):
            page.focus_first()

    def _frame(self) -> None:
        self.backoff.over()
        self._window.show_frame()
        self._alone = None
        self._window.status.say("")
        self._window.show_page(self._window.last_page("home"))

    # a server of one's own: see own_server

    def go_to(self, server: str, key: str, failed: Callable[[Exception], object]) -> None:
        """Use another server from now on, tested first; ``failed`` is told why it cannot be used."""
        work = partial(tested_with, self._state.folder, self.profiles.every(), server, key)
        self._jobs.run(self, work, self._connected, failed)
