"""Values that no field and no parameter can use, in each of them, in both kinds of database."""

import json
from typing import Any

import pytest

from qrdesk.core.operations import OPERATIONS, PREFIX
from tests.hostile.conftest import World, quick_key
from tests.hostile.envelope import refused
from tests.table import BODIES

WITH_JSON = [row for row in OPERATIONS if row.body is not None and row.upload is None and not row.operator]
WITH_QUERY = [row for row in OPERATIONS if row.query is not None and not row.operator]
JSON = "application/json"
pytestmark = pytest.mark.parametrize("world", ["sqlite", "postgres"], indirect=True, scope="module")
VALUES: dict[str, Any] = {
    "half a character": "\ud800",
    "the end of a text": "a\x00b",
    "a header": "a\r\nX-Evil: 1",
    "a book": "x" * 100_000,
    "a huge number": 10**400,
    "a number below": -(2**63) - 1,
    "a number far below": -1e308,
    "a tree": [[[[[[]]]]]],
    "an object": {"$ne": None, "constructor": {"prototype": {}}},
    "yes": True,
    "a quote": "'; DROP TABLE link; --",
    "another way of writing": "\u202egnp.exe",
}
WORDS = (
    *("%00", "%F0%9F%92%A9", "%ED%A0%80", "%0d%0aX-Evil:%201", "x" * 5000, "null", "true"),
    *("-1", "1e9", "99999999999999999999", "2026-02-30", "0001-01-01", "9999-12-31T23:59:59-23:59"),
)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_a_value_of_another_kind_is_no_fault_of_ours(world: World, value: Any) -> None:
    api, ids = world.api, world.ids
    for row in WITH_JSON:
        assert row.body is not None
        fields = row.body[1].model_fields
        good = {name: ids.get(text.strip("{}"), text) if isinstance(text, str) else text
                for name, text in BODIES[row.body[1]].items()}  # fmt: skip
        for sent in (dict.fromkeys(fields, value), *({**good, name: value} for name in list(fields)[:4])):
            content = json.dumps(sent).encode()
            path = PREFIX + row.path.format(**ids)
            key = quick_key(api).key if row.name == "rotate_own_key" else None  # it may be the end of the key
            answer = api.ask(row.method, path, content=content, headers={"Content-Type": JSON}, key=key)
            assert answer.status not in {401, 429}
            assert "X-Evil" not in answer.headers
            if answer.status >= 300:
                refused(answer, said=f"{row.name} {sent}"[:300])


@pytest.mark.parametrize("value", WORDS)
def test_a_parameter_of_another_kind_is_no_fault_of_ours(world: World, value: str) -> None:
    api, ids = world.api, world.ids
    for row in WITH_QUERY:
        for name in row.query[1].model_fields if row.query else ():
            answer = api.ask(row.method, f"{PREFIX}{row.path.format(**ids)}?{name}={value}")
            assert "X-Evil" not in answer.headers
            if answer.status >= 300:
                refused(answer, said=f"{row.name} {name}")
