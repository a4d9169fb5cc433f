"""How a call reaches a service function: whatever carries it, the signature is the contract."""

from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.operations import Operation

P = ParamSpec("P")
R = TypeVar("R")


class Transport(Protocol):
    """Carries a call to where the database is."""

    @property
    def etag(self) -> str:
        """The tag of what this thread's last call returned; empty where that has none."""
        ...

    def call(self, operation: Callable[Concatenate[Context, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Run a service function with these arguments, and return or raise what it does."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


def check_names(row: Operation, given: Mapping[str, Any]) -> None:
    """Do nothing if what is named, such as a link, is named by text.

    Raises:
        Invalid: it has half a character in it.
    """
    for name in row.path_names:
        try:
            str(given[name]).encode()
        except UnicodeEncodeError:
            raise Invalid.field(name, "This has half a character in it, which no text can keep.") from None
