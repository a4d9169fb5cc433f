from peewee import PostgresqlDatabase

class PooledPostgresqlDatabase(PostgresqlDatabase):
    def __init__(
        self,
        database: str,
        *,
        max_connections: int = ...,
        stale_timeout: float | None = ...,
        timeout: float | None = ...,
        prefer_psycopg3: bool = ...,
    ) -> None: ...
