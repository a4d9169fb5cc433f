from collections.abc import Mapping, Sequence

from peewee import PostgresqlDatabase

class MaxConnectionsExceeded(ValueError): ...

class PooledPostgresqlDatabase(PostgresqlDatabase):
    _in_use: Mapping[int, object]
    _connections: Sequence[object]

    def __init__(
        self,
        database: str,
        *,
        max_connections: int = ...,
        stale_timeout: float | None = ...,
        timeout: float | None = ...,
        prefer_psycopg3: bool = ...,
    ) -> None: ...
    def connect(self, reuse_if_open: bool = ...) -> bool: ...
    def _connect(self) -> object: ...
    def _can_reuse(self, conn: object) -> bool: ...
    def close_all(self) -> None: ...
