"""Everything that can go wrong, by kind and stable code; each surface translates the kind."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """What sort of failure it is; surfaces map it to a status, an exit code or a note."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    GONE = "gone"
    LIMITED = "limited"
    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"
    INTERNAL = "internal"


class QRDeskError(Exception):
    """A failure with a sentence for a person, a stable code for a program and, perhaps, field errors."""

    kind: ClassVar[Kind] = Kind.INTERNAL
    code: str = "internal"
    numbers: ClassVar[tuple[str, ...]] = ()  # what a program may want to know besides; whole numbers, by name

    def __init__(self, message: str, *, field_errors: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field_errors: dict[str, str] = dict(field_errors or {})

    def __str__(self) -> str:
        return self.message

    @property
    def details(self) -> dict[str, int]:
        """The numbers that belong to this failure, by name; none for most."""
        return {name: getattr(self, name) for name in self.numbers}

    def __reduce__(self) -> tuple[object, ...]:
        # artwork is rendered in another process: an error must survive the way back
        return _rebuild, (type(self), self.message, self.field_errors, self.code, self.details)


def _rebuild(
    kind: type[QRDeskError], message: str, field_errors: dict[str, str], code: str, details: Mapping[str, object]
) -> QRDeskError:
    error = kind.__new__(kind)
    QRDeskError.__init__(error, message, field_errors=field_errors)
    error.code = code
    for name in kind.numbers:
        if isinstance(number := details.get(name), int):
            setattr(error, name, number)
    return error


def rebuilt(
    code: str,
    message: str,
    field_errors: Mapping[str, str] | None = None,
    details: Mapping[str, object] | None = None,
) -> QRDeskError | None:
    """Return the error a server named by ``code``, of its own class; None for a code this version does not know."""
    known = _by_code().get(code)
    return None if known is None else _rebuild(known, message, dict(field_errors or {}), code, details or {})


def _by_code() -> dict[str, type[QRDeskError]]:
    found: dict[str, type[QRDeskError]] = {}
    rooms = [QRDeskError]
    while rooms:
        room = rooms.pop()
        if "code" in vars(room):  # a subclass without a code of its own must not stand in for its parent
            found[room.code] = room
        rooms.extend(room.__subclasses__())
    return found


class Invalid(QRDeskError):
    """Something the caller sent cannot be used; ``field_errors`` names each field."""

    kind = Kind.INVALID
    code = "invalid"

    @classmethod
    def field(cls, name: str, reason: str) -> "Invalid":
        """Return the error for one field."""
        return cls(reason, field_errors={name: reason})


class BadSlug(Invalid):
    """A slug that cannot be used: characters, length or a reserved word."""

    code = "slug_invalid"


class SlugReserved(Invalid):
    """A slug that QRDesk's own pages use."""

    code = "slug_reserved"

    def __init__(self, slug: str) -> None:
        reason = f"“{slug}” is used by QRDesk itself. Choose another address."
        super().__init__(reason, field_errors={"slug": reason})


class BadDestination(Invalid):
    """A destination that is not a plain http(s) address."""

    code = "destination_invalid"


class SlugTaken(QRDeskError):
    """The slug belongs to another link of that domain, now or in the past."""

    kind = Kind.CONFLICT
    code = "slug_taken"

    def __init__(self, host: str, slug: str) -> None:
        reason = f"{host}/{slug} is taken. A printed code may lead there, so an address is never given away twice."
        super().__init__(reason, field_errors={"slug": reason})


class Conflict(QRDeskError):
    """The thing is not in a state that allows this."""

    kind = Kind.CONFLICT
    code = "conflict"


class PreconditionFailed(QRDeskError):
    """It was changed since it was read: the `If-Match` that was sent is not its `ETag` any more."""

    kind = Kind.CONFLICT
    code = "precondition_failed"

    def __init__(self) -> None:
        super().__init__(
            "This was changed meanwhile, so nothing was done. Read it again, and send your change with its new ETag."
        )


class IdempotencyKeyConflict(Conflict):
    """The Idempotency-Key came before, with another request."""

    code = "idempotency_key_conflict"


class LastOwner(Conflict):
    """Every workspace has an owner, and this is its last."""

    code = "last_owner"


class InvitationOver(QRDeskError):
    """An invitation that has been used, taken back, or has expired."""

    kind = Kind.GONE
    code = "invitation_over"


class LinkGone(QRDeskError):
    """A link that was deleted: its address is kept, and leads nowhere."""

    kind = Kind.GONE
    code = "link_gone"


class NotFound(QRDeskError):
    """No such thing in this workspace."""

    kind = Kind.NOT_FOUND
    code = "not_found"

    @classmethod
    def of(cls, noun: str, name: str) -> "NotFound":
        """Return the error for the thing called ``noun`` that was asked for as ``name``."""
        return cls(f"There is no {noun} “{name}” here.")


class Unauthenticated(QRDeskError):
    """No usable key came with the request."""

    kind = Kind.UNAUTHENTICATED
    code = "unauthenticated"


class KeyMistyped(Unauthenticated):
    """The key's checksum is off: it was cut or mistyped on the way."""

    code = "key_mistyped"


class KeyUnknown(Unauthenticated):
    """A well-formed key that this server never gave out, or that has been revoked or has expired."""

    code = "key_unknown"


class AmbiguousKey(Invalid):
    """Two different keys in one request."""

    code = "ambiguous_key"


class Forbidden(QRDeskError):
    """The key is good, but does not reach this far."""

    kind = Kind.FORBIDDEN
    code = "forbidden"


class ScopeMissing(Forbidden):
    """The key lacks the scope that the operation needs."""

    code = "scope_missing"


class KeyNotFromHere(Forbidden):
    """The key may be used from some networks alone, and this request did not come from one of them."""

    code = "key_not_from_here"


class PlanLimitReached(Forbidden):
    """What a plan allows in a month is used up. What is there goes on working."""

    code = "plan_limit_reached"
    numbers = ("limit", "current")
    limit: int = 0  # in a month
    current: int = 0  # in this month so far

    @classmethod
    def of(cls, noun: str, plan: str, limit: int, current: int, anew: str) -> "PlanLimitReached":
        """Return the error for a plan's ``limit`` of ``noun`` in a month; ``anew`` says when it counts from nothing."""
        found = cls(
            f"The plan “{plan}” has {limit:,} {noun} a month, and this month's are used up; what was deleted counts, "
            f"too. It starts anew on {anew}. Links that are there go on working."
        )
        found.limit, found.current = limit, current
        return found


class FeatureNotAvailable(Forbidden):
    """The plan does not have this."""

    code = "feature_not_available"


class Limited(QRDeskError):
    """More was asked in a short time than the key, or the network, may ask. Nothing was done."""

    kind = Kind.LIMITED
    code = "rate_limited"
    numbers = ("retry_s",)
    retry_s: int = 0  # whole seconds from now until the same call may pass; 0 where nobody said

    @classmethod
    def until(cls, retry_s: int) -> "Limited":
        """Return the error for a caller who may ask again after so many seconds; 0 where that is not known."""
        when = f"in {_seconds(retry_s)}" if retry_s else "later"
        found = cls(f"Too many requests. Nothing was done; try again {when}.")
        found.retry_s = retry_s
        return found


def _seconds(number: int) -> str:
    return "1 second" if number == 1 else f"{number:,} seconds"


class TooLarge(QRDeskError):
    """More was sent at once than is taken."""

    kind = Kind.TOO_LARGE
    code = "too_large"


class ArtworkUnreadable(QRDeskError):
    """The artwork, as designed, was not read back as the address it should carry."""

    kind = Kind.INVALID
    code = "artwork_unreadable"


class ArtworkRisky(QRDeskError):
    """A code that is read, though not surely enough to be printed without somebody saying so."""

    kind = Kind.INVALID
    code = "scan_score_low"

    @classmethod
    def of(cls, points: int, reasons: Sequence[str]) -> "ArtworkRisky":
        """Return the error for a scan score, and why it is not higher, as ``with_ways`` says it."""
        said = f"The scan score is only {points} of 100, so nothing was exported."
        return cls(" ".join((said, *reasons[:2], "Confirm to export it anyway.")))

    @staticmethod
    def with_ways(reason: str, ways: Sequence[str]) -> str:
        """Return a reason with what would mend it, as buttons call that; nothing more where nothing is known."""
        more = (f"What helps: {advice}." if place == 0 else f"Or: {advice}." for place, advice in enumerate(ways))
        return " ".join((reason, *more))


class PreflightFailed(QRDeskError):
    """A press file of ours that does not pass our own checks."""

    kind = Kind.INVALID
    code = "preflight_failed"

    @classmethod
    def of(cls, found: Sequence[str]) -> "PreflightFailed":
        """Return the error for what was found."""
        return cls(f"This file would not pass a print shop's checks, so nothing was exported. {' '.join(found[:3])}")


class BadPicture(Invalid):
    """A file that is no picture, is damaged or far too large, or would do more than be seen."""

    code = "picture_invalid"

    @classmethod
    def because(cls, reason: str) -> "BadPicture":
        """Return the error for the file that was sent."""
        return cls(reason, field_errors={"file": reason})


class FilesUnreachable(QRDeskError):
    """The folder of files cannot be written: its disk is full, or somebody changed whose it is."""

    kind = Kind.UNAVAILABLE
    code = "files_unreachable"


class CannotWrite(QRDeskError):
    """A file or folder on this computer cannot be written."""

    kind = Kind.INVALID
    code = "cannot_write"


class CannotRead(QRDeskError):
    """A file on this computer cannot be read, or is not what it should be."""

    kind = Kind.INVALID
    code = "cannot_read"


class PortInUse(QRDeskError):
    """Another program answers at the port that QRDesk should serve."""

    kind = Kind.UNAVAILABLE
    code = "port_in_use"


class ServerUnreachable(QRDeskError):
    """A QRDesk server did not answer."""

    kind = Kind.UNAVAILABLE
    code = "server_unreachable"


class AnswerLost(ServerUnreachable):
    """A change was sent to a server, and it is not known whether it arrived."""

    code = "answer_lost"


class Busy(QRDeskError):
    """The server has as much to do as it can; the same call may work in a moment."""

    kind = Kind.UNAVAILABLE
    code = "busy"


class QueryTooLong(QRDeskError):
    """A question about single hits takes longer than it may."""

    kind = Kind.UNAVAILABLE
    code = "query_too_long"


class CalledOff(QRDeskError):
    """Whoever asked does not want the answer any more."""

    kind = Kind.UNAVAILABLE
    code = "called_off"


class DatabaseUnreachable(QRDeskError):
    """The database cannot be opened or reached."""

    kind = Kind.UNAVAILABLE
    code = "database_unreachable"


class DatabaseLocked(DatabaseUnreachable):
    """Another program holds the database longer than we wait."""

    code = "database_locked"


class DatabaseCorrupt(DatabaseUnreachable):
    """The file is damaged, or is no database."""

    code = "database_corrupt"


class DatabaseNewer(DatabaseUnreachable):
    """The database was last written by a later version of QRDesk."""

    code = "database_newer"


class SecretKeyMissing(DatabaseUnreachable):
    """The secret key file beside the database is missing or belongs to another database."""

    code = "secret_key_missing"


class SecretKeyChanged(DatabaseUnreachable):
    """Another process gave the database a new secret key, and this one began with the key before it."""

    code = "secret_key_changed"


class Unexpected(QRDeskError):
    """A fault of ours. The id leads to the log."""

    code = "internal"

    def __init__(self, fault_id: str) -> None:
        super().__init__(f"Something went wrong here, and it was noted as {fault_id}. Nothing was half saved.")
