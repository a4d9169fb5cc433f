"""qrdesk doctor"""

import sys

import click

from qrdesk.cli.common import at_server, show
from qrdesk.cli.program import global_database
from qrdesk.cli.told import told
from qrdesk.client import Client
from qrdesk.client.http import HttpTransport
from qrdesk.core.doctor import Finding, Verdict, look_over
from qrdesk.core.errors import QRDeskError

_MARKS = {Verdict.GOOD: "ok  ", Verdict.WARNING: "note", Verdict.BAD: "BAD "}


@click.command()
@click.option("--database", default="", metavar="URL", help="SQLite file or PostgreSQL URL. Default: your own.")
@at_server
@click.option("--repair", is_flag=True, help="Count sums anew where they differ from the hits, and say so.")
@click.option(
    "--offline", is_flag=True, help="Ask no other computer: neither the DNS nor what answers at your domains."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def doctor(database: str, server: str, key: str, repair: bool, offline: bool, as_json: bool) -> None:
    """Look for what could keep a printed code from resolving. Exits 1 if something is bad.

    Changes nothing, but sums with --repair.
    """
    database = database or global_database()
    if server and database:
        raise click.UsageError("Give either --database or --server, not both.")
    if server and repair:
        raise click.UsageError("--repair works on the database itself: run it where the server's database is.")
    with told(as_json):
        findings = _ask(server, key) if server else look_over(database, repair=repair, outwards=not offline)
        if as_json:
            show([{"name": one.name, "verdict": one.verdict.value, "said": one.said} for one in findings])
        for one in findings if not as_json else ():
            click.echo(f"{_MARKS[one.verdict]}  {one.name}: {one.said}")
        sys.exit(1 if any(one.verdict is Verdict.BAD for one in findings) else 0)


def _ask(server: str, key: str) -> list[Finding]:
    """Ask a server how it is and, with a key, what it lets us see; what is beside it only its own doctor can tell."""
    transport = HttpTransport(server, key, "cli")
    with Client(transport) as client:
        try:
            health = transport.health()
        except QRDeskError as error:
            return [Finding("server", Verdict.BAD, str(error))]
        well = health.get("status") == "ok"
        said = f"{transport.server} answers." if well else str(health.get("reason", "It does not say how it is."))
        findings = [Finding("server", Verdict.GOOD if well else Verdict.BAD, said)]
        try:
            findings.append(Finding("workspace", Verdict.GOOD, f"The key opens “{client.me.get().workspace.name}”."))
        except QRDeskError as error:
            findings.append(Finding("workspace", Verdict.BAD if key else Verdict.WARNING, str(error)))
    return findings
