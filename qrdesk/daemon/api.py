"""The REST surface: every row of the operations table, mounted. There is no second definition."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import bottle
from pydantic import BaseModel, ValidationError

from qrdesk.core import database, edits
from qrdesk.core.context import Actor, Context, never
from qrdesk.core.errors import Invalid, Limited, NotFound, QRDeskError
from qrdesk.core.opening import Opened
from qrdesk.core.operations import MAX_UPLOAD_BYTES, OPERATIONS, PREFIX, Operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.access import Role
from qrdesk.core.schemas.base import Page, Poster, Stream
from qrdesk.core.schemas.files import LARGE_FILE
from qrdesk.core.settings import Settings
from qrdesk.core.validation import from_validation
from qrdesk.daemon import (
    auth,
    cors,
    deprecation,
    docs,
    etags,
    fields,
    following,
    guards,
    http,
    idempotency,
    manual,
    multipart,
    paths,
)
from qrdesk.daemon.dialects import mounting as dialects
from qrdesk.daemon.mcp.http import Door
from qrdesk.daemon.metrics import Metrics
from qrdesk.daemon.pacing import POSTERS, PUBLIC, Pacing
from qrdesk.daemon.pool import Pool
from qrdesk.daemon.server import GONE, WAITING, cut_off

# A link may also be named host/slug, so that one slash may stand in its name. Longer paths are mounted first.
_NAME = r"re:[^/]+"
_LINK = "link_id"
_LINKS_NAME = r"re:[^/]+(?:/[^/]+)?"


class Api(bottle.Bottle):
    """The application behind the redirects. Its ``close`` ends the process it keeps for heavy work."""

    tools: Door | None = None  # for agents

    def __init__(self, pool: Pool, pacing: Pacing, cors_origins: str = "") -> None:
        super().__init__()
        self._answer = cors.allowing(super().__call__, cors_origins)
        self.pool = pool
        self.pacing = pacing
        self.uninstall(True)  # JSON and templates are not Bottle's business here
        self.add_hook("before_request", self._begin)
        self.add_hook("after_request", self._finish)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        return self._answer(environ, start_response)

    def close(self) -> None:
        """End the process for heavy work, and let go of what requests are counted in."""
        if self.tools is not None:
            self.tools.close()
        self.pool.close()
        self.pacing.close()
        super().close()

    def default_error_handler(self, res: bottle.HTTPError) -> bytes:
        """Put what Bottle itself refuses into our envelope."""
        answer = self._counted(_translated(res))
        bottle.response.status = answer.status_code
        for name, value in answer.headers.items():
            bottle.response.set_header(name, value)
        if answer.status_code == 405 and "Allow" not in answer.headers:  # at an address that is not in the table
            allowed = set(str(res.headers.get("Allow", "")).split(","))
            bottle.response.set_header("Allow", ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))))
        return answer.body

    def _counted(self, refused: QRDeskError) -> bottle.HTTPResponse:
        """Return the answer to a request that no row is for. With a key it counts like any other."""
        environ = bottle.request.environ
        surface = dialects.surface_of(bottle.request.path)
        if _has_key(environ) and surface is not None:
            try:
                with database.scope():
                    self.pacing.enter(environ, lambda: auth.actor_of(environ, datetime.now(UTC)), surface)
            except Limited as fault:
                refused = fault
            except QRDeskError:  # whoever comes with a bad key learns no more than without one
                pass
        answer = http.failure(refused)
        answer.headers.update(self.pacing.headers(environ))
        return answer

    def _begin(self) -> None:
        environ = bottle.request.environ
        environ["qrdesk.request_id"] = http.request_id(environ)
        try:
            guards.check_path(environ["bottle.raw_path"])
        except NotFound as fault:
            raise http.failure(fault) from fault

    def _finish(self) -> None:
        headers = bottle.response.headers
        headers["X-Request-Id"] = bottle.request.environ["qrdesk.request_id"]
        headers["X-Content-Type-Options"] = "nosniff"
        headers.update(self.pacing.headers(bottle.request.environ))
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"


def build_app(
    opened: Opened,
    settings: Settings,
    metrics: Metrics | None = None,
    pacing: Pacing | None = None,
    hosts_served: Callable[[], Iterable[str]] = tuple,
) -> Api:
    """Return the application of the API and its documents; nothing is started before the first heavy call.

    Without ``pacing`` requests are counted for this process alone. ``hosts_served`` are our domains, for those who must
    not be asked by another name.
    """
    pool = Pool(max(1, settings.threads - 1), WAITING)  # one thread is left for visitors
    app = Api(pool, pacing or Pacing(opened.secret_key), settings.cors_origins)
    for row in sorted(OPERATIONS, key=lambda row: -row.path.count("/")):
        answer = http.guarded(_endpoint(row, opened, settings, app.pool.compute, app.pacing))
        answer = deprecation.told(row, answer)
        app.route(_rule(row), row.method, _told_apart(row, answer) if row.path_names else answer)
    dialects.mount(app, opened, settings, app.pool, app.pacing)
    docs.mount(app)
    manual.mount(app)
    app.tools = Door(opened, settings, app.pool.compute, app.pacing, hosts_served)
    app.tools.mount(app)
    if metrics is not None:
        metrics.mount(app, app.pacing.enter)
    return app


def _endpoint(
    row: Operation, opened: Opened, settings: Settings, compute: Callable[..., Any], pacing: Pacing
) -> Callable[..., bottle.HTTPResponse]:
    def answer(**path: str) -> bottle.HTTPResponse:
        environ = bottle.request.environ
        now = _clock()
        with database.scope():
            actor = _actor(row, environ, now, pacing)
            actor.require(row.scope)  # before the body is read
            chosen, query = _query(row, environ)
            arguments = {**path, **query, **_body(row, environ)}
            # Of a file the first pieces are out soon: who only sends nothing more is to get the others, too.
            gone: Callable[[], bool] = cut_off(environ) if row.returns is Stream else environ.get(GONE, never)
            ctx = Context(actor, now, opened.secret_key, compute, settings, gone, opened.files, _clock)
            check = etags.check_of(ctx, row, environ, arguments)
            if name := idempotency.name_of(row, environ):
                return idempotency.answer(ctx, row, name, arguments, check)
            result = perform(ctx, row, arguments, check)
        return _shown(row, result, chosen, environ)

    return answer


def _shown(row: Operation, result: Any, chosen: tuple[str, ...], environ: dict[str, Any]) -> bottle.HTTPResponse:
    """Return the answer for what was done, with its tag and the way to the next page where it has these."""
    answer = fields.answer(row, result, chosen) if chosen else http.success(row, result)
    if tag := edits.tag_of(row, result, answer.body):
        if row.method == "GET" and etags.has_it(environ, tag):
            return bottle.HTTPResponse(b"", 304, {etags.HEADER: tag})
        answer.headers[etags.HEADER] = tag
    if isinstance(result, Page) and (link := following.link(environ, result.pagination)):
        http.add_link(answer, link)
    return answer


def _clock() -> datetime:
    return datetime.now(UTC)


def _actor(row: Operation, environ: dict[str, Any], now: datetime, pacing: Pacing) -> Actor:
    """Return who asks, with the request counted."""
    if row.public:
        if row.returns is not Poster:
            pacing.spend_by_network(environ, PUBLIC)
        elif auth.address_of(environ):  # through a proxy that does not say for whom it asks: that is everybody
            pacing.spend_by_network(environ, POSTERS)
        return Actor(0, frozenset(), role=Role.MEMBER, origin=auth.origin_of(environ))
    return pacing.enter(environ, lambda: auth.actor_of(environ, now))


def _has_key(environ: Mapping[str, Any]) -> bool:
    return bool(environ.get("HTTP_AUTHORIZATION") or environ.get("HTTP_X_API_KEY"))


def _rule(row: Operation) -> str:
    rule = PREFIX + row.path
    for name in row.path_names:
        rule = rule.replace(f"{{{name}}}", f"<{name}:{_LINKS_NAME if name == _LINK else _NAME}>")
    return rule


def _told_apart(row: Operation, answer: Callable[..., bottle.HTTPResponse]) -> Callable[..., bottle.HTTPResponse]:
    """Return ``answer`` so that it is given at paths of its own, and for links that are called like another path."""

    def checked(**path: str) -> bottle.HTTPResponse:
        if row.method in paths.methods_at(bottle.request.path):
            return answer(**path)
        if not paths.may_name_a_link(path.get(_LINK, "")):
            raise bottle.HTTPError(status=405)
        given = answer(**path)
        return http.failure(_wrong_method()) if given.status_code == 404 else given

    return checked


def _wrong_method() -> http.MethodNotAllowed:
    return http.MethodNotAllowed.of(bottle.request.method, paths.methods_at(bottle.request.path))


def _query(row: Operation, environ: dict[str, Any]) -> tuple[tuple[str, ...], dict[str, BaseModel]]:
    """Return which fields the answer is to have, none for all of them, and the argument that is the query."""
    sent = guards.read_query(environ)
    chosen = fields.take(row, sent)
    if row.query is None:
        if sent:
            said = f"This takes no parameters{f' but {fields.NAME}' if fields.names_of(row) else ''}."
            raise Invalid(said, field_errors=dict.fromkeys(sent, "There is no such parameter."))
        return chosen, {}
    name, model = row.query
    return chosen, {name: _validated(model.model_validate_strings, sent, "parameter")}


def _body(row: Operation, environ: dict[str, Any]) -> dict[str, Any]:
    if row.body is None:
        return {}
    name, model = row.body
    if row.upload is not None:
        fields, file = multipart.read_form(environ, guards.read_body(environ, LARGE_FILE, MAX_UPLOAD_BYTES))
        return {name: _validated(model.model_validate_strings, fields), row.upload: file}
    return {name: _validated(model.model_validate, guards.read_json(environ))}


def _validated(read: Callable[[Any], BaseModel], sent: Any, noun: str = "field") -> BaseModel:
    try:
        return read(sent)
    except ValidationError as fault:
        raise from_validation(fault, noun=noun) from fault


def _translated(res: bottle.HTTPError) -> QRDeskError:
    if res.status_code == 404:
        return NotFound("There is nothing at this address. The reference is at /docs.")
    if res.status_code == 405:
        return _wrong_method()
    if res.status_code < 500:
        return http.BadRequest("The request cannot be read.")
    return http.fault(res.exception or res)
