"""What somebody chose and mended of a list, as it is written down."""

from pydantic import BaseModel, ConfigDict

from qrdesk.gui.pages.batch_meaning import Meaning

Choices = dict[str, str | int | float | bool]


class Typed(BaseModel):
    """The list, its columns and mended cells, and what is made of it; ``out`` is where a run began and did not end."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    has_names: bool
    digest: str
    header: tuple[str, ...]
    meanings: tuple[Meaning, ...]
    fixes: dict[int, dict[int, str]] = {}
    output: Choices = {}
    out: str = ""
