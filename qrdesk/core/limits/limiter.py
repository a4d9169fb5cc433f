"""What every way of counting requests has in common."""

from collections.abc import Sequence
from typing import Protocol

from qrdesk.core.limits.window import Decision, Quota


class Limiter(Protocol):
    """Counts requests by the name of whoever makes them. Fit for every thread."""

    def take(self, name: str, quotas: Sequence[Quota]) -> Decision:
        """Count one request, or say that it is one too many. ``name`` always comes with windows of the same length."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...
