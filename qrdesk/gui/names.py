"""Countries, languages, systems and devices by their names in the person's language."""

import json
from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.core import resources
from qrdesk.core.schemas.rules import Device, Os, Weekday
from qrdesk.gui.language import Language, spoken


def countries() -> Mapping[str, str]:
    """Return the names of countries by their ISO 3166 codes of two letters."""
    return _translated(spoken(), "countries") or _countries()


def languages() -> Mapping[str, str]:
    """Return the names of languages by their codes of two letters."""
    return _translated(spoken(), "languages") or _languages()


@cache
def _translated(language: Language, kind: str) -> Mapping[str, str]:
    """Return names that Qt does not know in ``language``; nothing for English, which it does."""
    return {} if language == "en" else json.loads(resources.read_text(f"names/{language}.json"))[kind]


@cache
def _countries() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for territory in QLocale.Country:
        code = QLocale.territoryToCode(territory)
        if len(code) == 2 and code.isalpha():
            found[code.upper()] = QLocale.territoryToString(territory)
    return found


@cache
def _languages() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language in QLocale.Language:
        code = QLocale.languageToCode(language)
        if len(code) == 2 and language not in {QLocale.Language.AnyLanguage, QLocale.Language.C}:
            found[code] = QLocale.languageToString(language)
    return found


def country(code: str) -> str:
    """Return the name of a country; its code where it has none."""
    return countries().get(code.upper(), code)


BROWSERS: Mapping[str, str] = {
    name: name
    for name in (
        "Safari", "Chrome", "Firefox", "Edge", "Samsung Internet", "Opera", "DuckDuckGo", "Instagram", "Facebook",
    )
}  # fmt: skip


def devices() -> list[tuple[str, str]]:
    """Return the kinds of device with their names."""
    tr = QCoreApplication.translate
    return [
        (Device.MOBILE, tr("Names", "Phone")),
        (Device.TABLET, tr("Names", "Tablet")),
        (Device.DESKTOP, tr("Names", "Computer")),
        (Device.TV, tr("Names", "TV")),
        (Device.OTHER, tr("Names", "Something else")),
    ]


def systems() -> list[tuple[str, str]]:
    """Return the operating systems with their names."""
    tr = QCoreApplication.translate
    return [
        (Os.IOS, "iOS"),
        (Os.ANDROID, "Android"),
        (Os.WINDOWS, "Windows"),
        (Os.MACOS, "macOS"),
        (Os.LINUX, "Linux"),
        (Os.CHROMEOS, "ChromeOS"),
        (Os.OTHER, tr("Names", "Another")),
    ]


def weekdays() -> list[tuple[str, str]]:
    """Return the days of the week in short, Monday first."""
    locale = QLocale()
    days = enumerate(Weekday, start=1)
    return [(day, locale.standaloneDayName(place, QLocale.FormatType.ShortFormat)) for place, day in days]
