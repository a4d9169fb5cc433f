"""The sentence for a list that is no use."""

from pathlib import Path

from qrdesk.core.errors import CannotRead


def unusable(path: Path, reason: str) -> CannotRead:
    """Return the error for the list at ``path``; ``reason`` says why, and what to do, without its last full stop."""
    return CannotRead(f"{path.name} cannot be used: {reason}. Nothing was made.")
