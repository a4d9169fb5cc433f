"""A clock that a test sets."""


class Clock:
    """Says what it was told, in seconds."""

    def __init__(self, now_s: float = 0.0) -> None:
        self.now_s = now_s

    def __call__(self) -> float:
        return self.now_s
