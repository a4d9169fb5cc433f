"""qrdesk code check: how surely the code in a picture is read."""

from pathlib import Path

import click

from qrdesk.cli.code_told import reasons, verdict
from qrdesk.cli.common import json_option, show
from qrdesk.cli.tame import tame
from qrdesk.cli.told import told
from qrdesk.core import live_files
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.artwork import CodeCheck

_LARGEST_BYTES = 64 << 20


@click.command("check")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--expect", default=None, metavar="TEXT", help="What the code should say; of several, the one that does.")
@json_option
def check_code(path: Path, expect: str | None, as_json: bool) -> None:
    """Say how surely the QR code in a picture is read: a scan score from 0 to 100, and why.

    FILE is a PNG, JPEG, WebP, TIFF, GIF or BMP: artwork of any program, a screenshot, a photograph. Exits 1 below 75.
    """
    with told(as_json):
        from qrdesk.core.artwork import scan  # noqa: PLC0415 zxing takes 30 ms, and only this command needs it

        found = scan.check_image(_read(path), expect)
        if as_json:
            show({"file": str(path), **found.model_dump(mode="json")})
        else:
            _say(found)
        if found.score.verdict == "stop":
            click.get_current_context().exit(1)


def _say(found: CodeCheck) -> None:
    score = found.score
    kind = "Micro QR M" if found.micro else "QR version "
    click.echo(verdict(score))
    click.echo(f"Reads {tame(found.text)}")
    click.echo(
        f"{kind}{found.version}-{found.error_correction}, {found.modules} × {found.modules} modules of "
        f"{found.module_px:g} pixels, margin {found.quiet_zone}"
    )
    click.echo(
        f"Grade {score.grade}: contrast {score.contrast:.0%}, {score.reserve:.0%} of the error correction unused, "
        f"{score.decode_share:.0%} of simulated photographs read"
    )
    for line in reasons(score):
        click.echo(line)


def _read(path: Path) -> bytes:
    content = live_files.read(path, _LARGEST_BYTES + 1)
    if not content:
        raise Invalid.field("file", f"{path} is empty.")
    return content
