"""Names for what hits are counted by, and for the hours of a week."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from qrdesk.core.schemas.analytics import Dimension, HitView
from qrdesk.gui.charts import theme

_OTHER = "other"


def value_name(dimension: Dimension, value: str) -> str:
    """Return what a person calls ``value``; an empty one is unknown, or direct for referrers."""
    if value == _OTHER:
        return _tr("Other")
    if not value:
        return {Dimension.REFERRER: _tr("Direct"), Dimension.RULE: _tr("No rule"), Dimension.VARIANT: _tr("None")}.get(
            dimension, _tr("Unknown")
        )
    match dimension:
        case Dimension.COUNTRY:
            return country_name(value)
        case Dimension.LANGUAGE:
            return language_name(value)
        case Dimension.DEVICE:
            return device_name(value)
        case _:
            return value


def dimension_name(dimension: Dimension) -> str:
    """Return the head over its values."""
    names = {
        Dimension.COUNTRY: _tr("Country"),
        Dimension.DEVICE: _tr("Device"),
        Dimension.OS: _tr("System"),
        Dimension.BROWSER: _tr("Browser"),
        Dimension.LANGUAGE: _tr("Language"),
        Dimension.REFERRER: _tr("Referrer"),
        Dimension.RULE: _tr("Rule"),
        Dimension.VARIANT: _tr("Variant"),
    }
    return names[dimension]


def country_name(code: str) -> str:
    """Return the country of an ISO 3166 code; the code itself where nobody knows it."""
    territory = QLocale.codeToTerritory(code)
    return code if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)


def language_name(tag: str) -> str:
    """Return the language of a tag as browsers send it: ``de-AT`` is German (Austria)."""
    first, *rest = tag.split("-")
    language = QLocale.codeToLanguage(first)
    if language == QLocale.Language.AnyLanguage:
        return tag
    name = QLocale.languageToString(language)
    regions = [country_name(part) for part in rest if len(part) == 2]
    return f"{name} ({regions[0]})" if regions else name


def device_name(device: str) -> str:
    """Return the kind of device in words."""
    names = {
        "mobile": _tr("Phone"),
        "tablet": _tr("Tablet"),
        "desktop": _tr("Computer"),
        "tv": _tr("TV"),
    }
    return names.get(device, device)


def device_icon(device: str) -> str:
    """Return the icon of a kind of device."""
    icons = {"mobile": "smartphone", "tablet": "tablet", "desktop": "laptop", "tv": "monitor"}
    return icons.get(device, "globe")


def hit_place(hit: HitView) -> str:
    """Return the second line of a hit: where it came from, a click named as such, and on what."""
    scan = hit.source == "scan"
    if hit.country:
        parts = [country_name(hit.country), "" if scan else _tr("click"), hit.os or hit.browser]
    else:
        parts = [_tr("Scan") if scan else _tr("Click"), hit.os, hit.browser]
    return " · ".join(part for part in parts if part)


def hour_name(hour: int) -> str:
    """Return an hour as a span, ``10–11``, with AM or PM where the locale has them."""
    locale, after = QLocale(), (hour + 1) % 24
    if "a" not in locale.timeFormat(QLocale.FormatType.ShortFormat).lower():
        return f"{hour}–{after or 24}"
    return f"{(hour % 12) or 12}–{locale.toString(QTime(after, 0), 'h AP')}"


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


def _tr(words: str) -> str:
    return QCoreApplication.translate("Analytics", words)
