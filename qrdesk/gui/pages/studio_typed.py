"""From what is typed in a form to the content it makes, and back; what is missing and what is wrong, by field."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QLocale

from qrdesk.core.artwork.contents import text_of
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.contents import KINDS, TYPES, AnyContent
from qrdesk.gui import typed_numbers, words
from qrdesk.gui.kept_by_place import KeptByPlace
from qrdesk.gui.pages import studio_forms, studio_forms_more
from qrdesk.gui.pages.studio_form_parts import Part, Value
from qrdesk.gui.shell.state import State

Values = dict[str, Value]
Tree = dict[str, Any]
_FORMS: Mapping[str, Callable[[], tuple[Part, ...]]] = MappingProxyType(
    {
        "url": studio_forms.url,
        "text": studio_forms.text,
        "wifi": studio_forms.wifi,
        "vcard": studio_forms_more.vcard,
        "mecard": studio_forms_more.mecard,
        "email": studio_forms.email,
        "sms": studio_forms.sms,
        "phone": studio_forms.phone,
        "geo": studio_forms.geo,
        "event": studio_forms.event,
        "epc": studio_forms_more.epc,
        "whatsapp": studio_forms.whatsapp,
        "app": studio_forms.app,
        "crypto": studio_forms_more.crypto,
        "swiss-bill": studio_forms_more.swiss_bill,
        "gs1": studio_forms_more.gs1,
    }
)
_SPARE = frozenset({"kind"})  # says nothing by itself
_NUMBERS = frozenset({"amount", "money", "degrees"})


@dataclass(frozen=True)
class Typed:
    """What a form makes: a content, or why there is none yet. ``wrong`` is by path, the empty one for the whole."""

    content: AnyContent | None
    missing: tuple[str, ...] = ()  # labels of what has to be filled in
    wrong: Mapping[str, str] = field(default_factory=dict[str, str])


def parts_of(kind: str) -> tuple[Part, ...]:
    """Return the parts of the form of a sort of content.

    Raises:
        KeyError: there is no such sort.
    """
    return _FORMS[kind]()


def in_use(parts: Sequence[Part], values: Values) -> tuple[Part, ...]:
    """Return the parts that count, as the others are filled in."""
    return tuple(part for part in parts if part.when is None or values.get(part.when[0]) in part.when[1])


def read(kind: str, parts: Sequence[Part], values: Values, before: AnyContent | None = None) -> Typed:
    """Return what is made of ``values``. What ``before`` has beyond the form stays."""
    used = in_use(parts, values)
    if doubtful := {part.path: _doubt() for part in used if _number(part, values.get(part.path, "")) is None}:
        return Typed(None, (), doubtful)
    tree = _tree(parts, used, values, before)
    model = KINDS[TYPES.index(kind)]
    missing = tuple(part.label for part in used if part.must and not values.get(part.path))
    try:
        content: AnyContent = model.model_validate({**tree, "type": kind})
        text_of(content)
    except (ValidationError, Invalid) as error:
        return Typed(None, missing, _by_path(used, error))
    return Typed(content)


def values_of(parts: Sequence[Part], content: AnyContent) -> Values:
    """Return what a form shows of a content."""
    said = content.model_dump(mode="json")
    found: Values = {part.path: _value(said, part) for part in parts}
    if "@days" in found:
        found["@days"] = bool(said.get("first_day"))
    return found


def remembered(state: State) -> KeptByPlace[Values]:
    """Return what was typed and not saved, by place and key; nothing where that cannot be read any more."""
    return KeptByPlace(state, "studio/typed", Values)


def _tree(parts: Sequence[Part], used: Sequence[Part], values: Values, before: AnyContent | None) -> Tree:
    tree: Tree = before.model_dump(mode="json", exclude_defaults=True) if before is not None else {}
    for part in parts:
        if part.path.startswith("@"):
            continue
        value = _sent(part, values.get(part.path, "")) if part in used else ""
        _put(tree, part.path.split("."), value)
    pruned = _pruned(tree)
    return cast(Tree, pruned) if pruned else {}


def _sent(part: Part, value: Value) -> Value | float:
    """Return a value as the API takes it: many write 12,50."""
    plain = _number(part, value) or ""
    try:
        return float(plain) if plain and part.sort == "degrees" else plain
    except ValueError:
        return plain


def _number(part: Part, value: Value) -> Value | None:
    """Return what is typed for a number as one; None where it may be two, as 1.000 may be a thousand."""
    if part.sort not in _NUMBERS or not isinstance(value, str):
        return value
    point = "." if part.sort == "degrees" else QLocale().decimalPoint()
    if part.sort == "degrees" and value.count(",") + value.count(".") == 1:
        return value.strip().replace(",", ".")
    return typed_numbers.plain(value, point, cents=part.sort == "money")


def _doubt() -> str:
    return QCoreApplication.translate(
        "StaticForms", "One, or a thousand times as much? Write it without a mark between the thousands: 1000."
    )


def _put(tree: Any, path: Sequence[str], value: Value | float) -> None:
    head, rest = path[0], path[1:]
    if isinstance(tree, list):
        steps = cast("list[Any]", tree)
        place = int(head)
        while len(steps) <= place:
            steps.append({} if rest else "")
        if rest:
            _put(steps[place], rest, value)
        else:
            steps[place] = value
        return
    if not rest:
        tree[head] = value
        return
    if not tree.get(head):
        tree[head] = [] if rest[0].isdigit() else {}
    _put(tree[head], rest, value)


def _pruned(value: Any) -> Any:
    """Return ``value`` without what is empty; False stays out, too: it is what all switches are unless told."""
    if isinstance(value, dict):
        kept = {name: one for name, part in cast(Tree, value).items() if not _is_nothing(one := _pruned(part))}
        return {} if set(kept) <= _SPARE else kept
    if isinstance(value, list):
        return [one for part in cast("list[Any]", value) if not _is_nothing(one := _pruned(part))]
    return value


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or value in ("", [], {})  # the number 0 is something


def _value(said: Tree, part: Part) -> Value:
    found: Any = said
    for step in part.path.split("."):
        if isinstance(found, list):
            steps = cast("list[Any]", found)
            found = steps[int(step)] if int(step) < len(steps) else None
        else:
            found = cast(Tree, found).get(step) if isinstance(found, dict) else None
    if part.sort == "flag":
        return found is True
    if found is None:
        return part.usual
    return str(found)[:16] if part.sort == "moment" else str(found)


def _by_path(used: Sequence[Part], error: Exception) -> Mapping[str, str]:
    """Return what is wrong by the path of the part that it is about."""
    about = next((part.path for part in used if part.about), used[0].path)
    found: dict[str, str] = {}
    for name, said in words.by_field(error).items():
        exact = next((part.path for part in used if part.path == name), "")
        under = next((part.path for part in used if part.path.startswith(f"{name}.")), "")
        found.setdefault(exact or under or about, said)
    return found
