"""The link that is there to look around: a lunch menu with three rules, named as a sample."""

from PySide6.QtCore import QCoreApplication

from qrdesk.client import LinkDraft
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

_LEADS_TO = "https://example.com/"


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
