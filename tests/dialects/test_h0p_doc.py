"""H0p's own reference: a valid OpenAPI 3.0 document of exactly what is there, and a page that shows it."""

from openapi_spec_validator import OpenAPIV30SpecValidator

from qrdesk.daemon.dialects.h0p import doc
from qrdesk.daemon.dialects.h0p.routes import DIALECT
from tests.dialects.conftest import House


def test_the_document_is_valid_and_open_to_everybody(house: House) -> None:
    answer = house.ask("GET", "/doc", key="")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    found = answer.json()
    assert found["openapi"].startswith("3.0.")
    assert [str(error) for error in OpenAPIV30SpecValidator(found).iter_errors()] == []


def test_it_tells_of_every_route_and_of_nothing_else() -> None:
    told = {(method.upper(), path) for path, methods in doc.document()["paths"].items() for method in methods}
    routes = {(route.method, route.path) for route in DIALECT.routes if route not in doc.ROUTES}
    assert told == routes


def test_the_page_shows_this_document_from_our_own_files(house: House) -> None:
    page = house.ask("GET", "/ui", key="")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert 'data-document="/doc"' in page.text
    assert "dataset.document" in house.ask("GET", "/docs/qrdesk.js", key="").text
    for kind in ("default-src 'none'", "script-src 'self'"):
        assert kind in page.headers["Content-Security-Policy"]
