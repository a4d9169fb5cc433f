"""What the simulator says of its answer: what wins and where it leads in one line, and why in a few short ones."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.core.schemas.rules import Rule
from qrdesk.core.schemas.simulation import RuleTrace, SimulationView
from qrdesk.gui import words, zones
from qrdesk.gui.rule_sentences import sentence

_ARROW = "\N{NO-BREAK SPACE}\N{RIGHTWARDS ARROW} "
_LEADS = frozenset({"lead", "frame", "button"})
_LOST = 2  # rules before the one that wins whose reason is said at once; all of them are in the details
_BY_CLOCK = frozenset({"time", "dates"})


def headline(answer: SimulationView) -> str:
    """Return what wins, and the page it leads to without what is added for counting."""
    if answer.kind not in _LEADS:
        return words.told(answer.sentence)
    return f"{_winner(answer)}{_ARROW}{_page(answer.location)}"


def reasons(answer: SimulationView, rules: Sequence[Rule]) -> str:
    """Return why, in lines; ``rules`` are those that were tried, as they stand in the form."""
    if answer.kind not in _LEADS:
        return "" if answer.location in answer.sentence else answer.location
    place = next((place for place, trace in enumerate(answer.rules) if trace.wins), len(answer.rules))
    lines = [_holds(answer, rules[place])] if place < min(len(rules), len(answer.rules)) else []
    lost = answer.rules[:place] if place < len(answer.rules) or not answer.rule else []
    lines += [f"{_called(at, trace)}: {_told(trace.reason)}" for at, trace in enumerate(lost[:_LOST], 1)]
    if len(lost) > _LOST:
        rest = len(lost) - _LOST
        one, many = _tr("{count} more rule does not hold either."), _tr("{count} more rules do not hold either.")
        lines.append(words.counted(rest, one, many))
    if after := _after(place, len(answer.rules)):
        lines.append(after)
    return "\n".join((*lines, *_besides(answer)))


def details(answer: SimulationView) -> str:
    """Return the whole address, what each rule says, and by which clock."""
    lines = [f"{at}. {_told(trace.reason)}" for at, trace in enumerate(answer.rules, 1)]
    said = _tr("Tried for {time}; rules go by {zone}.")
    lines.append(said.format(time=_at(answer), zone=zones.place(answer.time_zone)))
    return "\n".join((words.told(answer.sentence), *lines))


def _winner(answer: SimulationView) -> str:
    """Return what it is that leads the visitor."""
    ways = {
        "expired": _tr("It is over"),
        "fallback": _tr("Its page is down"),
        "ios": _tr("The app on iOS"),
        "android": _tr("The app on Android"),
    }
    for place, trace in enumerate(answer.rules, 1):
        if trace.wins:
            return _tr("{rule} wins").format(rule=_called(place, trace))
    if answer.rule in ways:
        return ways[answer.rule]
    return _tr("No rule wins") if answer.rules else _tr("Destination")


def _called(place: int, trace: RuleTrace) -> str:
    return f"“{trace.name}”" if trace.name else _tr("Rule {number}").format(number=place)


def _page(location: str) -> str:
    """Return an address as people say it; one that is no web address as it is."""
    bare = location.partition("://")[2] if location.startswith(("https://", "http://")) else location
    return bare.partition("?")[0].partition("#")[0].rstrip("/") or location


def _holds(answer: SimulationView, rule: Rule) -> str:
    """Say why the rule that wins does."""
    if not rule.conditions:
        return _tr("It has no condition: it always holds.")
    said = _tr("{conditions}: all of this holds.")
    if any(condition.kind in _BY_CLOCK for condition in rule.conditions):
        said = _tr("{conditions}: all of this holds {time} ({zone}).")
    local = answer.at.astimezone(zones.clock_of(answer.time_zone))
    at = f"{QLocale().dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)} {words.time_text(local)}"
    return said.format(conditions=sentence(rule), time=at, zone=zones.place(answer.time_zone))


def _after(place: int, count: int) -> str:
    """Say which rules nobody looked at, as one before them wins."""
    first = place + 2
    if first > count:
        return ""
    if first == count:
        return _tr("Rule {number} was not reached.").format(number=first)
    said = _tr("Rules {first} and {last} were not reached.")
    if count - first > 1:
        said = _tr("Rules {first} to {last} were not reached.")
    return said.format(first=first, last=count)


def _besides(answer: SimulationView) -> list[str]:
    """Say what else the visitor meets on the way."""
    said = [_tr("The password is asked for first.")] if answer.asks_password else []
    if answer.kind == "frame":
        said.append(_tr("The visitor sees it in a frame."))
    if answer.kind == "button":
        said.append(_tr("The visitor gets a page with a button that opens it."))
    return said


def _at(answer: SimulationView) -> str:
    local = answer.at.astimezone(zones.clock_of(answer.time_zone))
    return f"{words.weekday_text(local)}, {words.time_text(local)}"


def _told(reason: str) -> str:
    return words.told(reason).replace("Etc/UTC", "UTC")


def _tr(text: str) -> str:
    return QCoreApplication.translate("SimulatorSaid", text)
