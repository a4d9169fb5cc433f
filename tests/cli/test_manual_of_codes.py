"""The page of codes and designs in the manual: its look and its tables are true."""

import json
import re
from collections.abc import Iterator
from typing import Any, cast, get_args

import pytest
from pydantic import BaseModel

from qrdesk.cli import content_fields
from qrdesk.core import resources
from qrdesk.core.schemas.contents import KINDS, TYPES
from qrdesk.core.schemas.design import (
    BodyShape,
    Design,
    ErrorCorrection,
    Eye,
    EyeShape,
    Frame,
    FrameIcon,
    FrameShape,
    Logo,
    SymbolWish,
)

PAGE = resources.read_text("manual/en/codes.md")


def blocks(page: str, kind: str = "") -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def whole_look() -> dict[str, Any]:
    return json.loads(blocks(PAGE, "json")[0])


def row_of(name: str) -> str:
    return next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}`"))


def fields(look: dict[str, Any], before: str = "") -> Iterator[str]:
    """Yield the dotted name of each field that has no fields of its own."""
    for name, value in look.items():
        if isinstance(value, dict) and not name.endswith("gradient"):
            yield from fields(cast("dict[str, Any]", value), f"{before}{name}.")
        else:
            yield before + name


def test_the_look_has_every_field_and_can_be_used() -> None:
    look = whole_look()
    Design.model_validate(look)
    assert set(look) == set(Design.model_fields) - {"schema_version"}
    for name, part in (("body", Design().body), ("eyes", Design().eyes)):
        assert set(look[name]) == set(type(part).model_fields)
    assert set(look["frame"]) == set(Frame.model_fields)
    assert set(look["symbol"]) == set(SymbolWish.model_fields)
    assert set(Eye.model_fields) < set(look["eyes"])
    Logo.model_validate(json.loads(blocks(PAGE, "json")[1])["logo"])


def test_each_field_of_a_look_and_each_word_for_it_stands_in_the_table() -> None:
    told = set(re.findall(r"`([\w.]+)`", PAGE))
    assert [name for name in fields(whole_look()) if name not in told] == []
    assert [name for name in Logo.model_fields if f"logo.{name}" not in told] == []
    for name, words in (("body.shape", BodyShape), ("eyes.frame", EyeShape), ("frame.shape", FrameShape),
                        ("frame.icon", FrameIcon), ("error_correction", ErrorCorrection)):  # fmt: skip
        assert set(re.findall(r"`([\w-]+)`", row_of(name))) >= {word.value for word in words}
    plates = get_args(Logo.model_fields["plate"].annotation)
    assert [plate for plate in plates if f"`{plate}`" not in row_of("logo.plate")] == []


@pytest.mark.parametrize("kind", TYPES)
def test_each_field_of_a_static_code_stands_in_its_row(kind: str) -> None:
    told = set(re.findall(r"`([\w.]+)`", row_of(kind)))
    known = {name for name, _ in content_fields.fields_of(kind)}
    assert known - told == set()
    tops = {name.partition(".")[0] for name in known}
    model: type[BaseModel] = KINDS[TYPES.index(kind)]
    assert tops == set(model.model_fields) - {"type"}
