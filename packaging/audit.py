#!/usr/bin/env python3
"""What QRDesk is made of: each library with its version and licence, from what is installed here.

.venv/bin/python packaging/audit.py

Exits 1 when a library that we name has no bound, is not installed, or has a licence that nobody has looked at yet.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata

from licences import licence_of
from packaging.requirements import Requirement

OURS = "qrdesk"
EXTRAS = ("desktop", "keyring", "postgres", "fast", "mcp")  # what is shipped or offered; tools of tests are not
# Lists made by others, of which the newest is the best: any version will do, and none is held back.
ALWAYS_NEWEST = frozenset({"certifi", "crawler-user-agents"})
# Looked at: they let us ship the library beside our own code, which stays under ours. The LGPL and the MPL ask that
# the library itself can be replaced, and so it can: each lies in files of its own.
_GOOD = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|PSF-2\.0|Python Software Foundation|HPND|MIT-CMU|Unlicense|CC0-1\.0|0BSD|Zlib|ZPL|"
    r"LGPL|MPL|Mozilla Public)",
    re.IGNORECASE,
)

# Those whose metadata say nothing: this is what the licence says that comes with them.
SAID_ELSEWHERE = {"peewee": "MIT", "crawler-user-agents": "MIT"}


@dataclass(frozen=True, slots=True)
class Library:
    """One that is installed."""

    name: str
    version: str
    licence: str


def main() -> int:
    """Print the list, then what is wrong; return 0 when nothing is."""
    found, wrong = look(OURS, EXTRAS)
    lines = [f"{one.name:<28} {one.version:<14} {one.licence}" for one in found]
    lines += [*wrong, f"{len(found)} libraries, {len(wrong)} to look at."]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 1 if wrong else 0


def look(name: str, extras: Iterable[str]) -> tuple[list[Library], list[str]]:
    """Return all that a package needs with these extras, needs of needs included, and what is wrong with them."""
    named = list(needs_of(name, extras))
    wrong = [f"{one.name} has no bound in pyproject.toml." for one in named if not is_bound(one)]
    found: dict[str, Library] = {}
    waiting = named
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        need = waiting.pop()
        key = (plain(need.name), frozenset(need.extras))
        if key in seen:
            continue
        seen.add(key)
        try:
            installed = metadata.distribution(need.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{need.name} is not installed, so nobody knows what it is.")
            continue
        found[key[0]] = Library(key[0], installed.version, SAID_ELSEWHERE.get(key[0]) or licence_of(installed))
        waiting += needs_of(need.name, need.extras)
    wrong += [f"{one.name} is under “{one.licence}”: look at it." for one in found.values() if not is_good(one.licence)]
    return sorted(found.values(), key=lambda one: one.name), sorted(wrong)


def needs_of(name: str, extras: Iterable[str]) -> Iterator[Requirement]:
    """Yield what an installed package needs on this computer, with some of its extras."""
    wanted = [{"extra": extra} for extra in ("", *extras)]
    for text in metadata.requires(name) or ():
        need = Requirement(text)
        if need.marker is None or any(need.marker.evaluate(one) for one in wanted):
            yield need


def is_bound(need: Requirement) -> bool:
    """Say whether a library is held to versions that were tried."""
    return need.name in ALWAYS_NEWEST or any(one.operator in {">=", "==", "~="} for one in need.specifier)


def is_good(licence: str) -> bool:
    """Say whether somebody has looked at a licence, and it may be shipped; of several, one will do."""
    ways = re.split(r"\s+OR\s+", licence)
    return any(_GOOD.search(one) is not None and not re.search(r"\bA?GPL", one) for one in ways)


def plain(name: str) -> str:
    """Return a name in its one spelling."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main())
