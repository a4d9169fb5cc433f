"""The roots of all failures, what any of them may be, and the way back from a code."""

from collections.abc import Mapping
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
        self.request_id = ""  # of the call that a server refused, where it said so

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


class NotFound(QRDeskError):
    """No such thing in this workspace."""

    kind = Kind.NOT_FOUND
    code = "not_found"

    @classmethod
    def of(cls, noun: str, name: str) -> "NotFound":
        """Return the error for the thing called ``noun`` that was asked for as ``name``."""
        return cls(f"There is no {noun} “{name}” here.")


class TooLarge(QRDeskError):
    """More was sent at once than is taken."""

    kind = Kind.TOO_LARGE
    code = "too_large"


class Unexpected(QRDeskError):
    """A fault of ours. The id leads to the log."""

    code = "internal"

    def __init__(self, fault_id: str) -> None:
        super().__init__(f"Something went wrong here, and it was noted as {fault_id}. Nothing was half saved.")
