"""What the checks of a domain found over the last 90 days, kept beside it: how its status came and went."""

from datetime import datetime, timedelta

from pydantic import TypeAdapter

from qrdesk.core.schemas.domains import DomainCheck, DomainStatus

KEPT = timedelta(days=90)
_GAP = timedelta(days=2)  # after such a pause nobody knows how it was meanwhile
_MOST = 120  # of one domain, however often somebody has it checked
_LIST = TypeAdapter(list[DomainCheck])


def read(kept: str | None) -> list[DomainCheck]:
    """Return what was found, the oldest first."""
    return _LIST.validate_json(kept) if kept else []


def noted(kept: str | None, status: DomainStatus, fault: str, now: datetime) -> str:
    """Return what is kept once a check has found ``status`` and ``fault``; what is older than 90 days goes."""
    found = [one for one in read(kept) if one.until > now - KEPT]
    last = found[-1] if found else None
    if last is not None and (last.status, last.fault) == (status, fault) and now - last.until <= _GAP:
        found[-1] = last.model_copy(update={"until": now})
    else:
        found.append(DomainCheck(status=status, fault=fault, since=now, until=now))
    return _LIST.dump_json(found[-_MOST:]).decode()
