"""A scene as the file that somebody ordered."""

from qrdesk.core.artwork import proof, svg
from qrdesk.core.artwork.inks import in_inks, pressed
from qrdesk.core.artwork.scene import Scene
from qrdesk.core.schemas.artwork import OF_PIXELS, ArtworkFormat, ExportDraft, FileOrder


def write(drawn: Scene, text: str, draft: ExportDraft, profile: bytes = b"", *, micro: bool = False) -> bytes:
    """Return the file of a scene that was proved to read as ``text``. ``profile`` is ICC; empty: the one that we ship.

    Raises:
        ArtworkUnreadable: this file of it does not read: there are too few pixels, or its inks are too alike.
        Invalid: the profile is none of four inks.
    """
    prove_pressed(drawn, text, draft, profile, micro=micro)
    if draft.format in OF_PIXELS:
        from qrdesk.core.artwork.raster import files  # noqa: PLC0415 numpy takes 100 ms, and only pixels need it

        return files.write(drawn, text, draft, profile, micro=micro)
    if draft.format is ArtworkFormat.SVG:
        return svg.write(drawn)
    if draft.format is ArtworkFormat.EPS:
        from qrdesk.core.artwork import eps  # noqa: PLC0415 Pillow takes 60 ms, and only press files need it

        return eps.write(drawn, text, profile)
    from qrdesk.core.artwork import pdf  # noqa: PLC0415 Pillow takes 60 ms, and only press files need it

    return pdf.write(drawn, text, pdf.Terms(draft.format, draft.bleed_mm, draft.crop_marks, profile))


def prove_pressed(drawn: Scene, text: str, draft: FileOrder, profile: bytes = b"", *, micro: bool = False) -> None:
    """Prove in inks what was proved in screen colours, where the file has inks alone: some colours get paler in them.

    Raises:
        ArtworkUnreadable: it does not read in these inks; some are too alike.
        Invalid: the profile is none of four inks.
    """
    if in_inks(drawn, draft) and any(paint.cmyk is None for paint in proof.painted(drawn)):
        proof.prove(pressed(drawn, profile), text, micro=micro)
