"""Nothing leaves that was not read back; what is refused says what to change."""

import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from qrdesk.core.artwork import proof
from qrdesk.core.artwork.drawing import build
from qrdesk.core.artwork.export import preview, render
from qrdesk.core.artwork.scene import Fill, Outline, Scene
from qrdesk.core.artwork.style import BLACK, WHITE, Paint, look
from qrdesk.core.artwork.symbol import encode
from qrdesk.core.errors import ArtworkUnreadable, PreflightFailed
from qrdesk.core.schemas.artwork import OF_PIXELS, ArtworkFormat, ArtworkReport, ExportDraft
from qrdesk.core.schemas.design import Design, ErrorCorrection, Eyes, Gradient, Stop, SymbolWish
from tests.core.artwork import drawn
from tests.core.artwork.drawn import COAL, NAVY, dots, shade

See = Callable[..., Image.Image]
Scan = Callable[[Image.Image], str | None]
URL = "https://go.example/r/AB12CD"

UNREADABLE = {
    "one colour": (Design(ink="#336699", paper="#336699"), "contrast is 0 %"),
    "yellow on white": (Design(ink="#ffff00"), "contrast is 7 %"),
    "black on dark grey": (Design(paper="#404040"), "contrast is 5 %"),
    "red on green of the same lightness": (Design(ink="#ff0000", paper="#009000"), "contrast is"),
    "cyan on grey": (Design(ink="cmyk:59,0,0,0", paper="cmyk:0,0,0,47"), "contrast is"),  # alike in print alone
    "white k on white": (Design(ink="cmyk:0,0,0,0"), "contrast is 0 %"),
    "no quiet zone": (Design(quiet_zone=0), "Choose a quiet zone of at least 1"),
    "pale grey": (Design(ink="#d8d8d8"), "Choose a darker ink"),
}


@pytest.mark.parametrize("format_", ArtworkFormat)
@pytest.mark.parametrize(("design", "advice"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_design_is_refused_with_advice(design: Design, advice: str, format_: ArtworkFormat) -> None:
    with pytest.raises(ArtworkUnreadable, match=advice) as refused:
        render(URL, design, ExportDraft(format=format_))
    assert "othing was exported" in str(refused.value)


def test_artwork_that_reads_as_something_else_is_refused() -> None:
    scene = build(encode("https://elsewhere.example", ErrorCorrection.M), Design(), 25)
    with pytest.raises(ArtworkUnreadable, match=r"reads as “https://elsewhere\.example” and not"):
        proof.prove(scene, URL)


WEAK_GRADIENTS = {
    "one stop": dots(shade(COAL, Paint((250, 240, 120)))),
    "in the middle": dots(shade(COAL, Paint((235, 235, 235)), NAVY)),
    "of the paper": dots(COAL, shade(WHITE, Paint((60, 60, 60)))),
    "where light and dark change places": dots(shade(COAL, WHITE), shade(WHITE, COAL)),
}


@pytest.mark.parametrize("scene", WEAK_GRADIENTS.values(), ids=WEAK_GRADIENTS)
def test_the_weakest_part_of_a_gradient_decides(scene: Scene) -> None:
    with pytest.raises(ArtworkUnreadable, match="Ink and paper are too alike: their contrast is"):
        proof.prove(scene, drawn.TEXT)


@pytest.mark.parametrize("scene", drawn.SCENES.values(), ids=drawn.SCENES)
def test_every_good_look_is_proved(scene: Scene) -> None:
    assert proof.prove(scene, drawn.TEXT) == drawn.TEXT


def test_a_logo_that_hides_too_much_is_refused() -> None:
    scene = dots(logo=replace(drawn.logo(), x_mm=7, y_mm=7, width_mm=11, height_mm=11))
    with pytest.raises(ArtworkUnreadable, match="could not be read back"):
        proof.prove(scene, drawn.TEXT)


def framed(inner: Scene, frame: Paint) -> Scene:
    """Return a scene 3 mm wider and 9 mm higher on a frame of one colour, its paper within."""
    shifted = [
        replace(layer, outlines=tuple(moved(outline) for outline in layer.outlines))
        for layer in inner.layers
        if isinstance(layer, Fill)
    ]
    width, height = inner.width_mm + 3, inner.height_mm + 9
    box = replace(inner.symbol, x_mm=inner.symbol.x_mm + 1.5, y_mm=inner.symbol.y_mm + 1.5)
    layers = (Fill((drawn.oblong(0, 0, width, height),), frame), *shifted)
    return replace(inner, width_mm=width, height_mm=height, layers=layers, symbol=box)


def moved(outline: Outline) -> Outline:
    return tuple(tuple(number + 1.5 for number in piece) for piece in outline)  # type: ignore[return-value]  # as many


@pytest.mark.parametrize("frame", [BLACK, NAVY, WHITE])
def test_a_code_in_a_frame_is_proved_whatever_the_colour_of_the_frame(frame: Paint) -> None:
    assert proof.prove(framed(dots(), frame), drawn.TEXT) == drawn.TEXT


def test_a_micro_code_is_proved() -> None:
    code = encode("4711", ErrorCorrection.L, SymbolWish(micro=True))
    scene = build(code, Design(), 12)
    assert proof.prove(scene, "4711", micro=True) == "4711"


def test_a_png_of_too_few_pixels_is_refused_and_shapes_of_that_size_are_not() -> None:
    long_url = URL + "/very-long" * 20
    small = ExportDraft(format=ArtworkFormat.PNG, size_mm=10, dpi=72, confirmed=True)
    with pytest.raises(ArtworkUnreadable, match=r"A module is only 0\.\d pixels wide. Choose a higher resolution"):
        render(long_url, Design(), small)
    assert render(long_url, Design(), ExportDraft(size_mm=10, confirmed=True)).report.decoded == long_url


def test_the_largest_png_is_read_back_too() -> None:
    draft = ExportDraft(format=ArtworkFormat.PNG, size_mm=105.8, dpi=2400, confirmed=True)
    assert render(URL, Design(), draft).report.decoded == URL


def test_a_preview_shows_what_it_cannot_read_and_says_so_first() -> None:
    scene, report = preview(URL, Design(ink="#ffff00"))
    assert len(scene.layers) == 2
    assert report.decoded is None
    assert report.warnings[0].startswith("Ink and paper are too alike")


def test_a_preview_keeps_up_with_typing() -> None:
    def once(turn: int) -> float:
        start = time.thread_time()  # what others do meanwhile does not count
        preview(f"{URL}/{turn}", Design(ink="#102030"))
        return time.thread_time() - start

    assert min(once(turn) for turn in range(10)) < 0.030


COLOURS = st.one_of(
    st.just("k"),
    st.integers(0, 0xFFFFFF).map("#{:06x}".format),
    st.tuples(*[st.integers(0, 100)] * 4).map(lambda shares: "cmyk:" + ",".join(map(str, shares))),
)


@settings(max_examples=80, deadline=None)
@example("cmyk:1,12,17,3", "cmyk:0,0,0,25", 0, ErrorCorrection.L, ArtworkFormat.PDF)  # a viewer's own idea of grey
@example("cmyk:59,0,0,0", "cmyk:0,0,0,47", 0, ErrorCorrection.L, ArtworkFormat.PDF)
@example("cmyk:6,8,16,3", "cmyk:0,0,0,25", 0, ErrorCorrection.L, ArtworkFormat.PDF)
@example("k", "#00a15a", 1, ErrorCorrection.L, ArtworkFormat.PDF_X1A)  # a green that is paler on a screen
@example("#00a43f", "cmyk:1,100,100,100", 0, ErrorCorrection.L, ArtworkFormat.PDF_X1A)  # more ink than paper takes
@given(
    ink=COLOURS,
    paper=st.none() | COLOURS,
    quiet_zone=st.integers(0, 8),
    level=st.sampled_from(ErrorCorrection),
    format_=st.sampled_from(ArtworkFormat),
)
def test_any_design_is_exported_readable_or_refused(
    see: See, scan: Scan, ink: str, paper: str | None, quiet_zone: int, level: ErrorCorrection, format_: ArtworkFormat
) -> None:
    design = Design(ink=ink, paper=paper, quiet_zone=quiet_zone, error_correction=level)
    artwork, refusal = None, ""
    try:
        artwork = render(URL, design, ExportDraft(format=format_, confirmed=True))  # whatever its scan score
    except (ArtworkUnreadable, PreflightFailed) as refused:
        refusal = str(refused)
    if artwork is None:
        warned = preview(URL, design, ExportDraft(format=format_))[1].warnings
        too_much = "of ink; paper takes 300 %" in refusal and any("ink adds up to" in one for one in warned)
        assert too_much or "Choose a" in warned[0]
        return
    ground = look(design).ground.hex
    side = artwork.report.modules + 2 * quiet_zone
    assert scan(see(artwork, side * 8, ground)) == URL


def warnings(design: Design, draft: ExportDraft | None = None) -> list[str]:
    return preview(URL, design, draft)[1].warnings


def run(*colours: str) -> Gradient:
    return Gradient(stops=tuple(Stop(at=at / (len(colours) - 1), colour=one) for at, one in enumerate(colours)))


SPOT = "spot:PANTONE 286 C=100,90,60,70"
WARNED = {
    "inverted": (Design(ink="#ffffff", paper="#000000"), ExportDraft(), "lighter than the paper"),
    "low contrast": (Design(ink="#b8b8b8"), ExportDraft(), "contrast is low"),
    "red ink": (Design(ink="#ff0000"), ExportDraft(), "red light"),
    "transparent": (Design(paper=None), ExportDraft(), "plain light surface"),
    "transparent, white ink": (Design(ink="#ffffff", paper=None), ExportDraft(), "plain dark surface"),
    "narrow quiet zone": (Design(quiet_zone=2), ExportDraft(), "The quiet zone is 2; the standard is 4"),
    "no quiet zone": (Design(quiet_zone=0), ExportDraft(), "There is no quiet zone"),
    "small modules": (Design(), ExportDraft(size_mm=8), "at least 11 mm wide"),
    "inverted by a gradient": (
        Design(ink_gradient=run("#ffffff", "#eeeeee"), paper="#000000"),
        ExportDraft(),
        "lighter",
    ),
    "low contrast at one end": (
        Design(ink_gradient=run("#000000", "#b8b8b8")),
        ExportDraft(),
        "contrast is low (52 %)",
    ),
    "low contrast on a gradient": (Design(paper_gradient=run("#ffffff", "#a0a0a0")), ExportDraft(), "contrast is low"),
    "red at one end": (Design(ink_gradient=run("#000000", "#ff0000")), ExportDraft(), "red light"),
    "press colours on screen": (Design(ink="k"), ExportDraft(), "SVG holds screen colours only"),
    "press paper on screen": (Design(paper="cmyk:0,0,10,0"), ExportDraft(), "Choose PDF, EPS or TIFF to keep"),
    "a press gradient on screen": (Design(ink_gradient=run("k", "#000000")), ExportDraft(), "screen colours only"),
    "press eyes on screen": (Design(eyes=Eyes(ball_ink="k")), ExportDraft(), "screen colours only"),
    "too much ink": (Design(ink="cmyk:90,80,70,90"), ExportDraft(format=ArtworkFormat.PDF), "adds up to 330 %"),
    "too much in a gradient": (Design(ink_gradient=run("k", "cmyk:90,80,70,90")), ExportDraft(), "adds up to 330 %"),
    "mixed colours": (Design(ink="k", paper="#ffee00"), ExportDraft(format=ArtworkFormat.PDF), "mixes press colours"),
    "mixed eyes": (
        Design(ink="k", eyes=Eyes(ball_ink="#aa0000")),
        ExportDraft(format=ArtworkFormat.PDF),
        "mixes press",
    ),
    "a spot colour in TIFF": (Design(ink=SPOT), ExportDraft(format=ArtworkFormat.TIFF), "Choose PDF or EPS"),
}


@pytest.mark.parametrize(("design", "draft", "words"), WARNED.values(), ids=WARNED)
def test_what_may_go_wrong_in_print_is_said(design: Design, draft: ExportDraft, words: str) -> None:
    assert [warning for warning in warnings(design, draft) if words in warning]


@pytest.mark.parametrize("format_", sorted(OF_PIXELS))
def test_too_few_pixels_are_said_of_each_file_that_has_pixels(format_: ArtworkFormat) -> None:
    said = "A module is only 2.2 pixels wide; print needs 4. Choose a higher resolution."
    assert warnings(Design(), ExportDraft(format=format_, dpi=72)) == [said]
    assert warnings(Design(), ExportDraft(format=format_, dpi=300)) == []


def test_files_that_keep_press_colours_are_not_said_to_lose_them() -> None:
    lossy = {ArtworkFormat.SVG, ArtworkFormat.PNG, ArtworkFormat.JPEG, ArtworkFormat.WEBP}
    for design in (Design(ink="k"), Design(ink_gradient=run("k", "cmyk:100,80,0,20"), paper="cmyk:0,0,4,0")):
        said = {format_ for format_ in ArtworkFormat if warnings(design, ExportDraft(format=format_))}
        assert said == lossy
    assert warnings(Design(ink="k"), ExportDraft(format=ArtworkFormat.TIFF, colours="grey")) == []


def test_a_spot_colour_is_one_ink_where_it_has_a_plate() -> None:
    said = {format_ for format_ in ArtworkFormat if warnings(Design(ink=SPOT), ExportDraft(format=format_))}
    assert said == OF_PIXELS | {ArtworkFormat.SVG}


BRIGHT = Design(ink="#ff0000", paper="#00ff00")  # no press has so light a green


@pytest.mark.parametrize("format_", [ArtworkFormat.EPS, ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4])
def test_screen_colours_that_turn_alike_on_a_press_are_refused_for_it(format_: ArtworkFormat) -> None:
    assert render(URL, BRIGHT, ExportDraft(format=ArtworkFormat.PDF, confirmed=True)).report.decoded == URL
    assert "contrast is 20 %" in preview(URL, BRIGHT, ExportDraft(format=format_))[1].warnings[0]
    with pytest.raises(ArtworkUnreadable, match="contrast is 20 %, and scanners need 25 %"):
        render(URL, BRIGHT, ExportDraft(format=format_, confirmed=True))


@pytest.mark.parametrize("format_", ArtworkFormat)
def test_a_plain_good_code_comes_without_warnings(format_: ArtworkFormat) -> None:
    assert warnings(Design(), ExportDraft(format=format_)) == []


def test_the_report_tells_what_was_made() -> None:
    report = render(URL, Design(), ExportDraft(format=ArtworkFormat.PDF, confirmed=True)).report
    assert report.preflight is not None
    assert report.preflight.passed
    assert report.model_copy(update={"preflight": None}) == ArtworkReport(
        version=2,
        error_correction=ErrorCorrection.M,
        modules=25,
        module_mm=0.7576,
        width_mm=25.0,
        height_mm=25.0,
        media_type="application/pdf",
        file_extension="pdf",
        decoded=URL,
        warnings=[],
    )


def test_the_draft_s_design_goes_before_the_code_s_own() -> None:
    draft = ExportDraft(design=Design(ink="#123456"))
    assert b"#123456" in render(URL, Design(ink="#654321"), draft).content


def test_artwork_and_refusals_come_back_from_another_process() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        made = pool.submit(render, URL, Design(), ExportDraft())
        refused = pool.submit(render, URL, Design(paper="#000000"), ExportDraft())
        assert made.result(timeout=60) == render(URL, Design(), ExportDraft())
        with pytest.raises(ArtworkUnreadable, match="too alike"):
            refused.result(timeout=60)


def test_importing_the_export_loads_no_heavy_library() -> None:
    script = (
        "import sys, qrdesk.core.artwork.export, qrdesk.core.artwork.symbol\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}"
        " & {'pikepdf', 'PIL', 'numpy', 'segno', 'PySide6', 'peewee', 'bottle', 'requests'}))\n"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert loaded.stdout.strip() == "[]"
