"""Changes made as every surface makes them, and the log of them."""

import inspect
from collections.abc import Callable
from typing import Any

from qrdesk.core.context import Context
from qrdesk.core.operations import find_operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.audit import AuditQuery, AuditView
from qrdesk.core.schemas.links import LinkDraft, LinkView
from qrdesk.core.services import (
    audit_log,
    links,
)

PAGE = "https://example.com/"


def do(ctx: Context, call: Callable[..., Any], *arguments: Any) -> Any:
    """Do an operation as every surface does."""
    row = find_operation(call)
    assert row is not None
    given = inspect.signature(call).bind(ctx, *arguments).arguments
    return perform(ctx, row, {name: value for name, value in given.items() if name != "ctx"})


def make(ctx: Context, slug: str = "lunch", **more: Any) -> LinkView:
    return do(ctx, links.create_link, LinkDraft(destination=PAGE, slug=slug, **more))


def log(ctx: Context, **query: Any) -> list[AuditView]:
    return audit_log.list_entries(ctx, AuditQuery(**query)).data
