"""The kinds of condition: what each is called, and what it means, in a line."""

from PySide6.QtCore import QCoreApplication

BY_CLOCK = frozenset({"time", "dates"})  # these go by the time zone of the rules


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of condition with their names, the frequent ones first."""
    tr = QCoreApplication.translate
    return [
        ("country", tr("Editor", "Country")),
        ("language", tr("Editor", "Language")),
        ("device", tr("Editor", "Device")),
        ("os", tr("Editor", "System")),
        ("time", tr("Editor", "Weekday and time")),
        ("dates", tr("Editor", "Dates")),
        ("visitor", tr("Editor", "First visit or again")),
        ("browser", tr("Editor", "Browser")),
        ("region", tr("Editor", "Region")),
        ("query", tr("Editor", "Parameter")),
        ("referrer", tr("Editor", "Coming from")),
        ("hits", tr("Editor", "Hits so far")),
    ]


def about(kind: str) -> str:
    """Return what a condition of ``kind`` looks at.

    Raises:
        KeyError: there is no such kind.
    """
    tr = QCoreApplication.translate
    return {
        "country": tr("Editor", "Where the visitor is, as their internet connection tells."),
        "language": tr("Editor", "The language that their phone or browser is set to."),
        "device": tr("Editor", "What they scan or click with."),
        "os": tr("Editor", "What runs their device: iOS on iPhones, Android on most other phones."),
        "time": tr("Editor", "The day of the week and the hour at which they come."),
        "dates": tr("Editor", "For a season, a sale or an event: from one day to another."),
        "visitor": tr("Editor", "Whether the same device opened this link before."),
        "browser": tr("Editor", "The program that opens the page, such as Safari."),
        "region": tr("Editor", "A part of a country by its code: DE-BY is Bavaria."),
        "query": tr("Editor", "Something added to the short link, such as ?table=5."),
        "referrer": tr("Editor", "The website on which the link was clicked. Scans come from none."),
        "hits": tr("Editor", "How often the link was scanned or clicked until now."),
    }[kind]
