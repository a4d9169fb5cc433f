"""Names for what hits are counted by, and for the hours of a week."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from qrdesk.core.schemas.analytics import Answer, Dimension, HitView
from qrdesk.gui import names
from qrdesk.gui.charts import theme
from qrdesk.gui.pages.analytics_wanted import OTHER, SOURCE, Filter, Wanted

_CODE = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")  # ISO 3166-2: nobody knows these by heart


def value_name(dimension: Dimension, value: str) -> str:
    """Return what a person calls ``value``; an empty one is unknown, or that there is none."""
    if not value:
        return _nothing(dimension)
    if not can_filter(dimension, value):
        return _tr("Other")
    namers: dict[Dimension, Callable[[str], str]] = {
        Dimension.COUNTRY: country_name,
        Dimension.LANGUAGE: language_name,
        Dimension.CITY: city_name,
        Dimension.DEVICE: device_name,
        Dimension.REFERRER_CLASS: _referrer_class,
        Dimension.DESTINATION: address,
    }
    return namers.get(dimension, str)(value)


def can_filter(dimension: Dimension, value: str) -> bool:
    """Whether hits can be narrowed to ``value``: the rest beyond the values that are kept is none."""
    return value != OTHER or dimension is Dimension.DEVICE


def _nothing(dimension: Dimension) -> str:
    """Return what hits without a value are called."""
    if dimension.value.startswith("utm_"):
        return _tr("None")
    known = {
        Dimension.REFERRER: _tr("Direct"),
        Dimension.RULE: _tr("No rule"),
        Dimension.VARIANT: _tr("None"),
        Dimension.CODE: _tr("No code of its own"),
        Dimension.IN_APP: _tr("Not inside an app"),
    }
    return known.get(dimension, _tr("Unknown"))


def address(url: str) -> str:
    """Return an address without what all of them begin with."""
    return url.removeprefix("https://").removeprefix("http://")


def _referrer_class(value: str) -> str:
    known = {
        "search": _tr("Search engines"),
        "social": _tr("Social networks"),
        "email": _tr("E-mail"),
        "site": _tr("Other websites"),
        "direct": _tr("Direct"),
    }
    return known.get(value, value)


def dimension_name(dimension: Dimension) -> str:
    """Return the head over its values."""
    known = {
        Dimension.COUNTRY: _tr("Country"),
        Dimension.REGION: _tr("Region"),
        Dimension.CITY: _tr("City"),
        Dimension.DEVICE: _tr("Device"),
        Dimension.OS: _tr("System"),
        Dimension.OS_VERSION: _tr("System version"),
        Dimension.BROWSER: _tr("Browser"),
        Dimension.BROWSER_VERSION: _tr("Browser version"),
        Dimension.IN_APP: _tr("Inside an app"),
        Dimension.LANGUAGE: _tr("Language"),
        Dimension.REFERRER: _tr("Website"),
        Dimension.REFERRER_CLASS: _tr("Came from"),
        Dimension.UTM_SOURCE: _tr("Source"),
        Dimension.UTM_MEDIUM: _tr("Medium"),
        Dimension.UTM_CAMPAIGN: _tr("Campaign"),
        Dimension.UTM_TERM: _tr("Term"),
        Dimension.UTM_CONTENT: _tr("Content"),
        Dimension.DESTINATION: _tr("Destination"),
        Dimension.RULE: _tr("Rule"),
        Dimension.VARIANT: _tr("Variant"),
        Dimension.CODE: _tr("Code"),
    }
    return known[dimension]


def filter_name(chosen: Filter) -> str:
    """Return a filter in words, as on its chip: ``Country: Germany``."""
    dimension = chosen.dimension
    if dimension is None:
        return _tr("Only scans") if chosen.value == "scan" else _tr("Only clicks")
    name = dimension_name(dimension)
    value = chosen.words or value_name(dimension, chosen.value)
    return _tr("{name}: {value}").format(name=name, value=value)


def counted_name(wanted: Wanted) -> str:
    """Return what is counted, within a sentence."""
    alone = wanted.value_of(SOURCE)
    return {"scan": _tr("scans"), "click": _tr("clicks")}.get(alone or "", _tr("hits"))


def sentence_case(said: str) -> str:
    """Return words as they begin a sentence."""
    return said[:1].upper() + said[1:]


def count_text(hits: int, wanted: Wanted, *, short: bool = False) -> str:
    """Return a number of what is counted: ``604 scans``, ``1 scan``; ``short``: ``1.2 M scans``."""
    one, many = {
        "scan": (_tr("{count} scan"), _tr("{count} scans")),
        "click": (_tr("{count} click"), _tr("{count} clicks")),
    }.get(wanted.value_of(SOURCE) or "", (_tr("{count} hit"), _tr("{count} hits")))
    return (one if hits == 1 else many).format(count=theme.short_text(hits) if short else theme.number_text(hits))


def none_text(wanted: Wanted) -> str:
    """Return that there are none of what is counted."""
    known = {"scan": _tr("no scans"), "click": _tr("no clicks")}
    return known.get(wanted.value_of(SOURCE) or "", _tr("no hits"))


def country_name(code: str) -> str:
    """Return the country of an ISO 3166 code; the code itself where nobody knows it."""
    return names.country(code)


def language_name(tag: str) -> str:
    """Return the language of a tag as browsers send it: ``de-AT`` is German (Austria)."""
    first, *rest = tag.split("-")
    name = names.languages().get(first.lower(), "")
    if not name:
        language = QLocale.codeToLanguage(first)
        if language == QLocale.Language.AnyLanguage:
            return tag
        name = QLocale.languageToString(language)
    regions = [country_name(part) for part in rest if len(part) == 2]
    return f"{name} ({regions[0]})" if regions else name


def device_name(device: str) -> str:
    """Return the kind of device in words."""
    known = {
        "mobile": _tr("Phone"),
        "tablet": _tr("Tablet"),
        "desktop": _tr("Computer"),
        "tv": _tr("TV"),
        "other": _tr("Something else"),
    }
    return known.get(device, device)


def device_icon(device: str) -> str:
    """Return the icon of a kind of device."""
    icons = {"mobile": "smartphone", "tablet": "tablet", "desktop": "laptop", "tv": "monitor"}
    return icons.get(device, "globe")


def city_name(city: str) -> str:
    """Return a city as ``Leipzig, Germany``; it is kept with the code of its country."""
    name, comma, code = city.rpartition(", ")
    return f"{name}, {country_name(code)}" if comma and len(code) == 2 else city


def hit_place(hit: HitView) -> str:
    """Return whether it was a scan or a click, and where it came from, as far as that is known."""
    region = "" if _CODE.fullmatch(hit.region) else hit.region
    known = [region, country_name(hit.country) if hit.country else ""]
    place = city_name(hit.city) if hit.city else ", ".join(part for part in known if part)
    source = _tr("Scan") if hit.source == "scan" else _tr("Click")
    return f"{source} · {place or _tr('place unknown')}"


def hit_way(hit: HitView, rules: Mapping[str, str]) -> str:
    """Return on what a hit came, and the rule that led it on; ``rules`` names them by id."""
    system = hit.os or (device_name(hit.device) if hit.device else "")
    parts = [system, hit.in_app or hit.browser, rules.get(hit.rule, "")]
    return " · ".join(part for part in parts if part) or _tr("device unknown")


def hour_name(hour: int) -> str:
    """Return an hour as a span, ``10–11``, with AM or PM where the locale has them."""
    locale, after = QLocale(), (hour + 1) % 24
    if "a" not in locale.timeFormat(QLocale.FormatType.ShortFormat).lower():
        return f"{hour}–{after or 24}"
    return f"{(hour % 12) or 12}–{locale.toString(QTime(after, 0), 'h AP')}"


def none_name(only_by_day: bool) -> str:
    """Return why there is nothing to show: no hits, or hits that are known by their number alone."""
    if only_by_day:
        return _tr("Only the number per day is known of these hits")
    return _tr("Nothing in this period")


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago ``at`` was: now, seconds, minutes, then the time, then the day."""
    passed = max(timedelta(), now - at)
    if passed < timedelta(seconds=5):
        return _tr("now")
    if passed < timedelta(minutes=1):
        return _tr("{count} s").format(count=int(passed.total_seconds()))
    if passed < timedelta(hours=1):
        return _tr("{count} min").format(count=int(passed.total_seconds() // 60))
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return theme.step_text(local, "hour")
    return theme.day_text(local.date())


def period_in_words(answer: Answer, zone: str, *, year: bool = False) -> str:
    """Return a period as a sentence: days, and in which time zone they begin; ``year`` says it in any case."""
    start, end = answer.start, answer.end
    place = zone.rsplit("/", 1)[-1].replace("_", " ")
    if start == end:
        return _tr("{day}, time zone {zone}").format(day=theme.day_text(end, year=True), zone=place)
    with_year = year or start.year != end.year
    return _tr("{days} days from {start} to {end}, time zone {zone}").format(
        days=(end - start).days + 1,
        start=theme.day_text(start, year=with_year),
        end=theme.day_text(end, year=with_year),
        zone=place,
    )


def _tr(words: str) -> str:
    return QCoreApplication.translate("Analytics", words)
