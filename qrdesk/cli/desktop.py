"""qrdesk desktop: whether links and lists open with QRDesk on this computer."""

import click

from qrdesk.cli.common import json_option, show
from qrdesk.cli.tame import tame
from qrdesk.cli.told import told
from qrdesk.client.associations import registration
from qrdesk.client.associations.standing import Standing

_SAID = {
    "on": "qrdesk:// links open with this QRDesk. It is offered for lists (CSV, XLSX), too.",
    "off": "qrdesk:// links open with no program. “qrdesk desktop --register” has them opened with this QRDesk.",
    "other": "qrdesk:// links open with another program: {program}",
    "packaged": "On macOS the app brings this with it, once it lies in Applications. There is nothing to do here.",
}


@click.command()
@click.option("--register/--unregister", default=None, help="Have them opened with this QRDesk; or take that back.")
@json_option
def desktop(register: bool | None, as_json: bool) -> None:
    """Tell whether qrdesk:// links open with QRDesk here, and have it so, for yourself alone.

    QRDesk is offered for lists (CSV, XLSX), too; the program that opens them stays the one it is. Taken back, all is as
    it was before.
    """
    with told(as_json):
        here = registration()
        if register is not None:
            (here.register if register else here.unregister)()
        _tell(here.standing(), as_json)


def _tell(standing: Standing, as_json: bool) -> None:
    if as_json:
        show({"standing": standing.kind, "program": standing.program})
    else:
        click.echo(_SAID[standing.kind].format(program=tame(standing.program)))
