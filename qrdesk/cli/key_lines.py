"""Keys in words: a line for each, and all that is to be said of one."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from qrdesk.cli.common import aligned
from qrdesk.core.schemas.access import KeyView

GOOD, ENDED, REVOKED = "good", "ended", "revoked"
_RANK = {GOOD: 0, ENDED: 1, REVOKED: 2}
_FREE = "unlimited"


def state(one: KeyView) -> str:
    """Return whether a key is good, has ended by itself, or was revoked."""
    if one.revoked_at is not None:
        return REVOKED
    return ENDED if one.expires_at is not None and one.expires_at <= datetime.now(UTC) else GOOD


def rank(one: KeyView) -> int:
    """Return whom a name alone means first: a good key before one that has ended, and that before the rest."""
    return _RANK[state(one)]


def lines(found: Sequence[KeyView], members: Mapping[str, str]) -> list[str]:
    """Return a line for each key; ``members`` are names by id, as far as they may be seen."""
    return aligned(
        (one.id, one.hint, state(one), _whose(one, members), one.name, f"({'; '.join(_bounds(one))})") for one in found
    )


def line(one: KeyView) -> str:
    """Return a key as one line."""
    return f"{one.id}  {one.hint}  {state(one):<7}  {one.name}  ({'; '.join(_bounds(one))})"


def told(one: KeyView, members: Mapping[str, str]) -> str:
    """Return all that is to be said of a key, a line each."""
    whose = "a program" if one.member_id is None else f"the member {_whose(one, members)}"
    said = [f"{one.id}  {one.hint}  {state(one)}  {one.name}", f"For {whose}.", f"May: {', '.join(one.scopes)}."]
    if one.rate_limit is not None:
        said.append(f"{one.rate_limit:,} requests per minute.")
    said += [f"Plan: {one.plan}.", f"May be used from {', '.join(one.allowed_networks) or 'anywhere'}."]
    ends = "Ended" if state(one) == ENDED else "Ends"
    moments = (
        ("Made", one.created_at), (ends, one.expires_at), ("Rotated", one.rotated_at), ("Revoked", one.revoked_at)
    )  # fmt: skip
    said += [f"{word} {at(moment)}." for word, moment in moments if moment is not None]
    if state(one) == GOOD and one.old_until is not None and one.old_until > datetime.now(UTC):
        said.append(f"The text before is good until {at(one.old_until)}.")
    return "\n".join([*said, _last_use(one)])


def at(moment: datetime) -> str:
    """Return a moment as the list shows it."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _whose(one: KeyView, members: Mapping[str, str]) -> str:
    return "program" if one.member_id is None else members.get(one.member_id, one.member_id)


def _bounds(one: KeyView) -> list[str]:
    said = [", ".join(one.scopes)]
    if one.expires_at is not None:
        said.append(f"until {at(one.expires_at)}")
    if one.allowed_networks:
        said.append(f"from {', '.join(one.allowed_networks)}")
    if one.rate_limit is not None:
        said.append(f"{one.rate_limit:,} a minute")
    return said if one.plan == _FREE else [*said, f"plan {one.plan}"]


def _last_use(one: KeyView) -> str:
    if one.last_used_at is None:
        return "Never used."
    where_from = f" from {one.last_used_from}" if one.last_used_from else ""
    by = f" by {one.last_used_agent}" if one.last_used_agent else ""
    return f"Last used {at(one.last_used_at)}{where_from}{by}; noted once a minute at most."
