"""What was refused before it was sent, in words: as a server says it, and never as a fault of the person."""

import pytest
from pydantic import BaseModel, ValidationError

from qrdesk.client import FolderDraft, LinkDraft
from qrdesk.core.errors import rebuilt
from qrdesk.core.schemas.folders import FolderView
from qrdesk.core.validation import from_validation
from qrdesk.gui import words

UNSEEN = "This has nothing in it that can be seen."


def fault_of(model: type[BaseModel], **sent: object) -> ValidationError:
    with pytest.raises(ValidationError) as found:
        model.model_validate(sent)
    return found.value


def test_it_is_said_alike_here_and_by_a_server() -> None:
    fault = fault_of(FolderDraft, name="\u200b")
    told = from_validation(fault)
    answer = rebuilt(told.code, told.message, told.field_errors)
    assert answer is not None
    assert words.failure(fault) == words.failure(answer) == UNSEEN
    assert words.by_field(fault) == words.by_field(answer) == {"name": UNSEEN}
    several = fault_of(LinkDraft, destination="https://example.com/", title="\u200b", tags=["\u202ea"])
    assert set(words.by_field(several)) == {"title", "tags.0"}
    assert words.failure(several).endswith("(and 1 more)")


def test_an_answer_that_is_not_as_it_should_be_is_nobodys_typing(caplog: pytest.LogCaptureFixture) -> None:
    fault = fault_of(FolderView, name=3)
    assert "It was noted in the log" in words.failure(fault)
    assert not words.by_field(fault)
    assert [one.exc_info and one.exc_info[1] for one in caplog.records] == [fault]
