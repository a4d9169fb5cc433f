"""Trying out a link: an imagined visitor, and what becomes of them."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from qrdesk.core.schemas.base import Draft, Instant, Sent, View
from qrdesk.core.schemas.lines import OneLine
from qrdesk.core.schemas.links import LinkDraft, LinkPatch
from qrdesk.core.schemas.rules import Country, Device, Os, Region

Outcome = Literal[
    "lead", "frame", "button", "not_yet", "expired", "used_up", "paused", "suspended", "archived", "gone", "circle"
]


def _host(text: str) -> str:
    address = text.strip().lower().partition("://")[2] or text.strip().lower()
    host = address.partition("/")[0].partition("?")[0].rpartition("@")[2]
    return host if host.startswith("[") else host.partition(":")[0].removesuffix(".")


def _in_calendar(at: datetime) -> datetime:
    if not 1970 <= at.year <= 9998:  # one more day in any time zone must still be a date
        raise ValueError("This must be in a year from 1970 to 9998.")
    return at


def _without_mark(text: str) -> str:
    return text.removeprefix("?")


class VisitDraft(Sent):
    """A visitor. What is left out is unknown, as with a visitor whose browser does not tell."""

    at: Annotated[Instant, AfterValidator(_in_calendar)] | None = Field(
        default=None, description="When; left out: now."
    )
    country: Country | Literal[""] = Field(default="", examples=["DE"])
    region: Region | Literal[""] = Field(default="", examples=["US-TX"])
    languages: str = Field(default="", max_length=500, description="As a browser sends them: `fr-CA, en;q=0.8`.")
    os: Os | Literal[""] = ""
    device: Device | Literal[""] = ""
    browser: Annotated[OneLine, Field(max_length=48)] = ""
    query: Annotated[str, AfterValidator(_without_mark), Field(max_length=2000)] = Field(
        default="", description="What stands behind the “?” of the short address."
    )
    referrer: Annotated[str, AfterValidator(_host), Field(max_length=2048)] = Field(
        default="", description="The page they come from, or its host."
    )
    returning: bool = False
    hits: int | None = Field(
        default=None, ge=0, le=10**12, description="Hits of the link so far; left out: as many as it has."
    )
    visitor: str = Field(
        default="", max_length=100, description="Any text: the same one gets the same of several weighted variants."
    )


class SimulationDraft(Draft):
    """A visit to try, and perhaps changes to try it with. Nothing is saved, and nothing is counted."""

    visit: VisitDraft = VisitDraft()
    changes: LinkPatch | None = Field(default=None, description="As for changing the link; it stays as it is.")


class NewSimulationDraft(Draft):
    """A visit to try on a link that is not made yet. Nothing is saved, and no address is taken."""

    visit: VisitDraft = VisitDraft()
    link: LinkDraft = Field(description="As for making the link; slug, tags and folder are not looked at.")


class RuleTrace(View):
    """What one rule says to the visit."""

    id: str
    name: str
    wins: bool
    failed: str = Field(description="Kind of its first condition that does not hold; empty where all do.")
    reason: str = Field(description="In words: why it wins, or why it does not.")


class SimulationView(View):
    """What the visitor gets, and why."""

    kind: Outcome = Field(description="`lead` is a redirect; `button` a page with one button; the last ones are pages.")
    location: str = Field(description="Where the visitor ends up; empty for a page of QRDesk's own.")
    store: str = Field(description="Beside a button that opens an app: where to get it.")
    rule: str = Field(
        description="Id of the rule that wins; or `expired`, `fallback`, `ios` or `android`; empty for the destination."
    )
    rule_name: str
    variant: str = Field(description="Id of the variant that was picked; empty where there are none.")
    asks_password: bool = Field(description="The password is asked for before anything else.")
    sentence: str = Field(description="In words: what happens.")
    at: Instant
    time_zone: str = Field(description="Of the clock that the rules look at.")
    rules: list[RuleTrace] = Field(description="Every rule, in order.")
