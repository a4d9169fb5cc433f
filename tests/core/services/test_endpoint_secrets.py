"""Secrets and headers of endpoints: what fits, what is sealed, and what follows a rotation."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from qrdesk.core import database, secrets
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid
from qrdesk.core.models import Endpoint
from qrdesk.core.schemas.webhooks import SecretDraft
from qrdesk.core.services import (
    endpoints,
    sealing,
)
from qrdesk.core.settings import Settings
from tests.core.services.places import later, workspace
from tests.core.services.webhook_world import change, make, refused, row_of

SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
TOKEN = "Bearer sesame-4711"


@pytest.fixture
def ctx(database_url: str, tmp_path: Path) -> Iterator[Context]:
    with workspace(database_url, tmp_path / "data", Settings()) as found:
        yield found


def test_a_secret_that_is_brought_must_fit_the_format(ctx: Context) -> None:
    assert make(ctx, secret=SECRET).secret == SECRET
    for secret in ("whsec_!!!!!!!!!!!!", "plain-text-secret", "whsec_" + "YWJj" * 4):
        assert refused(ctx, secret=secret).field_errors.keys() == {"secret"}
    plain = make(ctx, format="honopu", secret="plain-text-secret")
    with pytest.raises(Invalid, match="new one first"):
        change(ctx, plain.id, format="native")
    endpoints.rotate_secret(ctx, plain.id, SecretDraft(secret=SECRET))
    assert row_of(plain).old_secret is not None
    assert change(ctx, plain.id, format="native").format == "native"
    assert row_of(plain).old_secret is None  # native could not sign with it


def test_a_new_secret_leaves_the_old_one_good_for_a_while(ctx: Context) -> None:
    made = make(ctx)
    turned = endpoints.rotate_secret(ctx, made.id, SecretDraft())
    row = row_of(made)
    assert turned.secret not in {made.secret, ""}
    assert secrets.unseal(ctx.secret_key, row.secret) == turned.secret
    assert secrets.unseal(ctx.secret_key, str(row.old_secret)) == made.secret
    assert row.old_until == turned.old_secret_until == ctx.now + timedelta(hours=24)
    assert endpoints.get_endpoint(later(ctx, hours=23), made.id).old_secret_until == row.old_until
    assert endpoints.get_endpoint(later(ctx, hours=24), made.id).old_secret_until is None
    with pytest.raises(Invalid, match="that it has"):
        endpoints.rotate_secret(ctx, made.id, SecretDraft(secret=turned.secret))
    at_once_gone = endpoints.rotate_secret(ctx, made.id, SecretDraft(grace_hours=0))
    assert (at_once_gone.old_secret_until, row_of(made).old_secret) == (None, None)


def test_what_lies_sealed_is_sealed_anew_with_a_new_key(ctx: Context) -> None:
    bare, full = make(ctx), make(ctx, headers={"X-Token": TOKEN})
    endpoints.rotate_secret(ctx, full.id, SecretDraft())
    key = secrets.make()
    assert sealing.count_unreadable(ctx.secret_key) == 0
    with database.write():
        done, lost = sealing.seal_anew([key, ctx.secret_key])
    assert lost == 0
    assert done >= 4
    row = row_of(full)
    assert row_of(bare).headers is None
    assert secrets.unseal(key, str(row.old_secret)) == full.secret
    assert TOKEN in secrets.unseal(key, str(row.headers))


def test_headers_of_another_key_are_said_to_be_lost(ctx: Context) -> None:
    made = make(ctx, headers={"X-Token": TOKEN})
    Endpoint.update(headers=secrets.seal(secrets.make(), "{}")).where(Endpoint.public_id == made.id).execute()
    shown = endpoints.get_endpoint(ctx, made.id)
    assert shown.header_names == []
    assert "Enter them anew" in shown.warnings[0]
