"""Refusals of single fields in plain words."""

from collections.abc import Callable
from typing import Any

from pydantic import WrapValidator
from pydantic_core import PydanticCustomError, ValidationError


def plainly(message: str) -> WrapValidator:
    """Return a validator that says ``message`` in place of pydantic's own words; bounds stay in the JSON Schema."""

    def check(value: Any, handler: Callable[[Any], Any]) -> Any:
        try:
            return handler(value)
        except ValidationError as refused:
            raise PydanticCustomError("unusable", "{reason}", {"reason": message}) from refused

    return WrapValidator(check)


def lower(value: Any) -> Any:
    """Return a text without spaces around it, in lower case; anything else as it is."""
    return value.strip().lower() if isinstance(value, str) else value


def upper(value: Any) -> Any:
    """Return a text without spaces around it, in capitals; anything else as it is."""
    return value.strip().upper() if isinstance(value, str) else value
