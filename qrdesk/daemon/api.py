"""The REST surface: every row of the operations table, mounted. There is no second definition."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import bottle
from pydantic import BaseModel, ValidationError

from qrdesk.core import database
from qrdesk.core.context import Context, never
from qrdesk.core.errors import Invalid, NotFound, QRDeskError
from qrdesk.core.opening import Opened
from qrdesk.core.operations import OPERATIONS, PREFIX, Operation
from qrdesk.core.performing import perform
from qrdesk.core.schemas.base import Stream
from qrdesk.core.settings import Settings
from qrdesk.core.validation import from_validation
from qrdesk.daemon import auth, docs, guards, http
from qrdesk.daemon.metrics import Metrics
from qrdesk.daemon.pool import Pool
from qrdesk.daemon.server import GONE, WAITING, cut_off

# A link may also be named host/slug, so that one slash may stand in a name. Longer paths are mounted first.
_NAME = r"re:[^/]+(?:/[^/]+)?"


class Api(bottle.Bottle):
    """The application behind the redirects. Its ``close`` ends the process it keeps for heavy work."""

    def __init__(self, pool: Pool) -> None:
        super().__init__()
        self.pool = pool
        self.uninstall(True)  # JSON and templates are not Bottle's business here
        self.add_hook("before_request", self._begin)
        self.add_hook("after_request", self._finish)

    def close(self) -> None:
        """End the process for heavy work."""
        self.pool.close()
        super().close()

    def default_error_handler(self, res: bottle.HTTPError) -> bytes:
        """Put what Bottle itself refuses into our envelope."""
        answer = http.failure(_translated(res))
        bottle.response.status = answer.status_code
        bottle.response.content_type = http.JSON
        if res.status_code == 405:
            allowed = set(str(res.headers.get("Allow", "")).split(","))
            bottle.response.set_header("Allow", ", ".join(sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))))
        return answer.body

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
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"


def build_app(opened: Opened, settings: Settings, metrics: Metrics | None = None) -> Api:
    """Return the application of the API and its documents; nothing is started before the first heavy call."""
    app = Api(Pool(max(1, settings.threads - 1), WAITING))  # one thread is left for visitors
    for row in sorted(OPERATIONS, key=lambda row: -row.path.count("/")):
        app.route(_rule(row), row.method, http.guarded(_endpoint(row, opened, settings, app.pool.compute)))
    docs.mount(app)
    if metrics is not None:
        metrics.mount(app)
    return app


def _endpoint(
    row: Operation, opened: Opened, settings: Settings, compute: Callable[..., Any]
) -> Callable[..., bottle.HTTPResponse]:
    def answer(**path: str) -> bottle.HTTPResponse:
        environ = bottle.request.environ
        now = datetime.now(UTC)
        with database.scope():
            actor = auth.actor_of(environ, now)
            actor.require(row.scope)  # before the body is read
            arguments = {**path, **_query(row, environ), **_body(row, environ)}
            # Of a file the first pieces are out soon: who only sends nothing more is to get the others, too.
            gone: Callable[[], bool] = cut_off(environ) if row.returns is Stream else environ.get(GONE, never)
            result = perform(Context(actor, now, opened.secret_key, compute, settings, gone), row, arguments)
        return http.success(row, result)

    return answer


def _rule(row: Operation) -> str:
    rule = PREFIX + row.path
    for name in row.path_names:
        rule = rule.replace(f"{{{name}}}", f"<{name}:{_NAME}>")
    return rule


def _query(row: Operation, environ: dict[str, Any]) -> dict[str, BaseModel]:
    sent = guards.read_query(environ)
    if row.query is None:
        if sent:
            raise Invalid("This takes no parameters.", field_errors=dict.fromkeys(sent, "There is no such parameter."))
        return {}
    name, model = row.query
    return {name: _validated(model, sent)}


def _body(row: Operation, environ: dict[str, Any]) -> dict[str, BaseModel]:
    if row.body is None:
        return {}
    name, model = row.body
    return {name: _validated(model, guards.read_json(environ))}


def _validated(model: type[BaseModel], sent: Any) -> BaseModel:
    try:
        return model.model_validate(sent)
    except ValidationError as fault:
        raise from_validation(fault) from fault


def _translated(res: bottle.HTTPError) -> QRDeskError:
    if res.status_code == 404:
        return NotFound("There is nothing at this address. The reference is at /docs.")
    if res.status_code == 405:
        return http.MethodNotAllowed(f"{bottle.request.method} is not possible here.")
    if res.status_code < 500:
        return http.BadRequest("The request cannot be read.")
    return http.fault(res.exception or res)
