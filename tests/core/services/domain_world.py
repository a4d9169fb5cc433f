"""A workspace of a test whose names are looked up at a name server of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qrdesk.core.context import Context
from qrdesk.core.redirect.store import PlanStore
from qrdesk.core.schemas.domains import DomainDraft, DomainPatch, DomainView
from qrdesk.core.services import domains, verification
from qrdesk.core.settings import Settings
from tests.core.net.name_server import name_server
from tests.core.services.places import workspace

HOST = "go.example.com"
PAGE = "https://example.com/"


@pytest.fixture
def texts() -> dict[str, list[str]]:
    """What the name server says, by name."""
    return {}


@pytest.fixture
def ctx(database_url: str, tmp_path: Path, texts: dict[str, list[str]]) -> Iterator[Context]:
    with name_server(texts) as server:
        settings = Settings(dns_servers=server, check_allowed_networks="127.0.0.0/8")
        with workspace(database_url, tmp_path / "data", settings) as found:
            yield found


def add(ctx: Context, url: str = HOST, **more: Any) -> DomainView:
    return domains.create_domain(ctx, DomainDraft(url=url, **more))


def change(ctx: Context, **sent: Any) -> DomainView:
    return domains.update_domain(ctx, HOST, DomainPatch.model_validate(sent))


def prove(ctx: Context, texts: dict[str, list[str]], host: str = HOST) -> DomainView:
    record = domains.get_domain(ctx, host).dns_record
    assert record is not None
    texts[record.name] = ["something else", record.value]
    return verification.verify_domain(ctx, host)


def serves(host: str) -> bool:
    store = PlanStore()
    store.refresh()
    return store.site(host) is not None
