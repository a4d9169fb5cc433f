"""How endpoints stand after attempts: written down, told to others, and switched off where nobody listens any more."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit

from qrdesk.core.hits import rows
from qrdesk.core.hits.days import is_shared
from qrdesk.core.models.base import from_micros, to_micros
from qrdesk.core.schemas.webhooks import Format
from qrdesk.core.webhooks import health, outbox
from qrdesk.core.webhooks.attempts import Ended
from qrdesk.core.webhooks.health import Health, Verdict

FAILING, DISABLED = "endpoint.failing", "endpoint.disabled"
_NEVER_REST = frozenset({"usnp"})  # its three attempts are made within seconds, whatever happens
_INSTANTS = ("failing_since", "failed_at", "delivered_at", "warned_at", "rest_until")
_HEALTH = ("failures", *_INSTANTS)
_READ = ("id", "public_id", "name", "url", "format", "workspace_id", "link_id", "disabled_at", "old_signs")
_SET = ", ".join(f"{name} = CAST(v.column{number} AS BIGINT)" for number, name in enumerate(_HEALTH, 2))
_SWITCHED = "disabled_at = CAST(v.column8 AS BIGINT), disabled_why = v.column9"


class Standing(NamedTuple):
    """An endpoint as it stood before the attempts."""

    id: int
    public_id: str
    name: str
    url: str
    format: Format
    workspace_id: int
    link_id: int | None
    disabled_at: int | None
    old_signs: bool
    health: Health


class _After(NamedTuple):
    health: Health
    disabled_why: str = ""  # by these attempts
    warned: str = ""  # what the attempt that led to a warning said
    said: str = ""


def load(endpoint_ids: Sequence[int]) -> dict[int, Standing]:
    """Return how endpoints stand, and let nobody else change them before the running transaction ends."""
    if not endpoint_ids:
        return {}
    found = rows.ask(
        f"SELECT {', '.join((*_READ, *_HEALTH))} FROM endpoint"  # noqa: S608 - our own words
        f" WHERE id IN ({','.join('?' * len(endpoint_ids))}) ORDER BY id{' FOR NO KEY UPDATE' if is_shared() else ''}",
        endpoint_ids,
    )
    return {row[0]: Standing(*row[: len(_READ)], health=_health(row[len(_READ) :])) for row in found.fetchall()}


def judge(standing: Mapping[int, Standing], ended: Sequence[Ended], now: datetime, chances: Iterable[float]) -> None:
    """Write down within the running transaction what attempts say about their endpoints.

    What failed because of us says nothing about them, nor does what was sent to an address that they had before. Nor
    does a test that did not arrive: whoever asked for it sees that, and no event was missed.
    """
    after: dict[int, _After] = {}
    for one, chance in zip(ended, chances, strict=False):
        before = standing.get(one.endpoint_id)
        tried = one.test and not one.result.arrived and not one.result.gone
        if before is not None and before.url == one.url and not one.result.ours and not tried:
            so_far = after.get(before.id, _After(before.health))
            after[before.id] = _judged(so_far, one, now, chance, rests=before.format not in _NEVER_REST)
    rows.run(
        f"UPDATE endpoint SET {_SET}, {_SWITCHED} FROM (",  # noqa: S608 - our own words
        [_row(standing[it], after[it], now) for it in sorted(after) if after[it].disabled_why],
        ") AS v WHERE endpoint.id = v.column1 AND endpoint.disabled_at IS NULL",
    )
    rows.run(
        f"UPDATE endpoint SET {_SET} FROM (",  # noqa: S608 - our own words
        [_row(standing[it], after[it], now)[:7] for it in sorted(after) if not after[it].disabled_why],
        ") AS v WHERE endpoint.id = v.column1",
    )
    _keep_signers(standing, ended)
    for it in sorted(after):
        _tell(standing[it], after[it], now)


def _keep_signers(standing: Mapping[int, Standing], ended: Sequence[Ended]) -> None:
    """Note which secret signed what arrived last: the next is signed with it, too."""
    arrived = {one.endpoint_id: one.old_signed for one in ended if one.result.arrived}
    for it in sorted(arrived):
        if it in standing and standing[it].old_signs != arrived[it]:
            rows.ask("UPDATE endpoint SET old_signs = ? WHERE id = ?", (arrived[it], it))


def _judged(so_far: _After, one: Ended, now: datetime, chance: float, *, rests: bool) -> _After:
    if one.result.arrived:
        return so_far._replace(health=health.delivered(so_far.health, now))
    failed, verdict = health.failed(so_far.health, now, chance=chance, rests=rests)
    after = so_far._replace(health=failed, said=one.result.error)
    if one.result.gone:
        return after._replace(disabled_why="gone")
    if verdict is Verdict.DISABLE:
        return after._replace(disabled_why=after.disabled_why or "failing")
    return after._replace(warned=one.result.error) if verdict is Verdict.WARN else after


def _tell(before: Standing, after: _After, now: datetime) -> None:
    if before.disabled_at is not None:
        return
    if after.disabled_why:
        kind, why = DISABLED, after.disabled_why
    elif after.warned and after.health.failing_since is not None:  # nothing has arrived since
        kind, why = FAILING, after.warned
    else:
        return
    since = after.health.failing_since
    body = {
        "endpoint": {"id": before.public_id, "name": before.name, "host": _host(before.url)},
        "why": why,
        "said": after.said,
        "failing_since": since.isoformat().replace("+00:00", "Z") if since is not None else None,
    }
    outbox.write(before.workspace_id, kind, body, at=now, link_id=before.link_id)


def _host(url: str) -> str:
    """Return where an address leads, and no more of it: a token may stand in its path."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _health(row: Sequence[int | None]) -> Health:
    instants = (None if value is None else from_micros(value) for value in row[1:])
    return Health(row[0] or 0, *instants)


def _row(before: Standing, after: _After, now: datetime) -> tuple[Any, ...]:
    instants = (cast("datetime | None", getattr(after.health, name)) for name in _INSTANTS)
    written = (None if at is None else to_micros(at) for at in instants)
    return (before.id, after.health.failures, *written, to_micros(now), after.disabled_why)
