"""What every refusal of the API looks like."""

import json

from tests.desks import Answer

# words that a person never asked for
_INSIDE = ("Traceback", "sqlite3", "peewee", "pydantic", ".py", "SELECT ", "/tmp/", "bottle", "waitress")


def refused(answer: Answer, *, said: str = "") -> str:
    """Check that an answer is a refusal in the envelope that tells of nothing inside, and return its code."""
    assert 400 <= answer.status < 500, (said, answer)
    assert answer.headers["Content-Type"] == "application/json", (said, answer)
    assert set(answer.json) == {"error"}, (said, answer)
    error = answer.json["error"]
    assert set(error) <= {"code", "message", "field_errors"}, (said, answer)
    assert error["message"], (said, answer)
    shown = json.dumps(error, ensure_ascii=False)
    assert not any(word in shown for word in _INSIDE), (said, answer)
    assert all(value.isascii() and value.isprintable() for value in answer.headers.values()), (said, answer)
    return str(error["code"])
