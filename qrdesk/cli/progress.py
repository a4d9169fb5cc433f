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


def tell_pause(*, quiet: bool) -> Callable[[int], None]:
    """Return what says, the first time, that a server wants a pause of so many seconds; ``quiet`` says nothing."""
    said = quiet

    def tell(seconds: int) -> None:
        nonlocal said
        if not said:
            said = True
            begun = "\n" if sys.stderr.isatty() else ""  # a line that shows how far it is
            pause = "1 second" if seconds == 1 else f"{seconds:,} seconds"
            click.echo(f"{begun}The server wants a pause of {pause}; waiting. Ctrl+C stops.", err=True)

    return tell
