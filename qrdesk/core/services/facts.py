"""What a database remembers about itself."""

from qrdesk.core.models import Fact


def find(name: str) -> str | None:
    """Return a fact about this database, if it is known."""
    fact = Fact.get_or_none(Fact.name == name)
    return None if fact is None else fact.value


def remember(name: str, value: str) -> str:
    """Write a fact about this database, and return its value."""
    change = {Fact.value: value}
    Fact.insert(name=name, value=value).on_conflict(conflict_target=[Fact.name], update=change).execute()
    return value
