"""The routes of all dialects on the application of the API, and the way of each request through them."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

import bottle
from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from qrdesk.core import database
from qrdesk.core.context import Actor, Context, never
from qrdesk.core.errors import QRDeskError
from qrdesk.core.opening import Opened
from qrdesk.core.operations import PREFIX
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.artwork import ExportDraft
from qrdesk.core.schemas.base import Sent
from qrdesk.core.schemas.design import Design
from qrdesk.core.services.given_answers import Answer, answer_once
from qrdesk.core.settings import Settings
from qrdesk.core.validation import from_validation
from qrdesk.daemon import auth, http, idempotency
from qrdesk.daemon.dialects.dialect import Ask, Dialect, Route, Said
from qrdesk.daemon.dialects.h0p.routes import DIALECT as H0P
from qrdesk.daemon.dialects.heldqr.routes import DIALECT as HELDQR
from qrdesk.daemon.dialects.honopu.routes import DIALECT as HONOPU
from qrdesk.daemon.dialects.owners import envelope_of
from qrdesk.daemon.dialects.refused import rename
from qrdesk.daemon.dialects.usnp.routes import DIALECT as USNP
from qrdesk.daemon.pacing import CROWD, NATIVE, PICTURES, PUBLIC, Pacing, Surface
from qrdesk.daemon.pool import Pool
from qrdesk.daemon.server import GONE

DIALECTS = (HONOPU, HELDQR, H0P, USNP)  # usnp last: some of its paths begin with any slug
_NAME = r"re:[^/]+"


def mount(app: bottle.Bottle, opened: Opened, settings: Settings, pool: Pool, pacing: Pacing) -> None:
    """Let ``app`` answer at the paths of all four."""
    for dialect in DIALECTS:
        for route in dialect.routes:
            compute = pool.compute_small if route.public else pool.compute  # what anybody may ask for takes no time
            answer = _endpoint(dialect, route, opened, settings, compute, pacing)
            app.route(_rule(route.path), route.method, _guarded(route, answer))


def surface_of(path: str) -> Surface | None:
    """Return how a path is paced where no route answers; None where that is not counted."""
    envelope = envelope_of(path)
    if envelope is not None:
        return next(dialect.surface for dialect in DIALECTS if dialect.name == envelope.name)
    return NATIVE if path.startswith(f"{PREFIX}/") else None


def _rule(path: str) -> str:
    return path.replace("{", "<").replace("}", f":{_NAME}>")


def _guarded(route: Route, answer: Callable[..., bottle.HTTPResponse]) -> Callable[..., bottle.HTTPResponse]:
    """Return ``answer`` so that fields in what it refuses have the dialect's own names."""

    def renamed(**path: str) -> bottle.HTTPResponse:
        try:
            return _validated(answer, path)
        except QRDeskError as error:
            rename(error, partial(_named, route))
            raise

    return http.guarded(renamed)


def _validated(answer: Callable[..., bottle.HTTPResponse], path: Mapping[str, str]) -> bottle.HTTPResponse:
    """Return the answer; what a draft, patch or query of ours finds wrong with what was sent is told as such."""
    try:
        return answer(**path)
    except ValidationError as fault:
        if fault.title not in _sent_names():
            raise  # a view of ours: nobody sent that
        raise from_validation(fault) from fault


@cache
def _sent_names() -> frozenset[str]:
    found: set[str] = set()
    rooms: list[type[BaseModel]] = [Sent, ExportDraft, Design]
    while rooms:
        room = rooms.pop()
        found.add(room.__name__)
        rooms.extend(room.__subclasses__())
    return frozenset(found)


def _named(route: Route, name: str) -> str:
    if name in route.fields:
        return route.fields[name]
    first, dot, rest = name.partition(".")
    return route.fields.get(first, first) + dot + rest


def _endpoint(
    dialect: Dialect,
    route: Route,
    opened: Opened,
    settings: Settings,
    compute: Callable[..., Any],
    pacing: Pacing,
) -> Callable[..., bottle.HTTPResponse]:
    def answer(**path: str) -> bottle.HTTPResponse:
        environ = bottle.request.environ
        now = _clock()
        with database.scope():
            actor = _actor(dialect, route, environ, now, pacing)
            actor.require(route.scope)  # before the body is read
            gone: Callable[[], bool] = environ.get(GONE, never)
            ctx = Context(actor, now, opened.secret_key, compute, settings, gone, opened.files, _clock)
            ask = Ask(ctx, environ, path)
            name = idempotency.sent_name(environ) if route.creates else None
            return _said(route, ask) if name is None else _once(route, ask, name)

    return answer


def _clock() -> datetime:
    return datetime.now(UTC)


def _actor(dialect: Dialect, route: Route, environ: dict[str, Any], now: datetime, pacing: Pacing) -> Actor:
    if route.public:
        surface = route.surface or PUBLIC
        if surface is PICTURES and not auth.address_of(
            environ
        ):  # a proxy does not say for whom it asks, or one is made up
            surface = CROWD
        pacing.spend_by_network(environ, surface)
        return Actor(0, frozenset(), role=Role.MEMBER, origin=auth.origin_of(environ, dialect.name))
    surface = route.surface or dialect.surface
    return pacing.enter(environ, lambda: auth.actor_of(environ, now, dialect.name), surface)


def _once(route: Route, ask: Ask, name: str) -> bottle.HTTPResponse:
    def make() -> Answer:
        done = _said(route, ask)
        return Answer(done.status_code, dict(done.headers), done.body)

    given, again = answer_once(ask.ctx, name, ask.fingerprint(route), make)
    headers = {**given.headers, idempotency.REPLAY: "true"} if again else given.headers
    return bottle.HTTPResponse(given.content, given.status, headers)


def _said(route: Route, ask: Ask) -> bottle.HTTPResponse:
    found = route.answer(ask)
    said = found if isinstance(found, Said) else Said(found, route.status)
    headers: Mapping[str, str] = said.headers
    if said.status == 204:
        return bottle.HTTPResponse(status=204, headers=dict(headers))
    if isinstance(said.body, bytes):
        return bottle.HTTPResponse(said.body, said.status, dict(headers))
    return bottle.HTTPResponse(_json(said.body), said.status, {"Content-Type": http.JSON, **headers})


def _json(body: Any) -> bytes:
    try:
        return to_json(body, inf_nan_mode="null")  # JSON has no word for a number without end
    except ValueError:  # half a character, which JSON can name and UTF-8 cannot spell
        return json.dumps(body, allow_nan=False).encode()
