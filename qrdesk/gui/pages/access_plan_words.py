"""What a plan allows, in words."""

from PySide6.QtCore import QCoreApplication

from qrdesk.core.schemas.usage import PlanView
from qrdesk.gui import words

UNLIMITED = "unlimited"  # nobody changes it
_OF_QRDESK = frozenset({"free", "pro", "business"})  # those that are there from the beginning


def limits_in_words(plan: PlanView) -> str:
    """Return what a plan allows."""
    said = [
        _limited(plan.links_month, _tr("{count} links a month")),
        _limited(plan.hits_month, _tr("{count} hits a month")),
        _limited(plan.deliveries_month, _tr("{count} webhook deliveries a month")),
        _limited(plan.rate_limit, _tr("{count} requests a minute")),
        _limited(plan.scan_days, _tr("scans of {count} days")),
        "" if plan.own_domains else _tr("no domains of one's own"),
    ]
    return ", ".join(part for part in said if part) or _tr("no limits")


def limits_sentence(plan: PlanView) -> str:
    """Return what a plan allows, as a sentence."""
    limits = limits_in_words(plan)
    return f"{limits[:1].upper()}{limits[1:]}."


def plan_name(name: str) -> str:
    """Return what a plan is called: one has a name in every language, people write those of their own as they like."""
    if name == UNLIMITED:
        return _tr("Unlimited")
    return name.capitalize() if name in _OF_QRDESK else name


def _limited(limit: int | None, said: str) -> str:
    return "" if limit is None else said.format(count=words.number(limit))


def _tr(said: str) -> str:
    return QCoreApplication.translate("Plans", said)
