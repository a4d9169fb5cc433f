"""How a call reaches a service function: whatever carries it, the signature is the contract."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from qrdesk.core.context import Context

P = ParamSpec("P")
R = TypeVar("R")


class Transport(Protocol):
    """Carries a call to where the database is."""

    def call(self, operation: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service function with these arguments, and return or raise what it does."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...
