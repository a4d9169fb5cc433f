"""The fields of static contents, in words: what ``qrdesk code make --type X --help`` shows, from their schemas."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, cast

import click

from qrdesk.core.schemas.contents import KINDS, TYPES

# one line for each type that makes a code as it stands here
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "url": "url=https://example.com/menu",
        "text": "text=Hello",
        "wifi": '"ssid=Café Lund" password=secret123',
        "vcard": "first_name=Anna last_name=Lund phones.0.number=+4930901820 emails.0.address=anna@example.com",
        "mecard": "first_name=Anna last_name=Lund phones.0=+4930901820",
        "email": 'to=anna@example.com "subject=A table"',
        "sms": 'number=+4930901820 "message=A table for two"',
        "phone": "number=+4930901820",
        "geo": "latitude=52.5 longitude=13.4",
        "event": 'title=Concert "starts_at=2027-07-10T18:00" "ends_at=2027-07-10T22:00" time_zone=Europe/Berlin',
        "epc": '"name=Café Lund" iban=DE89370400440532013000 amount=12.50 message=Invoice',
        "whatsapp": 'number=+4930901820 "message=A table for two"',
        "app": "store=google app=com.example.app",
        "crypto": "coin=bitcoin address=bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq amount=0.005",
        "swiss-bill": (
            'iban=CH4431999123000889012 "creditor.name=Café Lund" creditor.postcode=8000 creditor.town=Zürich '
            "creditor.country=CH amount=12.50 reference=210000000003139471430009017"
        ),
        "gs1": "number=4006381333931 domain=https://id.example.com batch=A7",
    }
)


class TypedCommand(click.Command):
    """A command with ``--type``: its help shows the fields of that type."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the fields of the type that was named, or else what stands there."""
        kind = ctx.params.get("kind")
        if kind is None:
            super().format_epilog(ctx, formatter)
            return
        with formatter.section(f"Fields of {kind}"):
            formatter.write_dl(list(fields_of(kind)))
        with formatter.section("Example"):
            formatter.write(f"  {example(kind)}\n")


def example(kind: str) -> str:
    """Return a command that makes a code of this type."""
    return f"qrdesk code make --type {kind} {EXAMPLES[kind]}"


def told(kind: str) -> str:
    """Return all fields of a type as lines."""
    formatter = click.HelpFormatter(width=100)
    formatter.write_dl(list(fields_of(kind)))
    return formatter.getvalue().rstrip()


def fields_of(kind: str) -> Iterator[tuple[str, str]]:
    """Yield each field of a type as it is typed, such as ``phones.0.number``, and what is to be known of it."""
    model = KINDS[TYPES.index(kind)]
    schema = model.model_json_schema()
    found = _fields(schema, schema.get("$defs", {}), "", needed=True)
    yield from sorted((one for one in found if one[0] != "type"), key=lambda one: not one[1].startswith("needed"))


def _fields(
    schema: Mapping[str, Any], parts: Mapping[str, Any], before: str, *, needed: bool
) -> Iterator[tuple[str, str]]:
    required = schema.get("required", ())
    for name, one in cast("dict[str, dict[str, Any]]", schema["properties"]).items():
        must = needed and name in required
        many = one.get("type") == "array"
        path = f"{before}{name}.0" if many else f"{before}{name}"
        inner = _part(one["items"] if many else one, parts)
        if inner is not None:
            yield from _fields(inner, parts, f"{path}.", needed=must)
        elif one.get("type") == "object":
            yield f"{path}.NN", _words(one, must=must)
        else:
            yield path, _words(one, must=must)


def _part(one: Mapping[str, Any], parts: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the schema of a field that has fields of its own; None for all others."""
    for branch in (one, *one.get("anyOf", ())):
        if "$ref" in branch:
            return parts[str(branch["$ref"]).rpartition("/")[2]]
    return None


def _words(one: Mapping[str, Any], *, must: bool) -> str:
    said = ["needed"] if must else []
    if "enum" in one:
        said.append("one of " + ", ".join(map(str, one["enum"])))
    elif one.get("type") == "boolean":
        said.append("true or false")
    elif any(branch.get("format") == "date" for branch in (one, *one.get("anyOf", ()))):
        said.append("a day such as 2027-03-31")
    if isinstance(default := one.get("default"), str) and default:
        said.append(f"{default} unless told")
    if "description" in one:
        said.append(str(one["description"]).rstrip(".").replace("`", ""))
    elif "examples" in one or "items" in one:
        examples = one.get("examples") or one["items"].get("examples", ())
        said += [f"such as {value}" for value in examples[:1]]
    return "; ".join(said)
