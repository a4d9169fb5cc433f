"""What binds a key besides its scopes: a plan, a pace, an end, networks. No key makes or changes a freer one."""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.errors import Forbidden
from qrdesk.core.models import Key
from qrdesk.core.schemas.access import KeyDraft
from qrdesk.core.services.plans import UNLIMITED

_WAY_OUT = "Use a key that is not bound so, or the app on the computer of the server."


@dataclass(frozen=True, slots=True)
class Bounds:
    """What binds a key; as it is here, nothing does."""

    plan: str = UNLIMITED
    rate_limit: int | None = None
    expires_at: datetime | None = None
    allowed_networks: Sequence[str] = ()


def bounds_of(row: Key) -> Bounds:
    """Return what binds a key."""
    return Bounds(row.plan, row.rate_limit, row.expires_at, tuple(row.allowed_networks.split()))


def inherit(ctx: Context, draft: KeyDraft) -> KeyDraft:
    """Return the draft, bound as the key that asks is in all that it leaves out.

    Raises:
        Forbidden: what it does not leave out is freer than that.
    """
    own = {name: value for name, value in asdict(_own(ctx)).items() if name not in draft.model_fields_set}
    found = draft.model_copy(update=own)
    check_bounds(ctx, Bounds(found.plan, found.rate_limit, found.expires_at, found.allowed_networks))
    return found


def check_change(ctx: Context, row: Key, changes: Mapping[str, Any]) -> None:
    """Do nothing if a key is bound at least as the one that asks, and will be.

    Raises:
        Forbidden: it is freer, or would be.
    """
    check_bounds(ctx, bounds_of(row))
    wanted = {name: changes[name] for name in Bounds.__slots__ if name in changes}
    if "allowed_networks" in wanted:
        wanted["allowed_networks"] = wanted["allowed_networks"].split()
    check_bounds(ctx, replace(bounds_of(row), **wanted))


def check_bounds(ctx: Context, wanted: Bounds) -> None:
    """Do nothing if a key with these bounds is no freer than the one that asks. Who asks without one is free.

    Raises:
        Forbidden: names what it is freer in.
    """
    beyond = dict(_beyond(_own(ctx), wanted))
    if beyond:
        raise Forbidden(f"{' '.join(beyond.values())} {_WAY_OUT}", field_errors=beyond)


def _own(ctx: Context) -> Bounds:
    row = None if ctx.actor.key_id is None else Key.get_or_none(Key.id == ctx.actor.key_id)
    return Bounds() if row is None else bounds_of(row)


def _beyond(own: Bounds, wanted: Bounds) -> Iterator[tuple[str, str]]:
    if own.plan not in {UNLIMITED, wanted.plan}:
        yield "plan", f"Your key has the plan “{own.plan}”, and makes or changes keys of that plan alone."
    if own.rate_limit is not None and (wanted.rate_limit is None or wanted.rate_limit > own.rate_limit):
        yield "rate_limit", f"Your key may ask {own.rate_limit} times a minute, and lets no key ask more often."
    if own.expires_at is not None and (wanted.expires_at is None or wanted.expires_at > own.expires_at):
        end = own.expires_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
        yield "expires_at", f"Your key ends on {end}, and lets no key last longer."
    if own.allowed_networks and not _lies_in(wanted.allowed_networks, own.allowed_networks):
        networks = ", ".join(own.allowed_networks)
        yield "allowed_networks", f"Your key is for {networks} alone, and lets no key be used from elsewhere."


def _lies_in(inner: Sequence[str], outer: Sequence[str]) -> bool:
    """Say whether each network lies in one of the others; none at all are all there are."""
    around = [ipaddress.ip_network(one) for one in outer]
    return bool(inner) and all(any(_within(ipaddress.ip_network(one), whole) for whole in around) for one in inner)


def _within(one: "ipaddress.IPv4Network | ipaddress.IPv6Network", whole: object) -> bool:
    if isinstance(one, ipaddress.IPv4Network):
        return isinstance(whole, ipaddress.IPv4Network) and one.subnet_of(whole)
    return isinstance(whole, ipaddress.IPv6Network) and one.subnet_of(whole)
