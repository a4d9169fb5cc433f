"""The files of links that can be imported, one module to a program."""

from qrdesk.client.formats import bitly, dub, kutt, own, rebrandly, shlink, shortio, yourls
from qrdesk.client.formats.format import Format

# in the order they are tried: what knows its own marks comes before what takes anything
FORMATS: tuple[Format, ...] = (
    own.OWN,
    shlink.FORMAT,
    kutt.FORMAT,
    rebrandly.FORMAT,
    shortio.FORMAT,
    bitly.FORMAT,
    dub.FORMAT,
    yourls.FORMAT,
    own.LIST,
)
NAMES: tuple[str, ...] = tuple(one.name for one in FORMATS)


def find_format(names: frozenset[str]) -> Format | None:
    """Return the first format that files with fields of these (squeezed) names look like."""
    return next((one for one in FORMATS if one.looks_like(names)), None)


def get_format(name: str) -> Format:
    """Return the format called ``name``.

    Raises:
        KeyError: there is none.
    """
    return {one.name: one for one in FORMATS}[name]
