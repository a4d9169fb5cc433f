"""Whatever the schema takes becomes a file that others read, or a plain sentence that says why not. Nothing else."""

import shutil
import time

import pytest
from hypothesis import HealthCheck, given, settings

from qrdesk.core.artwork.assets import Assets
from qrdesk.core.artwork.export import preview, render
from qrdesk.core.errors import QRDeskError
from qrdesk.core.schemas.artwork import OF_PIXELS, ArtworkFormat, ExportDraft
from qrdesk.core.schemas.design import Design
from tests import eyes
from tests.core.artwork.any_design import assets, designs, drafts, texts

MOST_CPU_S = 20  # no bench: only what would never end takes so long
READ_PX = 10  # per module
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


def _becomes_a_file_or_a_sentence(text: str, design: Design, draft: ExportDraft, files: Assets) -> None:
    start = time.thread_time()
    try:
        scene, report = preview(text, design, draft, files)
        assert report.decoded == text or report.warnings
        made = render(text, design, draft, files)
    except QRDeskError as refused:
        said = [refused.message, *refused.field_errors.values()]
        assert all(sentence[:1].isupper() or sentence[:1] == "“" for sentence in said), said
        assert all(sentence.endswith(".") for sentence in said), said
        assert not any(word in " ".join(said) for word in ("Traceback", "Error(", " object at 0x", "Errno")), said
        return
    finally:
        assert time.thread_time() - start < MOST_CPU_S
    assert made.report.decoded == text
    if draft.format is ArtworkFormat.EPS and shutil.which("gs") is None:
        return
    width_px = 0 if draft.format in OF_PIXELS else round(scene.width_mm / scene.module_mm * READ_PX)
    seen = eyes.read(made.content, made.report.media_type, width_px=width_px, ground=scene.ground.hex)
    assert seen == text


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(texts(), designs(), drafts(), assets())
def test_any_design_becomes_a_file_or_a_sentence(text: str, design: Design, draft: ExportDraft, files: Assets) -> None:
    _becomes_a_file_or_a_sentence(text, design, draft, files)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, suppress_health_check=SLOW)
@given(texts(), designs(), drafts(), assets())
def test_a_great_many_designs_become_files_or_sentences(
    text: str, design: Design, draft: ExportDraft, files: Assets
) -> None:
    _becomes_a_file_or_a_sentence(text, design, draft, files)
