"""What a standard demands of the symbol that carries its content."""

from dataclasses import dataclass

from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.contents import AnyContent
from qrdesk.core.schemas.design import Design, ErrorCorrection


@dataclass(frozen=True, slots=True)
class Demand:
    """Bounds of a symbol."""

    level: ErrorCorrection
    last_version: int


DEMANDS = {
    "epc": Demand(ErrorCorrection.M, last_version=13),
    "swiss-bill": Demand(ErrorCorrection.M, last_version=25),
}


def suited(design: Design, content: AnyContent | None) -> Design:
    """Return ``design`` as the standard of ``content`` demands: payments have level M exactly, and no Micro symbol."""
    demand = DEMANDS.get(content.type) if content is not None else None
    return design if demand is None else of_level(demand.level, design)


def of_level(level: ErrorCorrection, design: Design) -> Design:
    """Return ``design`` with that level exactly, and no symbol but the smallest of the usual kind."""
    wish = design.symbol.model_copy(update={"boost": False, "micro": False, "version": None})
    return design.model_copy(update={"error_correction": level, "symbol": wish})


def require_whole(content: AnyContent | None, parts: int) -> None:
    """Do nothing if what has a standard stands in one code: banks put no parts together.

    Raises:
        Invalid: it is to stand in several.
    """
    if parts > 1 and content is not None and content.type in DEMANDS:
        raise Invalid.field("parts", "A payment is one code. Leave the parts out.")


def require_small(content: AnyContent | None, version: int) -> None:
    """Do nothing if the standard of ``content`` takes a symbol of this version: banks refuse a larger one.

    Raises:
        Invalid: it does not.
    """
    demand = DEMANDS.get(content.type) if content is not None else None
    if demand is not None and version > demand.last_version:
        reason = f"Its symbol would have version {version}, and {demand.last_version} is the last. Shorten its texts."
        raise Invalid.field("content", reason)
