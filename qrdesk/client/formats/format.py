"""What a program's files of links are to us."""

from collections.abc import Callable
from dataclasses import dataclass

from qrdesk.client.formats.records import Record
from qrdesk.core.schemas.transfer import ImportRow


@dataclass(frozen=True, slots=True)
class Format:
    """How one program writes links down.

    ``looks_like`` is asked with the squeezed names of all fields; ``row`` reads one link and raises ``Invalid`` for
    a field that makes no sense.
    """

    name: str
    title: str
    looks_like: Callable[[frozenset[str]], bool]
    row: Callable[[Record], ImportRow]
