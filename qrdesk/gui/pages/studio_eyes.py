"""The three eyes of a code: what all have, and what one of them has for itself."""

from typing import Any

from qrdesk.core.schemas.design import Eye, Eyes

ALL = "all"
PLACES = ("top_left", "top_right", "bottom_left")


def eye_at(eyes: Eyes, place: str) -> Eye:
    """Return how the eye at ``place`` is drawn; ``ALL`` for what all have."""
    own: Eye | None = getattr(eyes, place) if place in PLACES else None
    return own or eyes


def has_own(eyes: Eyes, place: str = "") -> bool:
    """Whether the eye at ``place``, or any without one, is different from the others."""
    return any(getattr(eyes, one) is not None for one in ((place,) if place else PLACES))


def let_differ(eyes: Eyes, place: str, *, on: bool) -> Eyes:
    """Return ``eyes`` with the one at ``place`` on its own, at first as it is; or again like the others."""
    own = Eye.model_validate(_common(eyes)) if on else None
    return Eyes.model_validate({**eyes.model_dump(), place: own})


def changed(eyes: Eyes, place: str, **changes: object) -> Eyes:
    """Return ``eyes`` with ``changes`` of the one at ``place``; ``ALL`` reaches those on their own, too."""
    whole: dict[str, Any] = eyes.model_dump()
    for one in PLACES if place == ALL else (place,):
        if whole[one] is not None:
            whole[one] = {**whole[one], **changes}
    if place == ALL:
        whole |= changes
    return Eyes.model_validate(whole)


def _common(eyes: Eyes) -> dict[str, Any]:
    return {name: getattr(eyes, name) for name in Eye.model_fields}
