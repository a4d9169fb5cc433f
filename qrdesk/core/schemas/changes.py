"""What was changed since somebody looked, as callers see it."""

from pydantic import Field

from qrdesk.core.schemas.base import Query, View


class ChangesQuery(Query):
    """Since when."""

    after: str = Field(
        default="", max_length=40, description="The last answer's `mark`; left out: only the mark of now is wanted."
    )


class ChangeView(View):
    """One thing that was changed."""

    kind: str = Field(description="What it is, as in the audit log's `action`.", examples=["link"])
    id: str = Field(description="Empty for many at once.")


class ChangesView(View):
    """What was changed in the workspace since a mark: for programs that ask again and again."""

    mark: str = Field(description="Send it as `after` the next time. It stays the same while nothing is changed.")
    changes: list[ChangeView] = Field(description="Each thing once, the latest change last.")
    everything: bool = Field(
        default=False,
        description="So much was changed, or the mark is so old, that each thing may be another: read all again.",
    )
