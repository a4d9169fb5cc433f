"""Whatever the schema takes becomes a file that others read, or a plain sentence that says why not. Nothing else.

A sentence that says that we went wrong is not one: neither a fault nor a press file that fails its checks.
"""

import shutil
import time

import pytest
from hypothesis import HealthCheck, given, settings

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.export import preview, render
from qrdesk.core.artwork.pdf.content import MARK_MM, MARK_OFFSET_MM
from qrdesk.core.artwork.symbol import shares
from qrdesk.core.errors import Kind, PreflightFailed, QRDeskError
from qrdesk.core.schemas.artwork import FOR_PRESS, OF_PIXELS, ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design
from tests import eyes
from tests.core.artwork.any_design import assets, designs, drafts, texts

MOST_CPU_S = 20  # no bench: only what would never end takes so long
READ_PX = 10  # per module
LEAST_MADE = 0.1
BOOKS = {ArtworkFormat.PDF, *FOR_PRESS}
_OURS = "fault in QRDesk"
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


def said(text: str, draft: ExportDraft) -> str:
    """Return what one file says."""
    return text if draft.parts == 1 else shares(text, draft.parts)[draft.part - 1]


def becomes(text: str, design: Design, draft: ExportDraft, files: Assets) -> tuple[str | None, list[str]]:
    """Return what others read from the file, and why there is none."""
    start = time.thread_time()
    inked = False
    try:
        scene, report = preview(text, design, draft, files)
        assert report.decoded == said(text, draft) or report.warnings
        assert not any(_OURS in warning for warning in report.warnings)
        inked = any(warning.startswith("The ink adds up to ") for warning in report.warnings)
        made = render(text, design, draft, files)
    except QRDeskError as refused:
        if is_ours(refused, inked=inked):
            raise AssertionError(refused.message) from refused
        return None, [refused.message, *refused.field_errors.values()]
    finally:
        assert time.thread_time() - start < MOST_CPU_S
    assert made.report.decoded == said(text, draft)
    if draft.format is ArtworkFormat.EPS and shutil.which("gs") is None:
        return made.report.decoded, []
    width_px = 0 if draft.format in OF_PIXELS else round(page_mm(scene.width_mm, draft) / scene.module_mm * READ_PX)
    return eyes.read(made.content, made.report.media_type, width_px=width_px, ground=scene.ground.hex), []


def page_mm(width_mm: float, draft: ExportDraft) -> float:
    """Return how wide what others see of a file is: of a PDF with its bleed and marks."""
    if draft.format not in BOOKS:
        return width_mm
    edge_mm = max(MARK_OFFSET_MM, draft.bleed_mm) + MARK_MM + 1 if draft.crop_marks else draft.bleed_mm
    return width_mm + 2 * edge_mm


def is_ours(refused: QRDeskError, *, inked: bool) -> bool:
    """Whether a refusal is of what we did ourselves, and not of what was asked for; ``inked``: too much ink was."""
    if isinstance(refused, PreflightFailed):  # an order decides how wide a module is, a design its inks, and no more
        asked = ("A module is ", "A colour needs ") if inked else ("A module is ",)
        return not refused.message.removeprefix(PreflightFailed.of([]).message).startswith(asked)
    return refused.kind is Kind.INTERNAL or _OURS in refused.message


def is_plain(sentence: str) -> bool:
    """Whether it is a sentence for a person."""
    foreign = ("Traceback", "Error(", " object at 0x", "Errno")
    begins = sentence[:1].isupper() or sentence[:1] == "“"
    return begins and sentence.endswith(".") and not any(word in sentence for word in foreign)


class Tally:
    """How many orders there were, and how many became files: were all refused, nothing would be shown."""

    def __init__(self) -> None:
        self.asked = self.made = 0

    def take(self, text: str, design: Design, draft: ExportDraft, files: Assets) -> None:
        """Make one order, and see to it that it is a file that reads or a sentence that says why not."""
        read, refusal = becomes(text, design, draft, files)
        assert refusal or read == said(text, draft)
        assert [sentence for sentence in refusal if not is_plain(sentence)] == []
        self.asked += 1
        self.made += not refusal


@pytest.mark.wide
def test_any_design_becomes_a_file_or_a_sentence() -> None:
    tally = Tally()
    settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=SLOW)(
        given(texts(), designs(), drafts(), assets())(tally.take)
    )()
    assert tally.made >= LEAST_MADE * tally.asked


@pytest.mark.slow
def test_a_great_many_designs_become_files_or_sentences() -> None:
    tally = Tally()
    settings(max_examples=1500, deadline=None, suppress_health_check=SLOW)(
        given(texts(), designs(), drafts(), assets())(tally.take)
    )()
    assert tally.made >= LEAST_MADE * tally.asked


def test_more_ink_than_paper_takes_is_refused_as_asked_for() -> None:
    design = Design.model_validate({"eyes": {"ball_ink": "cmyk:59,73,100,93"}})
    draft = ExportDraft.model_validate({"format": "eps", "size_mm": 30})
    read, refusal = becomes("HTTPS://GO.EXAMPLE/R/1", design, draft, Assets())
    assert read is None
    assert refusal[0].endswith("A colour needs 325 % of ink; paper takes 300 %.")
