"""Options of qr-code-styling, looked at with suspicion: each value is what it says it is, or refused by its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import degrees
from typing import cast

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.design import Gradient, Stop

_LONGEST_COLOUR = 60
_LARGEST_NUMBER = 1_000_000.0
_MOST_NOTES = 20
_MOST_STOPS = 8
_FEWEST_STOPS = 2


@dataclass(slots=True)
class Section:
    """One object of the options. What is asked for is checked; what nobody asked for is noted."""

    name: str
    values: Mapping[str, object]
    notes: list[str]
    asked: set[str] = field(default_factory=set[str])

    def get(self, key: str) -> object:
        """Return a value as it is, None where there is none."""
        self.asked.add(key)
        return self.values.get(key)

    def section(self, key: str) -> "Section":
        """Return an object within; an empty one where there is none."""
        return Section(self._of(key), as_mapping(self.get(key), self._of(key)), self.notes)

    def number(self, key: str, usual: float, least: float, most: float) -> float:
        """Return a number; one beyond the bounds is brought within them, with a note."""
        value = self.get(key)
        if value is None:
            return usual
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._refused(key, "This must be a number.")
        if not abs(value) <= _LARGEST_NUMBER:  # NaN is neither
            raise self._refused(key, "This must be a number of a sensible size.")
        bound = min(max(float(value), least), most)
        if bound != value:
            self.note(f"{self._of(key)} {value:g} became {bound:g}.")
        return bound

    def choice(self, key: str, choices: Mapping[str, object]) -> str | None:
        """Return one of the words that are known, None where there is none."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or value.lower() not in choices:
            raise self._refused(key, f"This must be one of: {', '.join(choices)}.")
        return value.lower()

    def flag(self, key: str, *, usual: bool) -> bool:
        """Return true or false."""
        value = self.get(key)
        if value is None:
            return usual
        if not isinstance(value, bool):
            raise self._refused(key, "This must be true or false.")
        return value

    def colour(self, key: str = "color") -> str | None:
        """Return a CSS colour as #rrggbb, ``transparent`` where nothing of it is seen, None where there is none."""
        value = self.get(key)
        return None if value is None else self._colour(key, value)

    def gradient(self) -> Gradient | None:
        """Return the gradient, if there is one of two colours at least."""
        found = self.get("gradient")
        if not found:
            return None
        inner = Section(self._of("gradient"), as_mapping(found, self._of("gradient")), self.notes)
        stops = inner.stops()
        if len(stops) < _FEWEST_STOPS:
            self.note(f"{inner.name} has no two colours, and was left out.")
            return None
        kind = "radial" if inner.choice("type", {"linear": 0, "radial": 0}) == "radial" else "linear"
        angle = degrees(inner.number("rotation", 0, -1000, 1000)) % 360
        return Gradient(kind=kind, angle=round(angle, 4), stops=tuple(stops))

    def stops(self) -> list[Stop]:
        """Return the colours of a gradient, as many of them as we keep."""
        found = self.get("colorStops")
        if not isinstance(found, list | tuple):
            raise self._refused("colorStops", "This must be a list.")
        entries = list(cast("list[object]", found))
        if len(entries) > _MOST_STOPS:
            self.note(f"{self.name} has {len(entries)} colours; {_MOST_STOPS} of them were kept.")
            entries = [*entries[: _MOST_STOPS - 1], entries[-1]]
        stops: list[Stop] = []
        for entry in entries:
            one = Section(self._of("colorStops"), as_mapping(entry, self._of("colorStops")), self.notes)
            colour = one.colour()
            if colour is None or colour == "transparent":
                raise one._refused("color", "This must be a colour such as #4150d4.")
            stops.append(Stop(at=one.number("offset", 0, 0, 1), colour=colour))
        return stops

    def finish(self) -> None:
        """Note what was not asked for."""
        for key in list(self.values)[:_MOST_NOTES]:
            if key not in self.asked:
                self.note(f"{self._of(str(key)[:40])} has no counterpart here.")

    def note(self, text: str) -> None:
        """Add a sentence for a person, unless there are very many already."""
        if len(self.notes) < _MOST_NOTES:
            self.notes.append(text)

    def _colour(self, key: str, value: object) -> str:
        from PIL import ImageColor  # noqa: PLC0415 30 ms, and few read these options

        if not isinstance(value, str) or len(value) > _LONGEST_COLOUR:
            raise self._refused(key, "This must be a colour such as #4150d4.")
        text = value.strip().lower()
        if text in {"transparent", "none", ""}:
            return "transparent"
        try:
            red, green, blue, *alpha = ImageColor.getrgb(text)
        except ValueError as refusal:
            raise self._refused(key, "This must be a colour such as #4150d4.") from refusal
        if alpha and alpha[0] == 0:
            return "transparent"
        if alpha and alpha[0] != 255:
            self.note(f"{self._of(key)} lets the ground shine through; here it is solid.")
        # a hostile rgb(999, -5, 0) is cut to what a byte holds
        return "#{:02x}{:02x}{:02x}".format(*(min(max(channel, 0), 255) for channel in (red, green, blue)))

    def _of(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _refused(self, key: str, said: str) -> Invalid:
        return _refused(self._of(key), said)


def as_mapping(value: object, name: str) -> Mapping[str, object]:
    """Return an object of JSON, an empty one for nothing.

    Raises:
        Invalid: it is something else.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise _refused(name, "This must be an object with named fields.")
    return cast("Mapping[str, object]", value)


def _refused(name: str, said: str) -> Invalid:
    return Invalid(f"{name}: {said}", field_errors={name: said})
