"""Events and webhooks: what happened, who is told of it, how each delivery went, and sending again."""

from collections.abc import Iterator
from functools import partial

from qrdesk.client.once import named
from qrdesk.client.resource import Fields, Resource, every, read
from qrdesk.core.schemas import events, webhooks
from qrdesk.core.schemas.base import Page
from qrdesk.core.services import deliveries as delivery_service
from qrdesk.core.services import endpoint_kinds as kind_service
from qrdesk.core.services import endpoint_trial as trial_service
from qrdesk.core.services import endpoint_watch as watch_service
from qrdesk.core.services import endpoints as endpoint_service
from qrdesk.core.services import events as event_service


class Events(Resource):
    """What happened without anybody asking for it."""

    def list(self, query: events.EventQuery | Fields | None = None) -> Page[events.EventView]:
        """Return a page of events, newest first."""
        return self._call(event_service.list_events, read(events.EventQuery, query))

    def each(self, query: events.EventQuery | Fields | None = None) -> Iterator[events.EventView]:
        """Yield every event that matches, newest first, page after page."""
        return every(self.list, read(events.EventQuery, query))


class Webhooks(Resource):
    """Addresses that are told of events, and what was sent to them."""

    def create(self, draft: webhooks.EndpointDraft | Fields, *, idempotency_key: str = "") -> webhooks.NewEndpointView:
        """Make an endpoint. The answer is the one time that its secret can be seen."""
        with named(idempotency_key):
            return self._call(endpoint_service.create_endpoint, read(webhooks.EndpointDraft, draft))

    def list(self, query: webhooks.EndpointQuery | Fields | None = None) -> "list[webhooks.EndpointView]":
        """Return the workspace's endpoints by name, or else those of one link."""
        return self._call(endpoint_service.list_endpoints, read(webhooks.EndpointQuery, query))

    def kinds(self) -> "list[webhooks.FormatView]":
        """Return the formats, and the events that each can tell of."""
        return self._call(kind_service.list_kinds)

    def watch_all(self) -> "list[webhooks.WatchView]":
        """Return the last 24 hours of each endpoint in the list."""
        return self._call(watch_service.watch_endpoints)

    def get(self, endpoint_id: str) -> webhooks.EndpointView:
        """Return an endpoint by id."""
        return self._call(endpoint_service.get_endpoint, endpoint_id)

    def update(self, endpoint_id: str, patch: webhooks.EndpointPatch | Fields) -> webhooks.EndpointView:
        """Change an endpoint."""
        return self._call(endpoint_service.update_endpoint, endpoint_id, read(webhooks.EndpointPatch, patch))

    def delete(self, endpoint_id: str) -> None:
        """Delete an endpoint with its log."""
        self._call(endpoint_service.delete_endpoint, endpoint_id)

    def rotate(
        self, endpoint_id: str, draft: webhooks.SecretDraft | Fields, *, idempotency_key: str = ""
    ) -> webhooks.SecretView:
        """Give an endpoint a new secret. The answer is the one time that it can be seen."""
        with named(idempotency_key):
            return self._call(endpoint_service.rotate_secret, endpoint_id, read(webhooks.SecretDraft, draft))

    def test(self, endpoint_id: str) -> webhooks.AttemptView:
        """Send a test event now, and return what came of it; waits up to 15 s for the receiver."""
        return self._call(trial_service.test_endpoint, endpoint_id)

    def pause(self, endpoint_id: str) -> webhooks.EndpointView:
        """Send an endpoint nothing for a while; its events are kept."""
        return self._call(endpoint_service.pause_endpoint, endpoint_id)

    def resume(self, endpoint_id: str) -> webhooks.EndpointView:
        """Let a paused or disabled endpoint go on; what waits is sent."""
        return self._call(endpoint_service.resume_endpoint, endpoint_id)

    def watch(self, endpoint_id: str) -> webhooks.WatchView:
        """Return what arrived and what failed in each of the last 24 hours."""
        return self._call(watch_service.watch_endpoint, endpoint_id)

    def deliveries(
        self, endpoint_id: str, query: webhooks.DeliveryQuery | Fields | None = None
    ) -> Page[webhooks.DeliveryView]:
        """Return a page of an endpoint's deliveries, newest first."""
        return self._call(delivery_service.list_deliveries, endpoint_id, read(webhooks.DeliveryQuery, query))

    def each_delivery(
        self, endpoint_id: str, query: webhooks.DeliveryQuery | Fields | None = None
    ) -> Iterator[webhooks.DeliveryView]:
        """Yield every delivery of an endpoint that matches, newest first, page after page."""
        return every(partial(self.deliveries, endpoint_id), read(webhooks.DeliveryQuery, query))

    def delivery(self, delivery_id: str) -> webhooks.DeliveryDetail:
        """Return a delivery with all of its attempts."""
        return self._call(delivery_service.get_delivery, delivery_id)

    def redeliver(self, delivery_id: str) -> webhooks.DeliveryView:
        """Send an event once more, also one that arrived."""
        return self._call(delivery_service.redeliver, delivery_id)

    def recover(self, endpoint_id: str, draft: webhooks.RecoverDraft | Fields) -> webhooks.RequeuedView:
        """Send again what failed since a moment, or all since then."""
        return self._call(delivery_service.recover_endpoint, endpoint_id, read(webhooks.RecoverDraft, draft))
