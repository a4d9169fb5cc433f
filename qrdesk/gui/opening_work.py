"""What opening does off the GUI thread: a first database, a server that is tested, an invitation that is taken up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import cast

from qrdesk.client import AcceptDraft, Client, LinkDraft, LinkQuery, server_keys
from qrdesk.client.http import HttpTransport
from qrdesk.client.server_keys import Kept
from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.settings import default_database
from qrdesk.gui import far
from qrdesk.gui.profiles import Profile, place_for
from qrdesk.gui.sample import make_sample


@dataclass(frozen=True, slots=True)
class Opened:
    """A database opened for the first time, with the sample where one was made."""

    client: Client
    sample: LinkView | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    """A server that answered to the key."""

    client: Client
    profile: Profile
    key_kept: Kept


@dataclass(frozen=True, slots=True)
class Joined:
    """A server that let somebody in by invitation; nobody else has the key."""

    tested: Tested
    key: str
    workspace: str
    name: str


def file_of(database: str) -> Path | None:
    """Return the file of a database; None for one on a database server, whose address may hold a password."""
    path = database.removeprefix("sqlite:///")
    return None if "://" in path else Path(path).expanduser()


def free_file_beside(database: str) -> Path:
    """Return a file for an empty database: beside ``database``, or in the usual folder where that is no file."""
    beside = file_of(database) or Path(default_database())
    names = (beside.with_name(f"{beside.stem}-{number}{beside.suffix}") for number in count(2))
    return next(path for path in names if not path.exists())


def open_first(known: Client | None, database: str, sample: LinkDraft | None, names: Sequence[str] = ()) -> Opened:
    """Open a database, with a sample where it is empty. A process has one: the one ``known`` is used where it is."""
    client = known or Client.local(database, first_names=names)
    some = sample is None or client.links.list(LinkQuery(state="any", limit=1)).data
    return Opened(client, None if some or sample is None else make_sample(client, sample))


def tested(folder: Path, known: Sequence[Profile], server: str, key: str) -> Tested:
    """Test a key, and keep it.

    Raises:
        QRDeskError: the server does not answer, or does not know the key; nothing is kept.
    """
    client = far.client_of(server, key)
    try:
        workspace = client.me.get().workspace
    except BaseException:
        client.close()
        raise
    return _kept(folder, known, client, key, workspace)


def come_in(folder: Path, known: Sequence[Profile], server: str, draft: AcceptDraft) -> Joined:
    """Take up an invitation, and keep the key that comes with it.

    Raises:
        QRDeskError: the server does not answer, or does not take the code.
    """
    with far.client_of(server, "") as nobody:
        accepted = nobody.invitations.accept(draft)
    key = accepted.key.key
    made = _kept(folder, known, far.client_of(server, key), key, accepted.workspace)
    return Joined(made, key, accepted.workspace.name, accepted.member.name)


def _kept(folder: Path, known: Sequence[Profile], client: Client, key: str, workspace: WorkspaceView) -> Tested:
    server = cast(HttpTransport, client.transport).server  # as everybody spells it
    place = place_for(known, server, workspace.id)
    before = next((one for one in known if one.place == place), Profile(place, server))
    profile = replace(before, server=server, workspace_id=workspace.id, workspace=workspace.name)
    return Tested(client, profile, server_keys.remember(folder, place, key))
