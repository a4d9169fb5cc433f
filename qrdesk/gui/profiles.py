"""The servers that the app was ever connected to, each with one of its workspaces; their keys lie elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter, ValidationError

from qrdesk.core.schemas.access import WorkspaceView
from qrdesk.gui.shell.state import State

_PROFILES, _OPEN = "connection/profiles", "connection/profile"
LOCAL = ""  # the place of "This computer"


@dataclass(frozen=True, slots=True)
class Profile:
    """A workspace of a server. A key has one workspace: ``place`` is what its key is kept under."""

    place: str
    server: str
    workspace_id: str = ""
    workspace: str = ""
    called: str = ""  # by the person; empty: as the workspace

    @property
    def host(self) -> str:
        """The server as people type it."""
        return self.server.partition("://")[2] or self.server

    @property
    def name(self) -> str:
        """What it is called."""
        return self.called or self.workspace or self.host


_READER: TypeAdapter[list[Profile]] = TypeAdapter(list[Profile])


class Profiles:
    """What the window remembers of them. No key is in there."""

    def __init__(self, state: State) -> None:
        self._state = state

    def every(self) -> list[Profile]:
        """Return all of them, by name."""
        try:
            found = _READER.validate_json(self._state.read(_PROFILES, "") or "[]")
        except ValidationError:  # of a later version, or damaged: connecting again brings them back
            found = []
        return sorted(found, key=lambda one: (one.name.casefold(), one.place))

    def find(self, place: str) -> Profile | None:
        """Return the one whose key is kept under ``place``."""
        return next((one for one in self.every() if one.place == place), None)

    def put(self, profile: Profile) -> None:
        """Remember one, in place of what was known of it."""
        others = [one for one in self.every() if one.place != profile.place]
        self._write([*others, profile])

    def note(self, place: str, server: str, workspace: WorkspaceView) -> Profile:
        """Remember the workspace found at ``place``; return its profile."""
        known = self.find(place) or Profile(place, server)
        profile = replace(known, server=server, workspace_id=workspace.id, workspace=workspace.name)
        if profile != self.find(place):
            self.put(profile)
        return profile

    def rename(self, place: str, name: str) -> None:
        """Call one otherwise; empty: as its workspace."""
        profile = self.find(place)
        if profile is not None:
            self.put(replace(profile, called=name.strip()))

    def forget(self, place: str) -> None:
        """Remember one no longer. Its key is to be forgotten beside that."""
        self._write([one for one in self.every() if one.place != place])

    def open_last(self, server: str = "") -> Profile:
        """Return the one that was open last; of a time before there were any, that of ``server``."""
        place = self._state.read(_OPEN, "") or server
        return self.find(place) or Profile(place, place.partition("#")[0])

    def opened(self, place: str) -> None:
        """Remember that this one is open."""
        self._state.write(_OPEN, place)

    def _write(self, profiles: list[Profile]) -> None:
        self._state.write(_PROFILES, _READER.dump_json(profiles).decode())


def place_for(known: Sequence[Profile], server: str, workspace_id: str) -> str:
    """Return what the key to a workspace of a server is kept under: the server's address for the first of them."""
    mine = [one for one in known if one.host.rstrip("/") == server.partition("://")[2]]
    found = next((one for one in mine if one.workspace_id in {workspace_id, ""}), None)
    if found is not None:
        return found.place
    return f"{server}#{workspace_id}" if any("#" not in one.place for one in mine) else server
