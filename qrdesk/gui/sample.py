"""What is there to look around: a lunch menu with three rules and a week of scans, named as a sample."""

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from qrdesk.client import Client, LinkDraft
from qrdesk.core.schemas.links import LinkView
from qrdesk.core.schemas.rules import (
    Device,
    DeviceCondition,
    LanguageCondition,
    Rule,
    TimeCondition,
    Variant,
    Weekday,
    Window,
)
from qrdesk.core.schemas.transfer import DayCount, ImportRow, LinkImport

SAMPLE = "sample/link"  # key under which the id of its link is remembered
_LEADS_TO = "https://example.com/"
_WEEK = ((14, 2), (18, 1), (16, 3), (22, 2), (31, 4), (43, 5), (27, 3))  # scans and clicks of the last seven days


def sample_draft() -> LinkDraft:
    """Return the sample."""
    tr = QCoreApplication.translate
    return LinkDraft(
        destination=_LEADS_TO,
        title=tr("Opening", "Sample: lunch menu"),
        note=tr("Opening", "Made by QRDesk to try things with."),
        tags=(tr("Opening", "sample"),),
        rules=_rules(),
    )


def make_sample(client: Client, draft: LinkDraft) -> LinkView:
    """Make the sample, with hits of the week before today. They are counts by day: nobody scanned anything."""
    made = client.links.create(draft)
    first = date.today() - timedelta(len(_WEEK))  # noqa: DTZ011 - days of this computer, as the person counts them
    days = tuple(
        DayCount(day=first + timedelta(number), scans=scans, clicks=clicks)
        for number, (scans, clicks) in enumerate(_WEEK)
    )
    row = ImportRow(row=1, slug=made.slug, host=made.host, destination=made.destination, days=days)
    client.links.import_rows(LinkImport(rows=(row,)))
    return client.links.get(made.id)


def remove_sample(client: Client, link_id: str) -> None:
    """Delete the sample with all its hits, those that were made here too: they are in no number from then on."""
    client.links.erase_hits(link_id)
    client.links.delete(link_id)


def _rules() -> tuple[Rule, ...]:
    """Return three rules to look at: by language, by time of day, and one that splits visitors."""
    tr = QCoreApplication.translate
    days = tuple(Weekday)[:5]
    return (
        Rule(
            name=tr("Opening", "German menu"),
            conditions=(LanguageCondition(kind="language", any_of=("de",)),),
            destination=f"{_LEADS_TO}de",
        ),
        Rule(
            name=tr("Opening", "Lunch of the day"),
            conditions=(TimeCondition(kind="time", windows=(Window(days=days, start="11:00", end="15:00"),)),),
            destination=f"{_LEADS_TO}lunch",
        ),
        Rule(
            name=tr("Opening", "Which cake sells better?"),
            conditions=(DeviceCondition(kind="device", any_of=(Device.MOBILE,)),),
            variants=(
                Variant(name=tr("Opening", "Apple cake"), destination=f"{_LEADS_TO}apple", weight=50),
                Variant(name=tr("Opening", "Cheesecake"), destination=f"{_LEADS_TO}cheese", weight=50),
            ),
        ),
    )
