"""What a code looks like and how its file is made: options of ``qrdesk code export``, ``preview`` and ``batch``."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from qrdesk.cli.json_files import object_in
from qrdesk.cli.outputs import Output
from qrdesk.cli.profiles import profile_id
from qrdesk.client import ArtworkFormat, Client, Design, ErrorCorrection
from qrdesk.core.errors import NotFound
from qrdesk.core.schemas.artwork import EXTENSIONS, FOR_PRESS, Process

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = [one.value for one in ArtworkFormat]
_LEVELS = [one.value for one in ErrorCorrection]
_ENDINGS = {"jpg": "jpeg", "tif": "tiff"} | {form: form for form in FORMATS if form not in FOR_PRESS}
_ALSO = {"jpeg": {"jpeg", "jpg"}, "tiff": {"tiff", "tif"}}  # how files of a format may end, where that is not its name
_LOOK = {"ink": "ink", "margin": "quiet_zone", "level": "error_correction", "barcode": "barcode"}
OF_LOOKS = ("design", "preset", "paper", *_LOOK)  # the options that ``look`` adds
_ORDER = ("dpi", "bleed_mm", "crop_marks", "reduce_um", "snap", "process", "profile", "colours", "quality", "confirmed")


def look(command: F) -> F:
    """Add the options that say what a code looks like."""
    for option in (
        click.option(
            "--barcode/--no-barcode",
            default=None,
            help="The article number of a GS1 Digital Link as bars below the code: EAN-13, UPC-A or EAN-8.",
        ),
        click.option("--level", default=None, type=click.Choice(_LEVELS), help="Error correction."),
        click.option("--margin", default=None, type=click.IntRange(0, 20), help="Quiet zone in modules; 4 is usual."),
        click.option("--paper", default=None, metavar="PAPER", help="As --ink, or none for transparent."),
        click.option("--ink", default=None, metavar="INK", help="k, #rrggbb, cmyk:C,M,Y,K or spot:NAME=C,M,Y,K."),
    ):
        command = option(command)
    return start(command)


def start(command: F) -> F:
    """Add the options that say which look to begin with: ``--design`` and ``--preset``."""
    for option in (
        click.option("--preset", default=None, metavar="NAME", help="A look of QRDesk's own: see “design presets”."),
        click.option("--design", default=None, metavar="NAME|FILE.json", help="A saved design, or a file with one."),
    ):
        command = option(command)
    return command


def order(command: F) -> F:
    """Add the options that say how a file is made."""
    for option in (
        click.option(
            "--confirm",
            "confirmed",
            is_flag=True,
            help="Make the file although it may scan badly, or its modules are too small to be printed.",
        ),
        click.option("--quality", default=None, type=click.IntRange(1, 100), help="Of a JPEG or WebP."),
        click.option("--profile", default=None, metavar="ID|FILE.icc", help="A CMYK profile (press files)."),
    ):
        command = option(command)
    return printing(command)


def printing(command: F) -> F:
    """Add the options that say how a file is printed, which a preview knows, too."""
    for option in (
        click.option(
            "--colours",
            default=None,
            type=click.Choice(["auto", "cmyk", "grey", "bilevel"]),
            help="Of a TIFF: bilevel is one bit a pixel, auto is RGB, or CMYK for press colours.",
        ),
        click.option(
            "--process", default=None, type=click.Choice([one.value for one in Process]), help="How it will be printed."
        ),
        click.option("--snap", is_flag=True, help="Each module is a whole number of dots at --dpi; the width follows."),
        click.option("--reduce-um", default=None, type=float, help="Bar-width reduction in micrometres."),
        click.option("--crop-marks", is_flag=True, help="Marks where it is cut (PDF)."),
        click.option("--bleed-mm", default=None, type=float, help="Bleed on each side (PDF)."),
        click.option(
            "--dpi",
            default=600,
            show_default=True,
            help="Dots per inch: of a PNG, TIFF, JPEG or WebP, and with --snap of the printer.",
        ),
    ):
        command = option(command)
    return command


def design_from(client: Client, own: Design, options: dict[str, Any]) -> Design:
    """Return the look that the options mean: one that has a name, or the code's own, with what was changed.

    Raises:
        Invalid: a value cannot be used.
        NotFound, CannotRead: there is no such design, or the file cannot be read.
    """
    base = begun_with(client, options) or own
    changes = {field: options.pop(name) for name, field in _LOOK.items()}
    changed: dict[str, Any] = {field: value for field, value in changes.items() if value is not None}
    paper = options.pop("paper")
    if paper is not None:
        changed["paper"] = None if paper == "none" else paper
    return Design.model_validate({**base.model_dump(), **changed}) if changed else base


def begun_with(client: Client, options: dict[str, Any]) -> Design | None:
    """Return the look that ``--design`` or ``--preset`` names; None where neither was given.

    Raises:
        UsageError: both were.
        NotFound, CannotRead: there is none of that name, or the file cannot be read.
    """
    design, preset = options.pop("design"), options.pop("preset")
    require_one_look(design, preset)
    if preset is not None:
        return of_preset(client, preset)
    return None if design is None else saved_or_file(client, design)


def require_one_look(design: str | None, preset: str | None) -> None:
    """Do nothing if at most one of ``--design`` and ``--preset`` was given.

    Raises:
        UsageError: both were.
    """
    if design is not None and preset is not None:
        raise click.UsageError("--design and --preset both name a look. Leave one of them out.")


def of_preset(client: Client, name: str) -> Design:
    """Return the preset ``name``, however it is capitalised.

    Raises:
        NotFound: there is none.
    """
    wanted = " ".join(name.split()).casefold()
    found = next((one.design for one in client.designs.presets() if one.name.casefold() == wanted), None)
    if found is None:
        raise NotFound(f"There is no preset “{name}”. They are listed by: qrdesk design presets")
    return found


def saved_or_file(client: Client, named: str) -> Design:
    """Return a saved design by name or id, or the one in a file whose name ends with .json.

    Raises:
        NotFound, CannotRead: there is none.
        ValidationError: it has something in it that is no part of a look.
    """
    if not named.lower().endswith(".json"):
        return client.designs.get(named).design
    found = object_in(named)
    found = found.get("design", found)  # as “design show” writes it, or the look alone
    return Design.model_validate(found)


def order_from(client: Client, options: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of an export that the options mean; those that nobody gave are left out.

    Raises:
        CannotRead, BadPicture, TooLarge: the profile is a file that cannot be used.
    """
    found = {name: value for name in _ORDER if (value := options.pop(name, None)) is not None and value is not False}
    return found | ({"profile": profile_id(client, found["profile"])} if "profile" in found else {})


def format_of(form: str | None, output: Output) -> str:
    """Return the format asked for, or else the one that the file's name ends with; SVG where it ends with none.

    Raises:
        UsageError: the file's name ends as another format does.
    """
    ending = output.ending.removeprefix(".")
    if not ending:
        return form or ArtworkFormat.SVG.value
    if form is None:
        if ending not in _ENDINGS:
            raise click.UsageError(f"Artwork cannot be written as .{ending}. Choose one of: {', '.join(FORMATS)}.")
        return _ENDINGS[ending]
    if ending not in _ALSO.get(form, {EXTENSIONS[ArtworkFormat(form)]}):
        name = output.path.name
        raise click.UsageError(f"--format is {form}, but {name} ends with .{ending}. Leave one of them out.")
    return form
