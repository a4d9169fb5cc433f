# The part of Bottle 0.13 that QRDesk uses.
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

class HeaderDict(dict[str, str]): ...

class BaseRequest:
    environ: WSGIEnvironment
    method: str
    path: str

class BaseResponse:
    status: int | str
    status_code: int
    content_type: str
    headers: HeaderDict
    def set_header(self, name: str, value: str) -> None: ...

class HTTPResponse(BaseResponse, Exception):
    body: bytes
    def __init__(
        self,
        body: bytes | Iterable[bytes] = ...,
        status: int | str | None = ...,
        headers: Mapping[str, str] | None = ...,
    ) -> None: ...

class HTTPError(HTTPResponse):
    exception: BaseException | None

class Bottle:
    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]: ...
    def __init__(self) -> None: ...
    def add_hook(self, name: str, func: Callable[[], None]) -> None: ...
    def close(self) -> None: ...
    def default_error_handler(self, res: HTTPError) -> bytes: ...
    def route(self, path: str, method: str, callback: Callable[..., HTTPResponse]) -> Any: ...
    def uninstall(self, plugin: bool) -> list[Any]: ...

request: BaseRequest
response: BaseResponse
