"""The conditions of a rule as one plain sentence: "In Germany, on a phone, Mon–Fri 11:00–15:00"."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.core.schemas import rules
from qrdesk.core.schemas.rules import Condition, Rule, Weekday, Window
from qrdesk.gui import names, words

_SHOWN = 3  # of a long list; the rest is counted
_DASH = "\N{WORD JOINER}\N{EN DASH}\N{WORD JOINER}"  # no line ends inside a span


def sentence(rule: Rule) -> str:
    """Return when ``rule`` holds, beginning with a capital letter."""
    if not rule.conditions:
        return _tr("For everyone")
    said = ", ".join(phrase(condition) for condition in rule.conditions)
    return said[:1].upper() + said[1:]


def phrase(condition: Condition) -> str:
    """Return one condition as a part of a sentence."""
    makers: dict[str, Callable[[Any], str]] = {
        "country": lambda one: _list(one, _tr("in {countries}"), _tr("not in {countries}"), _after_in),
        "region": lambda one: _list(one, _tr("in {regions}"), _tr("not in {regions}"), str),
        "language": lambda one: _list(one, _tr("reads {list}"), _tr("does not read {list}"), _language),
        "os": lambda one: _list(one, _tr("on {list}"), _tr("not on {list}"), _named(names.systems())),
        "device": lambda one: _list(one, _tr("on a {list}"), _tr("not on a {list}"), _device),
        "browser": lambda one: _list(one, _tr("with {list}"), _tr("not with {list}"), str),
        "referrer": lambda one: _list(one, _tr("coming from {list}"), _tr("not coming from {list}"), _page),
        "time": _time,
        "dates": _dates,
        "query": _query,
        "visitor": _visitor,
        "hits": _hits,
    }
    return makers[condition.kind](condition)


def _list(condition: Any, said: str, denied: str, name: Callable[[str], str]) -> str:
    listed = _joined([name(str(key)) for key in condition.any_of])
    return (denied if condition.negate else said).format(list=listed, countries=listed, regions=listed)


def _joined(parts: Sequence[str]) -> str:
    if len(parts) > _SHOWN + 1:
        rest = _tr("{count} more").format(count=words.number(len(parts) - _SHOWN))
        parts = [*parts[:_SHOWN], rest]
    if len(parts) < 2:
        return "".join(parts)
    return _tr("{list} or {last}").format(list=", ".join(parts[:-1]), last=parts[-1])


def _time(condition: rules.TimeCondition) -> str:
    windows = _joined([_window(window) for window in condition.windows])
    return _tr("except {times}").format(times=windows) if condition.negate else windows


def _window(window: Window) -> str:
    whole = window.start == "00:00" and window.end in {"24:00", "00:00"}
    days = "" if len(window.days) == len(Weekday) else _days(window.days)
    if whole:
        return _tr("on {days}").format(days=days) if days else _tr("at any time")
    return " ".join(part for part in (days, f"{window.start}{_DASH}{window.end}") if part)


def _days(days: Sequence[Weekday]) -> str:
    """Return ``Mon–Fri`` for days in a row, else each of them."""
    order, short = list(Weekday), dict(names.weekdays())
    places = sorted(order.index(day) for day in days)
    if len(places) > 2 and places == list(range(places[0], places[-1] + 1)):
        return f"{short[order[places[0]]]}{_DASH}{short[order[places[-1]]]}"
    return ", ".join(short[order[place]] for place in places)


def _dates(condition: rules.DatesCondition) -> str:
    since, until = condition.since, condition.until
    if since is not None and until is not None:
        said = _tr("from {since} to before {until}")
        if condition.negate:
            said = _tr("before {since} or from {until} on")
        return said.format(since=_moment(since), until=_moment(until))
    if (since is not None) != condition.negate:  # what is not before a moment is from then on
        return _tr("from {since}").format(since=_moment(since or until))
    return _tr("before {until}").format(until=_moment(until or since))


def _query(condition: rules.QueryCondition) -> str:
    values = _joined([QLocale().quoteString(value) for value in condition.any_of])
    if not values:
        said = _tr("without “{name}” in the address") if condition.negate else _tr("with “{name}” in the address")
        return said.format(name=condition.name)
    said = _tr("where {name} is not {list}") if condition.negate else _tr("where {name} is {list}")
    return said.format(name=condition.name, list=values)


def _visitor(condition: rules.VisitorCondition) -> str:
    new = (condition.seen == "new") != condition.negate
    return _tr("on the first visit") if new else _tr("on a further visit")


def _hits(condition: rules.HitsCondition) -> str:
    least, below = condition.at_least, condition.below
    if least is not None and below is not None:
        said = _tr("not from hit {least} to {most}") if condition.negate else _tr("from hit {least} to {most}")
        return said.format(least=words.number(least + 1), most=words.number(below))
    count = (least if least is not None else below) or 0
    if (least is not None) != condition.negate:  # what is not among the first is after them
        return words.counted(count, _tr("after {count} hit"), _tr("after {count} hits"))
    return words.counted(count, _tr("for the first hit"), _tr("for the first {count} hits"))


def _moment(at: Any) -> str:
    day = words.date_text(at)
    return day if not (at.hour or at.minute) else f"{day} {words.time_text(at)}"


def _after_in(code: str) -> str:
    """Return a country's name as it stands after "in": some go with an article, and bend in German."""
    tr = QCoreApplication.translate
    bent = {
        "AE": tr("CountryAfterIn", "the United Arab Emirates"),
        "CD": tr("CountryAfterIn", "the Democratic Republic of the Congo"),
        "CF": tr("CountryAfterIn", "the Central African Republic"),
        "CH": tr("CountryAfterIn", "Switzerland"),
        "DO": tr("CountryAfterIn", "the Dominican Republic"),
        "GB": tr("CountryAfterIn", "the United Kingdom"),
        "IQ": tr("CountryAfterIn", "Iraq"),
        "IR": tr("CountryAfterIn", "Iran"),
        "LB": tr("CountryAfterIn", "Lebanon"),
        "MD": tr("CountryAfterIn", "Moldova"),
        "MN": tr("CountryAfterIn", "Mongolia"),
        "NL": tr("CountryAfterIn", "the Netherlands"),
        "PH": tr("CountryAfterIn", "the Philippines"),
        "SK": tr("CountryAfterIn", "Slovakia"),
        "TR": tr("CountryAfterIn", "Türkiye"),
        "UA": tr("CountryAfterIn", "Ukraine"),
        "US": tr("CountryAfterIn", "the United States"),
    }
    return bent.get(code) or names.country(code)


def _language(code: str) -> str:
    return names.languages().get(code, code)


def _device(key: str) -> str:
    phrases = {"mobile": _tr("phone"), "tablet": _tr("tablet"), "desktop": _tr("computer"), "tv": _tr("TV")}
    return phrases.get(key, _tr("device of another kind"))


def _page(host: str) -> str:
    return _tr("no page") if host == "none" else host


def _named(options: Sequence[tuple[str, str]]) -> Callable[[str], str]:
    known = dict(options)
    return lambda key: known.get(key, key)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RuleSentences", text)
