"""Who is asking, and when: what every service function is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from qrdesk.core.errors import ScopeMissing
from qrdesk.core.schemas.access import Scope
from qrdesk.core.settings import Settings

ALL = "all"
_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting in one workspace, and how far they may go."""

    workspace_id: int
    scopes: frozenset[str]
    member_id: int | None = None
    key_id: int | None = None

    def require(self, scope: Scope) -> None:
        """Do nothing if the actor holds ``scope``.

        Raises:
            ScopeMissing: names the scope that is needed.
        """
        if ALL not in self.scopes and scope not in self.scopes:
            raise ScopeMissing(f"This key may not do that. It needs the scope “{scope.value}”.")


def run_here(work: Callable[..., Any], *arguments: Any) -> Any:
    """Do heavy work in the caller's own thread."""
    return work(*arguments)


def never() -> bool:
    """Say that nobody has called the work off."""
    return False


@dataclass(frozen=True, slots=True)
class Context:
    """The actor, the clock, the secret key, where heavy work is done (the daemon has a pool for it), the settings.

    Work that takes seconds looks at ``cancelled`` now and then.
    """

    actor: Actor
    now: datetime
    secret_key: bytes
    compute: Callable[..., Any] = run_here
    settings: Settings = _DEFAULTS
    cancelled: Callable[[], bool] = never
