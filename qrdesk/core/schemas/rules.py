"""Rules of a link: ordered, each a set of conditions that must all hold, and where it then leads."""

import re
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, model_validator

from qrdesk.core.schemas.base import Sent, quoted
from qrdesk.core.schemas.lines import NotTurned, OneLine, as_kept

MAX_RULES = 50
MAX_CONDITIONS = 20
MAX_VARIANTS = 20
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ]|\Z)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_HOST = re.compile(r"none|[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


class DestinationType(StrEnum):
    """What sort of thing a destination is. Only a URL is a redirect; the others are a small page with one button."""

    URL = "url"
    EMAIL = "email"
    PHONE = "phone"
    APP = "app"


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Os(StrEnum):
    """An operating system, as far as a browser tells."""

    IOS = "ios"
    ANDROID = "android"
    WINDOWS = "windows"
    MACOS = "macos"
    LINUX = "linux"
    CHROMEOS = "chromeos"
    OTHER = "other"


class Device(StrEnum):
    """A kind of device."""

    MOBILE = "mobile"
    TABLET = "tablet"
    DESKTOP = "desktop"
    TV = "tv"
    OTHER = "other"


def _matching(shape: "re.Pattern[str]", said: str) -> AfterValidator:
    def checked(text: str) -> str:
        if not shape.fullmatch(text):
            raise ValueError(said.format(quoted(text)))
        return text

    return AfterValidator(checked)


def _local(value: object) -> object:
    return _clock_time(value)[0]


def _local_end(value: object) -> object:
    at, whole_day = _clock_time(value)
    try:
        return at + timedelta(days=1) if whole_day else at
    except OverflowError:
        raise ValueError("There is no day after this one.") from None


def _clock_time(value: object) -> tuple[datetime, bool]:
    """Return a time on the clock, and whether only its day was given."""
    if isinstance(value, datetime):
        return value, False
    if isinstance(value, str) and _DAY.match(value):
        try:
            return datetime.fromisoformat(value), len(value) == len("2026-03-31")
        except ValueError:
            pass
    raise ValueError(f"“{quoted(str(value))}” is no day, such as 2026-03-31, and no time, such as 2026-03-31T18:00.")


def _naive(at: datetime) -> datetime:
    if at.tzinfo is not None:
        raise ValueError("Leave out the offset: this is a time on the clock in the link's time zone.")
    return at.replace(second=0, microsecond=0)


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


Clock = Annotated[str, _matching(_CLOCK, "“{}” is no time from 00:00 to 24:00, such as 17:30.")]
Country = Annotated[
    str, BeforeValidator(_upper), _matching(re.compile("[A-Z]{2}"), "“{}” is no country code of two letters.")
]
Region = Annotated[str, BeforeValidator(_upper), _matching(_REGION, "“{}” is no region code such as US-TX.")]
Language = Annotated[str, Field(max_length=35), _matching(_LANGUAGE, "“{}” is no language such as fr or de-AT.")]
Referrer = Annotated[
    str, Field(max_length=253), BeforeValidator(_lower), _matching(_HOST, "“{}” is no host name such as example.com.")
]
Since = Annotated[datetime, BeforeValidator(_local), AfterValidator(_naive)]
Until = Annotated[datetime, BeforeValidator(_local_end), AfterValidator(_naive)]


class _Base(Sent):
    negate: bool = Field(default=False, description="True: the condition holds when it otherwise would not.")


class CountryCondition(_Base):
    """The visitor's country, as ISO 3166 codes of two letters. An unknown country is none of them."""

    kind: Literal["country"]
    any_of: tuple[Country, ...] = Field(min_length=1, max_length=250)


class RegionCondition(_Base):
    """The visitor's region, as ISO 3166-2 codes such as US-TX. Known only where the server has region data."""

    kind: Literal["region"]
    any_of: tuple[Region, ...] = Field(min_length=1, max_length=250)


class LanguageCondition(_Base):
    """A language that the visitor's browser puts first, or weighs at least 0.9 times the first. ``fr`` takes fr-CA."""

    kind: Literal["language"]
    any_of: tuple[Language, ...] = Field(min_length=1, max_length=100)


class OsCondition(_Base):
    """The visitor's operating system."""

    kind: Literal["os"]
    any_of: tuple[Os, ...] = Field(min_length=1, max_length=20)


class DeviceCondition(_Base):
    """The visitor's kind of device."""

    kind: Literal["device"]
    any_of: tuple[Device, ...] = Field(min_length=1, max_length=20)


class BrowserCondition(_Base):
    """The visitor's browser, such as Safari; letter case does not matter."""

    kind: Literal["browser"]
    any_of: tuple[Annotated[OneLine, Field(min_length=1, max_length=48)], ...] = Field(min_length=1, max_length=50)


class Window(Sent):
    """Hours of certain weekdays, on the clock of the link's time zone.

    It starts on each of its ``days``. An ``end`` at or before ``start`` is on the next day; 24:00 is midnight.
    """

    days: tuple[Weekday, ...] = Field(default=tuple(Weekday), min_length=1, max_length=7)
    start: Clock = "00:00"
    end: Clock = "24:00"

    @model_validator(mode="after")
    def _starts_in_its_day(self) -> "Window":
        if self.start == "24:00":
            raise ValueError("A window cannot start at 24:00. Start it at 00:00 of the next day.")
        return self


class TimeCondition(_Base):
    """The time of day and the weekday: inside any of the windows."""

    kind: Literal["time"]
    windows: tuple[Window, ...] = Field(min_length=1, max_length=50)


class DatesCondition(_Base):
    """From ``since`` up to, and not including, ``until``, on the clock of the link's time zone.

    A date alone means its midnight as ``since``, and the end of that day as ``until``.
    """

    kind: Literal["dates"]
    since: Since | None = None
    until: Until | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "DatesCondition":
        if self.since is None and self.until is None:
            raise ValueError("Give a first day, a last day, or both.")
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise ValueError("The last day lies before the first.")
        return self


class QueryCondition(_Base):
    """A parameter in the address that was asked for: any of these values, or just its presence where none is named."""

    kind: Literal["query"]
    name: NotTurned = Field(min_length=1, max_length=100)
    any_of: tuple[Annotated[NotTurned, Field(max_length=500)], ...] = Field(default=(), max_length=100)


class ReferrerCondition(_Base):
    """The host of the page the visitor came from, its subdomains included; ``none`` for no page at all."""

    kind: Literal["referrer"]
    any_of: tuple[Referrer, ...] = Field(min_length=1, max_length=100)


class VisitorCondition(_Base):
    """Whether this link has seen the visitor before: today, or ever where the link may set a cookie."""

    kind: Literal["visitor"]
    seen: Literal["new", "returning"]


class HitsCondition(_Base):
    """How many hits the link had when they were last counted, a moment ago."""

    kind: Literal["hits"]
    at_least: int | None = Field(default=None, ge=0, le=10**12)
    below: int | None = Field(default=None, ge=1, le=10**12)

    @model_validator(mode="after")
    def _some_bound(self) -> "HitsCondition":
        if self.at_least is None and self.below is None:
            raise ValueError("Give at least one of “at_least” and “below”.")
        if self.at_least is not None and self.below is not None and self.below <= self.at_least:
            raise ValueError("“below” must be larger than “at_least”.")
        return self


Condition = Annotated[
    CountryCondition
    | RegionCondition
    | LanguageCondition
    | OsCondition
    | DeviceCondition
    | BrowserCondition
    | TimeCondition
    | DatesCondition
    | QueryCondition
    | ReferrerCondition
    | VisitorCondition
    | HitsCondition,
    Field(discriminator="kind"),
]
DestinationText = Annotated[str, Field(description="The http(s) page it leads to.", examples=["https://example.com/a"])]


class Variant(Sent):
    """One of several destinations of a rule."""

    id: str | None = Field(default=None, max_length=24, description="Send it back to keep the variant's counts.")
    name: Annotated[OneLine, Field(max_length=60)] = ""
    destination: DestinationText
    destination_type: DestinationType = DestinationType.URL
    weight: int = Field(default=1, ge=0, le=10_000, description="Its share, beside the weights of the others.")


class Rule(Sent):
    """Where the link leads when all conditions hold. The first rule that does wins; else the link's destination."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Lunch in Germany",
                    "conditions": [
                        {"kind": "country", "any_of": ["DE"]},
                        {"kind": "time", "windows": [{"days": ["mon", "tue"], "start": "11:00", "end": "15:00"}]},
                    ],
                    "destination": "https://example.com/lunch",
                }
            ]
        }
    )
    id: str | None = Field(default=None, max_length=24, description="Send it back to keep the rule's counts.")
    uuid: str | None = Field(default=None, max_length=36)
    name: Annotated[OneLine, Field(max_length=100)] = ""
    enabled: bool = True
    conditions: tuple[Condition, ...] = Field(default=(), max_length=MAX_CONDITIONS)
    destination: DestinationText | None = None
    destination_type: DestinationType = DestinationType.URL
    variants: tuple[Variant, ...] = Field(default=(), max_length=MAX_VARIANTS, description="Instead of a destination.")
    pick: Literal["weighted", "random", "sequence"] = Field(
        default="weighted",
        description="How a variant is picked: weighted keeps a visitor at the same one all day; random draws each "
        "time; sequence takes one after another.",
    )

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Rule":
        if bool(self.variants) == (self.destination is not None):
            raise ValueError("A rule has either a destination or variants.")
        if self.variants and not any(variant.weight for variant in self.variants):
            raise ValueError("At least one variant needs a weight above 0.")
        return self


Rules = Annotated[
    tuple[Rule, ...],
    Field(max_length=MAX_RULES, description="Asked in order: the first whose conditions all hold decides."),
]


class Utm(Sent):
    """Campaign parameters that are added to every http(s) destination that does not have them itself."""

    source: Annotated[OneLine, Field(max_length=200)] = ""
    medium: Annotated[OneLine, Field(max_length=200)] = ""
    campaign: Annotated[OneLine, Field(max_length=200)] = ""
    term: Annotated[OneLine, Field(max_length=200)] = ""
    content: Annotated[OneLine, Field(max_length=200)] = ""


class AppTarget(Sent):
    """Where one operating system should open an app.

    An http(s) ``url`` is a redirect: the system opens the app that claims it. Any other scheme is a page with one
    button, and ``store`` beside it for those who lack the app.
    """

    url: str = Field(max_length=2048)
    store: str = Field(default="", max_length=2048, description="The app in its store, http(s); empty: the web page.")


class DeepLinks(Sent):
    """Apps instead of the web page, for those whose phone has them."""

    ios: AppTarget | None = None
    android: AppTarget | None = None


class Social(Sent):
    """What messengers and networks show when the link is posted; people are sent on as always."""

    title: Annotated[OneLine, Field(max_length=200)] = ""
    description: Annotated[OneLine, Field(max_length=500)] = ""
    image_url: str = Field(default="", max_length=2048)


class Routing(Sent):
    """Everything about a link's ways that only the redirect needs; kept as one JSON text beside the link."""

    time_zone: str = ""
    rules: tuple[Rule, ...] = ()
    utm: Utm = Utm()
    forward_query: Literal["off", "utm", "all"] = "off"
    query_winner: Literal["link", "visitor"] = "link"
    deep_links: DeepLinks = DeepLinks()
    hidden: bool = False
    social: Social = Social()
    remember_visitors: bool = False
    expired_destination: str = ""
    fallback_destination: str = ""

    def to_text(self) -> str:
        """Return it as it is stored; empty when it says nothing."""
        said: dict[str, Any] = self.model_dump(mode="json", exclude_defaults=True)
        return self.model_dump_json(exclude_defaults=True) if said else ""

    @classmethod
    def from_text(cls, text: str) -> "Routing":
        """Return what ``to_text`` made."""
        return as_kept(text, cls.model_validate_json) if text else cls()
