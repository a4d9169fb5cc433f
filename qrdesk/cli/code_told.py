"""What is said of artwork in a terminal: how surely it is read and why, what was written, and how to go on."""

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

import click

from qrdesk.cli.tame import tame
from qrdesk.client import ArtworkReport, Design
from qrdesk.core.errors import ArtworkRisky, PreflightFailed
from qrdesk.core.schemas.artwork import (
    KEEPS_PLATES,
    LEAST_POINTS,
    OF_INKS,
    ArtworkFormat,
    FileOrder,
    Preflight,
    ScanFix,
    ScanScore,
)
from qrdesk.core.schemas.masks import masked_text

_VERDICTS = {"safe": "safe to print", "check": "check it first", "stop": "do not print it"}
_KINDS = {ArtworkFormat.PDF_X1A: "PDF/X-1a", ArtworkFormat.PDF_X4: "PDF/X-4", ArtworkFormat.WEBP: "WebP"}
_LONGEST = 72  # signs of what a code says: a line of a terminal
_FEW = 4  # changes of a design that a line holds
_BARE = frozenset({"#ffffff"})  # paper that no ink goes on
_PART = "This is part "
_HELPS = re.compile(r" (What helps: [^.]*\.(?: Or: [^.]*\.)*) ")  # as ArtworkRisky.with_ways writes it
# what the core leaves to each surface, and how it is said on the command line
_CONFIRM = {
    "Confirm to export it anyway.": "Add --confirm to export it anyway.",
    "or confirm that it shall be so small.": "or add --confirm, and it may be so small.",
}


def in_a_line(text: str) -> str:
    """Return what a code says as one line, its middle left out where it is long, and a password everywhere."""
    line = tame(" ⏎ ".join(masked_text(text).splitlines()))
    if len(line) <= _LONGEST:
        return line
    half = _LONGEST // 2
    return f"{line[:half]} … {line[-half:]} ({len(text):,} characters)"


def verdict(score: ScanScore) -> str:
    """Return a score and what it means, such as “91 of 100: safe to print”."""
    return f"{score.points} of 100: {_VERDICTS[score.verdict]}"


def reasons(score: ScanScore) -> Iterator[str]:
    """Yield a line for each reason of a score, and one below it with what would mend it."""
    for reason in score.reasons:
        yield f"  - {reason.text}"
        if reason.fixes:
            yield f"    What helps: {'; or '.join(map(_fix, reason.fixes))}"


def previewed(report: ArtworkReport, order: FileOrder) -> Iterator[str]:
    """Yield lines on artwork that was not made yet."""
    yield _seen(report, order)
    if report.decoded is None:
        yield "It cannot be read, so no file of it would be handed out, not even with --confirm."
    else:
        yield f"Reads {in_a_line(report.decoded)}"
    if report.score is not None:
        yield f"Scan score {verdict(report.score)}"
        yield from reasons(report.score)
        if report.decoded is not None and report.score.points < LEAST_POINTS:
            yield f"Below {LEAST_POINTS} a file is made with --confirm only."


def exported(file: str, report: ArtworkReport, order: FileOrder, design: Design) -> Iterator[str]:
    """Yield lines on a file that was written."""
    yield f"{file}: {_seen(report, order)}"
    yield f"Reads {in_a_line(report.decoded or '')}"
    if used := inks(design, order):
        yield f"Inks: {', '.join(used)}"
    if report.score is not None:
        yield f"Scan score {verdict(report.score)}"
        yield from reasons(report.score)
    elif order.confirmed:
        yield "Scan score not measured, because of --confirm: “code preview” tells it"
    if report.preflight is not None:
        yield from _checked(report.preflight)


def inks(design: Design, order: FileOrder) -> list[str]:
    """Return what a file for print is printed with, as far as its look says it; nothing of files for screens."""
    if order.format not in KEEPS_PLATES:
        return []
    colours = set(_colours(design.model_dump(mode="json"))) - _BARE
    of_screens = {colour for colour in colours if colour.startswith("#")}
    black = colours & {"k"}
    mixed = {colour for colour in colours if colour.startswith("cmyk:")}
    if order.format in OF_INKS:  # where greys are in black ink, and all else is mixed
        black |= set(filter(_is_grey, of_screens))
        mixed |= of_screens - black
        of_screens = set[str]()
    found = ["black (K)"] if black else []
    found += ["CMYK"] if mixed else []
    found += sorted(colour[len("spot:") :].partition("=")[0] for colour in colours if colour.startswith("spot:"))
    found += ["colours of screens (RGB)"] if of_screens else []
    return found + (["the logo's own colours"] if design.logo is not None and design.logo.ink is None else [])


def warned(warnings: Sequence[str], parts: int = 1) -> list[str]:
    """Return warnings, each once; of several parts that they belong together, once as well."""
    plain = [one.partition(". ")[2] if parts > 1 and one.startswith(_PART) else one for one in warnings]
    return list(dict.fromkeys(plain))


def level_left(asked: str | None, report: ArtworkReport) -> list[str]:
    """Return what is to be said where the error correction is another than --level: a standard may demand its own."""
    levels = "LMQH"
    if asked is None or levels.index(report.error_correction) >= levels.index(asked):
        return []
    return [f"--level {asked} was left out: the standard of this content has level {report.error_correction}."]


@contextmanager
def confirmable(*, as_json: bool) -> Generator[None]:
    """Say of what can be confirmed how that is done on the command line; for people one thing on a line.

    Raises:
        ArtworkRisky, PreflightFailed: as they were, in its words.
    """
    try:
        yield
    except (ArtworkRisky, PreflightFailed) as refusal:
        said = str(refusal)
        for neutral, here in _CONFIRM.items():
            said = said.replace(neutral, here)
        raise type(refusal)(said if as_json else _in_lines(said), field_errors=refusal.field_errors) from refusal


def _in_lines(said: str) -> str:
    """Return a refusal with each reason, what helps there, and how to go on on lines of their own."""
    said = said.replace("so nothing was exported. ", "so nothing was exported.\n", 1)
    said = _HELPS.sub(r"\n  \1\n", said).replace(" Add --confirm", "\nAdd --confirm")
    return said.replace("\n\n", "\n")


def _seen(report: ArtworkReport, order: FileOrder) -> str:
    """Return what there is to see of artwork: its kind and sizes."""
    kind = _KINDS.get(order.format, order.format.value.upper())
    level = "Micro QR M" if report.modules < 21 else "QR version "
    around = [f"bleed {order.bleed_mm:g} mm"] if order.bleed_mm else []
    around += ["crop marks"] if order.crop_marks else []
    if order.format not in KEEPS_PLATES - {ArtworkFormat.EPS}:
        around = []  # where there are none, a warning says so
    size = f"{round(report.width_mm, 2):g} × {round(report.height_mm, 2):g} mm"
    symbol = f"{level}{report.version}-{report.error_correction} with modules of {report.module_mm:.3g} mm"
    return ", ".join((kind, size, *around, symbol))


def _checked(found: Preflight) -> Iterator[str]:
    wrong = [check.text for check in found.checks if not check.passed]
    if not wrong:
        yield f"Preflight: all {len(found.checks)} checks passed"
        return
    yield f"Preflight: {len(wrong)} of {len(found.checks)} checks not passed"
    for text in wrong:
        yield f"  - {text}"


def _fix(fix: ScanFix) -> str:
    """Return a change with the fields of the design that it means, such as “Use 17 % (logo.size 0.17)”."""
    fields = list(_fields(fix.changes))
    return f"{fix.label} ({', '.join(fields)})" if len(fields) <= _FEW else fix.label


def _fields(changes: Mapping[str, object], before: str = "") -> Iterator[str]:
    for name, value in changes.items():
        if isinstance(value, Mapping):
            yield from _fields(cast("Mapping[str, object]", value), f"{before}{name}.")
        else:
            yield f"{before}{name} {'none' if value is None else value}"


def _is_grey(colour: str) -> bool:
    """Say whether ``#rrggbb`` is printed in black ink alone; as near to grey as ``core.artwork.inks.NEUTRAL``."""
    parts = bytes.fromhex(colour.removeprefix("#"))
    return max(parts) - min(parts) <= 4


def _colours(look: Any) -> Iterator[str]:
    """Yield the colours in a look, as they are written there."""
    if isinstance(look, dict):
        for name, value in cast("dict[str, Any]", look).items():
            if isinstance(value, str):
                if name in {"paper", "colour"} or name.endswith("ink"):
                    yield value
            else:
                yield from _colours(value)
    elif isinstance(look, list | tuple):
        for one in cast("list[Any]", look):
            yield from _colours(one)


def warn(warnings: Sequence[str]) -> None:
    """Say what to know, beside what is printed."""
    for warning in warnings:
        click.echo(f"Warning: {warning}", err=True)
