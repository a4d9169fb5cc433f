"""How far long work has come, on standard error."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

import click


@contextmanager
def progress(total: int, label: str, *, quiet: bool) -> Generator[Callable[[int], None]]:
    """Hand out what is called with how many steps were done; ``quiet`` shows nothing."""
    if quiet:
        yield lambda _: None
        return
    with click.progressbar(length=total, label=f"{label}, {total:,}", file=sys.stderr, show_pos=True) as bar:
        yield bar.update
