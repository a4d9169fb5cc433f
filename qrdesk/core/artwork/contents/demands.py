"""What a standard demands of the symbol that carries its content."""

from dataclasses import dataclass

from qrdesk.core.schemas.contents import AnyContent
from qrdesk.core.schemas.design import Design, ErrorCorrection


@dataclass(frozen=True, slots=True)
class Demand:
    """Bounds of a symbol. ``swiss_cross``: a Swiss cross stands in its middle (``schemas.contents.bills``)."""

    level: ErrorCorrection
    last_version: int
    swiss_cross: bool = False


DEMANDS = {
    "epc": Demand(ErrorCorrection.M, last_version=13),
    "swiss-bill": Demand(ErrorCorrection.M, last_version=25, swiss_cross=True),
}


def suited(design: Design, content: AnyContent | None) -> Design:
    """Return ``design`` as the standard of ``content`` demands: payments have level M exactly, and no Micro symbol.

    Their text is bounded so that at level M it never needs a larger version than is allowed.
    """
    demand = DEMANDS.get(content.type) if content is not None else None
    if demand is None:
        return design
    wish = design.symbol.model_copy(update={"boost": False, "micro": False, "version": None})
    return design.model_copy(update={"error_correction": demand.level, "symbol": wish})
