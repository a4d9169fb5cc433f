"""The size of a module, against how it is printed."""

from math import ceil

from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.processes import PROCESSES
from qrdesk.core.schemas.artwork import FileOrder


def check_module(order: FileOrder | None, module_mm: float | None, found: Found) -> None:
    """Check that a module, ``module_mm`` wide, can be printed as ``order`` says; nothing where either is not known.

    What is too small is wrong, unless it was confirmed.
    """
    if order is None or module_mm is None:
        return
    if not 0 < module_mm < float("inf"):
        found.wrong("module", "How wide a module is could not be told.")
        return
    limits = PROCESSES[order.process]
    wide, needs = f"A module is {module_mm:.3g} mm wide", f"{limits.words} needs {limits.floor_mm:g} mm"
    if limits.is_too_large(module_mm):
        found.say("module", f"{wide}; {limits.words} takes {limits.most_mm:g} mm at most. Make the code smaller.")
    elif limits.is_good(module_mm):
        found.say("module", f"{wide}; {needs}." if limits.floor_mm else f"{wide}; {limits.words} takes any.")
    elif not limits.is_too_small(module_mm):
        found.say("module", f"{wide}; {needs}, and {limits.good_mm:g} mm would be better.")
    elif order.confirmed:
        found.say("module", f"{wide}, and {needs}: it is too small, which was confirmed.")
    else:
        more = ceil((limits.floor_mm / module_mm - 1) * 100 - 1e-6)
        found.wrong("module", f"{wide}; {needs}. Make the code {more} % larger, or confirm that it shall be so small.")
