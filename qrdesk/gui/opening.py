"""How the app gets to its links: the first page, a database on this computer, or a server far away."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from qrdesk.client import AcceptDraft, Client, LinkDraft, LinkQuery
from qrdesk.core.errors import Unauthenticated
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import default_database
from qrdesk.gui import far, keys, words
from qrdesk.gui.jobs import JobRunner
from qrdesk.gui.keys import Kept
from qrdesk.gui.pages import first_run
from qrdesk.gui.pages.first_run import FirstRun, Troubled
from qrdesk.gui.pages.home import SAMPLE
from qrdesk.gui.pages.notice import Action
from qrdesk.gui.sample import sample_draft
from qrdesk.gui.seat import PORT, WIFI, free_port, lan_address, own_database, seat_of
from qrdesk.gui.server import Server
from qrdesk.gui.session import Session
from qrdesk.gui.shell.state import State
from qrdesk.gui.shell.window import MainWindow
from qrdesk.gui.workspaces import WORKSPACE, open_local

MODE, SERVER = "connection/mode", "connection/server"
CHOSEN = "connection/database"  # key under which a database opened in place of another is remembered


@dataclass(frozen=True, slots=True)
class Opened:
    """A database opened for the first time, with the sample where one was made."""

    client: Client
    sample: LinkView | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    """A server that answered to the key."""

    client: Client
    server: str
    key_kept: Kept


@dataclass(frozen=True, slots=True)
class Joined:
    """A server that let somebody in by invitation; nobody else has the key."""

    tested: Tested
    key: str
    workspace: str
    name: str


class Opening(QObject):
    """Opens the links that were open last, and asks where there are none."""

    key_unkept = Signal(str)  # a key that nobody else has, and that cannot be kept here

    def __init__(
        self, parent: QObject, session: Session, state: State, jobs: JobRunner, window: MainWindow, server: Server
    ) -> None:
        super().__init__(parent)
        self._session, self._state, self._jobs, self._window, self._server = session, state, jobs, window, server
        self._database = ""
        self.choose_path: Callable[[Path], Path | None] = self._ask_path  # tests answer themselves
        self._alone: QWidget | None = None

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
            self._open_remote()
        else:
            self.ask()

    def ask(self, *, can_go_back: bool = False) -> None:
        """Show the first page."""
        page = FirstRun(lan_address(), seat_of(self._state).port, can_go_back=can_go_back)
        page.try_wanted.connect(self._try_here)
        page.connect_wanted.connect(self._connect)
        page.join_wanted.connect(self._join)
        page.back_wanted.connect(self._frame)
        server = self._state.read(SERVER, "")
        page.address.set_text(server)
        self._show_alone(page)
        self._window.status.say("" if can_go_back else self.tr("Not connected yet"))

    # this computer

    def _try_here(self, wifi: bool) -> None:
        self._busy()
        port = self._state.read(PORT, 0) or free_port()
        self._state.write(PORT, port)
        self._state.write(WIFI, wifi)
        work = partial(_open_first, self._session.local, self._own(), sample_draft())
        self._jobs.run(self, work, self._first_opened, self._not_opened_first)

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
        work = partial(open_local, self._own(), self._state.read(WORKSPACE, ""))
        self._jobs.run(self, work, self._opened_local, partial(self._not_opened, self._open_local))

    def _opened_local(self, client: Client) -> None:
        self._state.write(MODE, "local")
        self._session.use(client, "local", self._own())
        self._server.serve(client, seat_of(self._state))
        self._frame()

    def _own(self) -> str:
        return own_database(self._database, self._state.read(CHOSEN, ""))

    # another database on this computer

    def _other_ways(self) -> list[Action]:
        """Return what else can be opened; nothing once a database is open: a process has one."""
        if self._session.local is not None:
            return []
        return [
            (self.tr("Start with an empty database"), self._start_empty),
            (self.tr("Choose another file…"), self._choose),
        ]

    def _what_stays(self, error: Exception) -> str:
        path = file_of(self._own())
        if self._session.local is not None or path is None:
            return words.failure(error)
        said = self.tr("{reason} An empty database would be a new file beside it; {path} stays as it is.")
        return said.format(reason=words.failure(error), path=path)

    def _start_empty(self) -> None:
        self._open_other(free_file_beside(self._own()))

    def _choose(self) -> None:
        path = self.choose_path((file_of(self._own()) or Path(default_database())).parent)
        if path is not None:
            self._open_other(path)

    def _ask_path(self, folder: Path) -> Path | None:
        kinds = self.tr("QRDesk databases (*.db);;All files (*)")
        chosen, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a database"), str(folder), kinds)
        return Path(chosen) if chosen else None

    def _open_other(self, path: Path) -> None:
        self._show_alone(first_run.Opening())
        done, failed = partial(self._other_opened, path), partial(self._not_opened, partial(self._open_other, path))
        self._jobs.run(self, partial(Client.local, str(path)), done, failed)

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
        self._busy()
        self._jobs.run(self, partial(_test, self._state.folder, server, key), self._connected, self._not_connected)

    def _connected(self, tested: Tested) -> None:
        self._state.write(MODE, "remote")
        self._state.write(SERVER, tested.server)
        self._use_remote(tested.client, tested.server)
        if tested.key_kept is not Kept.KEYRING:
            said = (
                self.tr("This system has no keyring that works: the key is kept in a file of yours, encrypted.")
                if tested.key_kept is Kept.FILE
                else self.tr("This system has no keyring that works: the key is kept until the app is closed.")
            )
            self._window.status.say(said)
            self._window.toast(said, icon="key")

    def _join(self, server: str, draft: AcceptDraft) -> None:
        self._busy()
        self._jobs.run(self, partial(_come_in, self._state.folder, server, draft), self._joined, self._not_connected)

    def _joined(self, joined: Joined) -> None:
        self._connected(joined.tested)
        if joined.tested.key_kept is Kept.NOWHERE:
            self._window.show_page("home")
            self.key_unkept.emit(joined.key)
        else:
            said = self.tr("You are in {workspace} now, as {name}")
            self._window.status.say(said.format(workspace=joined.workspace, name=joined.name))

    def renew_key(self, key: str) -> None:
        """Use the server in sight with ``key`` from now on: the one until now has a new text."""
        server = self._session.place
        work = partial(keys.remember, self._state.folder, server, key)
        self._use_again(far.client_of(server, key))
        self._jobs.run(self, work, self._renewed)

    def leave(self, said: str) -> None:
        """The server in sight is no longer ours: forget its key, ask for other links, and say what happened."""
        self._state.write(MODE, "")
        self._server.stop()
        self.ask()
        self._window.status.say(said)
        work = partial(keys.forget, self._state.folder, self._session.place)
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

    def _open_remote(self) -> None:
        self._show_alone(first_run.Opening())
        server = self._state.read(SERVER, "")
        self._jobs.run(
            self, partial(keys.recall, self._state.folder, server), partial(self._recalled, server), self._not_recalled
        )

    def _recalled(self, server: str, key: str) -> None:
        if key:
            self._use_remote(far.client_of(server, key), server)
        else:
            self._not_recalled(Unauthenticated(self.tr("The key is not kept on this computer. Enter it again.")))

    def _not_recalled(self, error: Exception) -> None:
        self.ask()
        self._not_connected(error)

    def _use_remote(self, client: Client, server: str) -> None:
        self._server.stop()
        self._session.use(client, "remote", server)
        self._server.follow(client)
        self._frame()

    # what is shown

    def _not_opened(self, again: Callable[[], None], error: Exception) -> None:
        actions = (
            (self.tr("Try again"), again),
            *self._other_ways(),
            (self.tr("Open other links"), self.ask),
            (self.tr("Quit"), QApplication.quit),
        )
        self._show_alone(Troubled(self.tr("Your links could not be opened"), self._what_stays(error), actions))

    def _busy(self) -> None:
        if isinstance(self._alone, FirstRun):
            self._alone.set_busy(busy=True)

    def _show_alone(self, page: QWidget) -> None:
        self._window.show_frame()
        self._alone = page
        self._window.show_alone(page)
        if isinstance(page, FirstRun):
            page.focus_first()

    def _frame(self) -> None:
        self._window.show_frame()
        self._alone = None
        self._window.status.say("")
        self._window.show_page(self._window.last_page("home"))


def file_of(database: str) -> Path | None:
    """Return the file of a database; None for one on a database server, whose address may hold a password."""
    path = database.removeprefix("sqlite:///")
    return None if "://" in path else Path(path).expanduser()


def free_file_beside(database: str) -> Path:
    """Return a file for an empty database: beside ``database``, or in the usual folder where that is no file."""
    beside = file_of(database) or Path(default_database())
    names = (beside.with_name(f"{beside.stem}-{number}{beside.suffix}") for number in count(2))
    return next(path for path in names if not path.exists())


def _open_first(known: Client | None, database: str, sample: LinkDraft) -> Opened:
    client = known or Client.local(database)  # one database per process
    some = client.links.list(LinkQuery(state="any", limit=1)).data
    return Opened(client, None if some else client.links.create(sample))


def _test(folder: Path, server: str, key: str) -> Tested:
    client = far.client_of(server, key)
    try:
        client.me.get()
    except BaseException:
        client.close()
        raise
    return Tested(client, server, keys.remember(folder, server, key))


def _come_in(folder: Path, server: str, draft: AcceptDraft) -> Joined:
    with far.client_of(server, "") as nobody:
        accepted = nobody.invitations.accept(draft)
    key = accepted.key.key
    tested = Tested(far.client_of(server, key), server, keys.remember(folder, server, key))
    return Joined(tested, key, accepted.workspace.name, accepted.member.name)
