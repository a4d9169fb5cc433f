"""One tool for agents: a row of the operations table, under a name and with words that an agent can act on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field

from qrdesk.core.operations import Operation, find_operation

# Runs a service function: with a key in process, or by the SDK's client. Takes what comes after its context, and as
# ``idempotency_key`` the name by which it is done once at most.
Call = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for an agent to look at, or to hand on."""

    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a tool has to say: few fields, and perhaps a picture."""

    fields: dict[str, Any]
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Arguments that one model of a service function knows: those of its fields that an agent may send."""

    name: str  # of the service function's parameter
    model: type[BaseModel]
    fields: tuple[str, ...]


def _sendable(name: str) -> str:
    if not (name.isascii() and name.isprintable() and name == name.strip()):
        raise ValueError("This must be letters, digits and signs of plain ASCII, without spaces at its ends.")
    return name


class Once(BaseModel):
    """The name of a creation."""

    idempotency_key: Annotated[str, AfterValidator(_sendable)] = Field(
        default="",
        max_length=100,
        description="Any text of your own, a new one for each thing to make. Send the same again when an answer got "
        "lost: nothing is made twice within 24 hours.",
    )


ONCE = Part("once", Once, ("idempotency_key",))
Show = Callable[[Any, Mapping[str, Any]], Found]  # the answer and the arguments that were read


@dataclass(frozen=True)
class Tool:
    """What an agent may call.

    ``fields`` are those of the operation's draft, patch or query that an agent may send, ``needs`` those of them that
    it has to. Where one row does not do it, ``run`` calls several, and ``parts`` says what they take. ``destructive``
    warns that something is lost, or that visitors of printed codes no longer get where they did.
    """

    name: str
    title: str
    description: str
    operation: Callable[..., Any]
    show: Show
    fields: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    destructive: bool = False
    idempotent: bool = False
    run: Callable[[Call, Mapping[str, Any]], Any] | None = None
    extra: tuple[Part, ...] = field(default=())

    @cached_property
    def row(self) -> Operation:
        """The row of the operations table.

        Raises:
            LookupError: there is none.
        """
        found = find_operation(self.operation)
        if found is None:
            raise LookupError(f"{self.operation} is not in the operations table")
        return found

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.row.method == "GET" and self.run is None

    @cached_property
    def path_names(self) -> tuple[str, ...]:
        """Arguments that name what the operation is about, such as a link."""
        return () if self.run else self.row.path_names

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """What else it takes, by model."""
        taken = None if self.run else self.row.body or self.row.query
        return self.extra if taken is None else (Part(*taken, self.fields), *self.extra)

    def __call__(self, call: Call, arguments: Mapping[str, Any]) -> Found:
        """Do it with arguments that have been read, and return what there is to say."""
        if self.run is not None:
            answer = self.run(call, arguments)
        else:
            once: Once = arguments.get(ONCE.name, Once())
            named = {"idempotency_key": once.idempotency_key} if once.idempotency_key else {}
            answer = call(self.operation, *(arguments[name] for name in self.row.hints if name in arguments), **named)
        return self.show(answer, arguments)
