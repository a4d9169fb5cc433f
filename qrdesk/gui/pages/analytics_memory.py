"""What the Analytics page is asked for when the app starts again: the period and the comparison chosen last."""

from dataclasses import replace
from datetime import date

from qrdesk.gui.pages.analytics_wanted import COMPARISONS, SPANS, Wanted
from qrdesk.gui.shell.state import State


def remembered(state: State) -> Wanted:
    """Return the choices of the last time; what cannot be read any more is as usual."""
    usual = Wanted()
    span, compare = state.read("analytics/span", ""), state.read("analytics/compare", str(usual.compare))
    start, end = _day(state.read("analytics/start", "")), _day(state.read("analytics/end", ""))
    known = next((key for key in SPANS if key == span), usual.span)
    if known == "custom" and (start is None or end is None or start > end):
        known = usual.span
    comparison = next((key for key in COMPARISONS if key == compare), usual.compare)
    return replace(usual, span=known, start=start, end=end, compare=comparison)


def remember(state: State, wanted: Wanted) -> None:
    """Keep the choices for the next time."""
    state.write("analytics/span", wanted.span)
    state.write("analytics/compare", wanted.compare)
    if wanted.start is not None and wanted.end is not None:
        state.write("analytics/start", wanted.start.isoformat())
        state.write("analytics/end", wanted.end.isoformat())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
