"""Looks that are not saved here: those that QRDesk brings along, and those in the words of qr-code-styling."""

from qrdesk.core.artwork import presets, styling
from qrdesk.core.context import Context
from qrdesk.core.errors import Invalid, NotFound
from qrdesk.core.schemas.base import quoted
from qrdesk.core.schemas.design import Design
from qrdesk.core.schemas.designs import PresetView, StyledView, StylingDraft, StylingView
from qrdesk.core.services import design_assets, designs

_LOGO = "logo"
_LONGEST_NOTE = 200  # characters: what was sent is repeated in it


def list_design_presets(ctx: Context) -> list[PresetView]:
    """Return the looks to begin with, in the order in which they are shown. They are the same for everybody."""
    return [PresetView(name=one.name, group=one.group, design=one.design) for one in presets.every()]


def read_styling(ctx: Context, draft: StylingDraft) -> StyledView:
    """Return the design that options of qr-code-styling describe, and what of them it could not keep.

    Nothing is saved: make a design of it, or give it to a code.

    Raises:
        Invalid: an option is not what its name says; or there is no such logo.
    """
    try:
        found = styling.from_options(draft.options, modules=draft.modules, logo=draft.logo)
    except Invalid as refused:
        name, said = next(iter(refused.field_errors.items()))
        field = "options" if name == "options" else f"options.{quoted(name)}"
        raise Invalid(f"{field}: {said}", field_errors={field: said}) from refused
    _require_logo(ctx, found.design)
    return StyledView(design=found.design, notes=[_whole(note) for note in found.notes])


def get_design_styling(ctx: Context, design_id: str) -> StylingView:
    """Return a saved design as options of qr-code-styling, and what of it they could not keep.

    Raises:
        NotFound: no such design in this workspace.
    """
    found = styling.to_options(designs.get_design(ctx, design_id).design)
    return StylingView(options=found.options, notes=list(found.notes))


def _require_logo(ctx: Context, design: Design) -> None:
    """Do nothing if the logo of a look is there.

    Raises:
        Invalid: it is not, or is no picture.
    """
    try:
        design_assets.assets_of(ctx, design)
    except NotFound as fault:
        raise Invalid.field(_LOGO, f"There is no {_LOGO} with this id. Send the file first.") from fault
    except Invalid as fault:
        raise Invalid.field(_LOGO, str(fault)) from fault


def _whole(note: str) -> str:
    """Return a note as an answer can say it: names of options are the sender's own, and may have half a character."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in note[:_LONGEST_NOTE])
