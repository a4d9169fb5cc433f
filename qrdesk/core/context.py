"""Who is asking, and when: what every service function is handed."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from qrdesk.core.errors import Forbidden, ScopeMissing
from qrdesk.core.schemas.access import Role, Scope, scopes_of
from qrdesk.core.settings import Settings

ALL = "all"
_FOR_NEWEST_TEXT = frozenset(
    scope for scope in Scope if scope.startswith(("keys:", "members:")) and not scope.endswith(":read")
)
_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Origin:
    """By which door somebody came, and from where; an address is cut to its network (/24, /48) before it gets here."""

    surface: str = "app"
    network: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting in one workspace, and how far they may go: ``scopes`` has nothing that the role has not.

    An operator sits at the computer with the database, and may do what no key can: add workspaces.
    """

    workspace_id: int
    scopes: frozenset[str]
    member_id: int | None = None
    key_id: int | None = None
    role: Role = Role.OWNER
    name: str = ""
    operator: bool = False
    origin: Origin = Origin()
    key_digest: str = field(default="", repr=False)  # of the text that the key came with
    old_text: bool = False  # it was that from before its last rotation, which is good for the days of grace
    key_networks: str = field(default="", repr=False)  # that the key was for when it came

    def may(self, scope: Scope) -> bool:
        """Say whether the actor holds ``scope``."""
        return ALL in self.scopes or scope in self.scopes

    def require(self, scope: Scope | None) -> None:
        """Do nothing if the actor holds ``scope``; None is for everybody with a key.

        Raises:
            ScopeMissing: names the scope that is needed, or the role that has not got it.
            Forbidden: it is about keys or members, and the text of the actor's own key was replaced.
        """
        if scope is not None and not self.may(scope):
            if self.member_id is not None and scope not in scopes_of(self.role):
                raise ScopeMissing(f"Your role ({self.role}) may not do that. Ask an owner or an admin.")
            raise ScopeMissing(f"This key may not do that. It needs the scope “{scope.value}”.")
        if scope in _FOR_NEWEST_TEXT:
            self.require_newest_text()

    def require_newest_text(self) -> None:
        """Do nothing unless the actor's key was rotated and they still use the text before.

        Raises:
            Forbidden: they do. It may be in hands that it was taken from.
        """
        if self.old_text:
            raise Forbidden(
                "This is the replaced text of the key: until it ends it does all but make or change keys and members. "
                "Use the new text for that."
            )

    def require_operator(self) -> None:
        """Do nothing for whoever sits at the computer with the database.

        Raises:
            Forbidden: somebody with a key, whatever it may do.
        """
        if not self.operator:
            raise Forbidden("This is done at the computer with the database.")


def run_here(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do heavy work in the caller's own thread."""
    return work(*arguments)


def never() -> bool:
    """Say that nobody has called the work off."""
    return False


@dataclass(frozen=True, slots=True)
class Context:
    """The actor, the clock, the secret key, where heavy work is done (the daemon has a pool for it), the settings.

    ``now`` is when the request began; ``clock``, where there is one, says what time it is by now. Work that takes
    seconds looks at ``cancelled`` now and then. ``files`` is the folder of their bytes.
    """

    actor: Actor
    now: datetime
    secret_key: bytes
    compute: Callable[..., Any] = run_here
    settings: Settings = _DEFAULTS
    cancelled: Callable[[], bool] = never
    files: Path | None = None
    clock: Callable[[], datetime] | None = None

    def by_now(self) -> datetime:
        """Return the present time, which is never before ``now``."""
        return self.now if self.clock is None else max(self.now, self.clock())
