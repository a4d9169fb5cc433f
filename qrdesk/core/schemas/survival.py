"""What is known of a survival kit that was made."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from qrdesk.core.schemas.base import Instant, View

_Count = Annotated[int, Field(ge=0, lt=2**63)]


class KitRun(View):
    """A kit, and how much of what there is it could keep."""

    at: Instant
    path: str = Field(max_length=4000)
    addresses: _Count
    partly: _Count = Field(description="Addresses of which not all is kept; not-kept.csv names them.")
    hosts: list[str] = Field(description="The domains that it answers for.")
    left_out: list[str] = Field(description="Domains that nobody has proven to be theirs: nothing answers for them.")

    @property
    def folder(self) -> Path:
        """Where it was put."""
        return Path(self.path)
