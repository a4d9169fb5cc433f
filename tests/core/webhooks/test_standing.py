"""What attempts say about endpoints, and what they do not; on real databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from qrdesk.core import database
from qrdesk.core.models import Endpoint
from qrdesk.core.webhooks import standing
from qrdesk.core.webhooks.attempts import Ended
from qrdesk.core.webhooks.sending import Result, own_fault
from tests.core.hits.places import Place
from tests.core.webhooks.listeners import NOW, bodies, listen

GONE = Result("refused", status_code=410, error="It answered that it is gone.")
LONG_AGO: dict[str, Any] = {
    "failures": 4,
    "failing_since": NOW - timedelta(days=6),
    "failed_at": NOW - timedelta(days=1),
    "warned_at": NOW - timedelta(days=5),
}


def judged(endpoint: Endpoint, *results: Result, url: str | None = None, test: bool = False) -> Endpoint:
    """Have attempts judged that were sent to the endpoint's address, or to another; return what it then is."""
    at = endpoint.url if url is None else url
    ended = [Ended(endpoint.id, 1, 1, 1, result, at, test=test) for result in results]
    with database.write():
        standing.judge(standing.load([endpoint.id]), ended, NOW, [0.5] * len(ended))
    return Endpoint.get_by_id(endpoint.id)


def stands(endpoint: Endpoint) -> tuple[Any, ...]:
    return (
        *(endpoint.failures, endpoint.failing_since, endpoint.failed_at, endpoint.delivered_at, endpoint.warned_at),
        *(endpoint.rest_until, endpoint.disabled_at, endpoint.disabled_why),
    )


@pytest.mark.parametrize("result", [GONE, replace(GONE, status_code=500), Result("delivered", status_code=200)])
def test_what_an_address_before_answers_says_nothing_about_the_new_one(place: Place, result: Result) -> None:
    shop = listen(place.workspace_id, **LONG_AGO)
    after = judged(shop, result, url="https://old.example/hooks")
    assert stands(after) == stands(shop)
    assert bodies("endpoint.disabled") == []
    assert stands(judged(shop, result)) != stands(shop)


def test_a_test_that_fails_says_nothing_about_what_people_miss(place: Place) -> None:
    shop = listen(place.workspace_id)
    failed = Result("refused", status_code=500, error="It answered 500.")
    assert stands(judged(shop, failed, test=True)) == stands(shop)
    assert judged(shop, failed).failures == 1
    assert judged(shop, Result("delivered", status_code=200), test=True).failures == 0, "that one arrived"
    assert judged(shop, GONE, test=True).disabled_why == "gone", "nobody will listen there any more"


def test_a_fault_of_ours_disables_nobody(place: Place) -> None:
    shop = listen(place.workspace_id, **LONG_AGO)
    after = judged(shop, own_fault("A fault of ours.", unsent=True), own_fault("Another.", unsent=False))
    assert stands(after) == stands(shop)
    assert bodies("endpoint.disabled") == []


def test_usnp_never_rests_and_others_do(place: Place) -> None:
    failures = [Result("refused", status_code=500, error="It answered 500.")] * 7
    rests = [judged(listen(place.workspace_id, format=it), *failures).rest_until for it in ("usnp", "native")]
    assert rests[0] is None
    assert rests[1] is not None


def test_others_are_told_where_it_was_and_no_token_of_its_address(place: Place) -> None:
    shop = listen(place.workspace_id, url="https://me:s3cret@shop.example:8443/T0/s3cret?key=s3cret")
    assert judged(shop, GONE).disabled_why == "gone"
    (told,) = bodies("endpoint.disabled")
    assert told["endpoint"] == {"id": shop.public_id, "name": "Shop", "host": "shop.example"}
    assert "s3cret" not in str(told)
