"""Preflight: our own files pass, and each spoilt one fails at the very check that is about what was spoilt."""

import dataclasses
import io
import re
import tracemalloc
import zlib
from collections.abc import Callable

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from qrdesk.core.artwork import pdf
from qrdesk.core.artwork.pdf import Terms
from qrdesk.core.artwork.preflight import preflight
from qrdesk.core.artwork.profiles import profile
from qrdesk.core.artwork.scene import Fill, Picture
from qrdesk.core.artwork.style import Shading, paint
from qrdesk.core.schemas.artwork import ArtworkFormat
from tests.core.artwork.printing import BLUE, GOLD, WHITE, K, code, rectangle

X1A, X4, SCREEN = ArtworkFormat.PDF_X1A, ArtworkFormat.PDF_X4, ArtworkFormat.PDF
TINT = paint("cmyk:0,0,10,0")
Spoil = Callable[[Pdf], None]


def a_picture() -> Picture:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((30, 30)).convert("RGBA").rotate(30).save(file, "PNG")
    return Picture(16, 16, 8, 8, file.getvalue(), 0.9)


def ours(kind: ArtworkFormat) -> bytes:
    way = Shading(False, (0, 0), (40, 40), ((0, BLUE), (0.5, paint("#102080")), (1, GOLD)))
    above = (Fill((rectangle(1, 1, 39, 2),), way, 0.5), Fill((rectangle(1, 38, 39, 39),), WHITE, 0.8), a_picture())
    return pdf.write(code(K, TINT, *above), "A title", Terms(kind, 3, crop_marks=True))


OURS = {kind: ours(kind) for kind in (SCREEN, X1A, X4)}


def failed(content: bytes, kind: ArtworkFormat) -> dict[str, str]:
    report = preflight(content, kind)
    assert report.passed == all(check.passed for check in report.checks)
    assert all(check.text.endswith(".") for check in report.checks)
    return {check.code: check.text for check in report.checks if not check.passed}


@pytest.mark.parametrize("kind", OURS)
def test_our_own_files_pass(kind: ArtworkFormat) -> None:
    assert failed(OURS[kind], kind) == {}
    assert len(preflight(OURS[kind], kind).checks) == {SCREEN: 5, X1A: 12, X4: 11}[kind]


def test_a_file_of_one_kind_is_not_of_another() -> None:
    assert {"claim", "transparency"} <= failed(OURS[X4], X1A).keys()
    assert "claim" in failed(OURS[X1A], X4)
    assert {"claim", "output_intent", "description", "colours"} <= failed(
        pdf.write(code(paint("#102080")), "x"), X4
    ).keys()


def drawing(operators: bytes) -> Spoil:
    def spoil(file: Pdf) -> None:
        page = file.pages[0]
        page.contents_add(Stream(file, b"q " + operators + b" Q"))

    return spoil


def overprinting(operators: bytes) -> Spoil:
    def spoil(file: Pdf) -> None:
        state = Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)
        file.pages[0].Resources.ExtGState = Dictionary(G=state)
        drawing(b"/G gs " + operators)(file)

    return spoil


def resource(room: str, make: Callable[[Pdf], object]) -> Spoil:
    def spoil(file: Pdf) -> None:
        file.pages[0].Resources[Name("/" + room)] = Dictionary({"/Z": make(file)})

    return spoil


def changing(change: Callable[[Pdf], object]) -> Spoil:
    def spoil(file: Pdf) -> None:
        change(file)

    return spoil


def picture(**more: object) -> Callable[[Pdf], object]:
    def make(file: Pdf) -> object:
        about = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 1, "Height": 1, "BitsPerComponent": 8}
        return Stream(
            file, b"\xff\xff\xff\xff", Dictionary({f"/{key}": value for key, value in {**about, **more}.items()})
        )

    return make


def form(content: bytes, **more: object) -> Callable[[Pdf], object]:
    def make(file: Pdf) -> object:
        about = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 9, 9]), **more}
        return Stream(file, content, Dictionary({f"/{key}": value for key, value in about.items()}))

    return make


def remove(*keys: str) -> Spoil:
    def spoil(file: Pdf) -> None:
        for key in keys:
            del file.pages[0][key]

    return spoil


def intent(key: str, value: Callable[[Pdf], object]) -> Spoil:
    def spoil(file: Pdf) -> None:
        file.Root.OutputIntents[0][key] = value(file)

    return spoil


def rgb_profile(file: Pdf) -> object:
    from PIL import ImageCms

    return Stream(file, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), Dictionary(N=3))


def with_three_inks(file: Pdf) -> object:
    return Stream(file, profile(b"").content, Dictionary(N=3))


_FONT = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial)
_AXIS = Dictionary(
    ShadingType=2,
    ColorSpace=Name.DeviceRGB,
    Coords=Array([0, 0, 1, 1]),
    Function=Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0]), C1=Array([1, 1, 1]), N=1),
)
_SPOT = Array([Name.Separation, Name.Red, Name.DeviceRGB, Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1)])
_TWICE = Array([Name.DeviceN, Array([Name.Red, Name.Red]), Name.DeviceCMYK, Dictionary(FunctionType=4)])
SPOILT: dict[str, tuple[str, Spoil, str]] = {
    "rgb operator": ("colours", drawing(b"1 0 0 rg 0 0 9 9 re f"), "for screens"),
    "rgb line": ("colours", drawing(b"1 0 0 RG 0 0 m 9 9 l S"), "for screens"),
    "rgb by name": ("colours", drawing(b"/DeviceRGB cs 1 0 0 scn 0 0 9 9 re f"), "for screens"),
    "rgb inline": ("colours", drawing(b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI"), "for screens"),
    "lab": ("colours", resource("ColorSpace", lambda _: Array([Name.Lab, Dictionary()])), "not an ink"),
    "own profile": ("colours", resource("ColorSpace", lambda f: Array([Name.ICCBased, rgb_profile(f)])), "profile of"),
    "spot that looks rgb": ("colours", resource("ColorSpace", lambda _: _SPOT), "“Red”, whose substitute"),
    "a plate twice": ("colours", resource("ColorSpace", lambda _: _TWICE), "named twice"),
    "rgb picture": ("colours", resource("XObject", picture(ColorSpace=Name.DeviceRGB)), "A picture is in RGB"),
    "rgb in a form": ("colours", resource("XObject", form(b"0 1 0 rg 0 0 1 1 re f")), "for screens"),
    "rgb in a pattern": ("colours", resource("Pattern", form(b"0 1 0 rg 0 0 1 1 re f", PatternType=1)), "for screens"),
    "rgb gradient": ("colours", resource("Shading", lambda _: _AXIS), "A gradient is in RGB"),
    "rgb pattern": ("colours", resource("Pattern", lambda _: Dictionary(PatternType=2, Shading=_AXIS)), "A gradient"),
    "transfer curve": ("colours", resource("ExtGState", lambda _: Dictionary(TR=Dictionary())), "transfer curve"),
    "no trim box": ("boxes", remove("/TrimBox"), "no trim box"),
    "trim outside": ("boxes", changing(lambda f: setattr(f.pages[0].obj, "TrimBox", Array([-50, 0, 9, 9]))), "out of"),
    "box of words": ("boxes", changing(lambda f: setattr(f.pages[0].obj, "BleedBox", Array([Name.A]))), "not a box"),
    "no media box": ("file", remove("/MediaBox"), "damaged in places"),
    "flat media box": ("boxes", changing(lambda f: setattr(f.pages[0].obj, "MediaBox", Array([0] * 4))), "no usable"),
    "unit": ("boxes", changing(lambda f: setattr(f.pages[0].obj, "UserUnit", 2)), "unit of its own"),
    "font": ("fonts", resource("Font", lambda _: _FONT), "Arial is not embedded"),
    "no intent": ("output_intent", changing(lambda f: f.Root.__delitem__("/OutputIntents")), "no output intents"),
    "two intents": ("output_intent", changing(lambda f: f.Root.OutputIntents.append(f.Root.OutputIntents[0])), "2 out"),
    "screen's intent": ("output_intent", intent("/DestOutputProfile", rgb_profile), "not for a CMYK press"),
    "broken intent": ("output_intent", intent("/DestOutputProfile", lambda f: Stream(f, b"x")), "not an ICC profile"),
    "three inks": ("output_intent", intent("/DestOutputProfile", with_three_inks), "four"),
    "nameless": ("output_intent", intent("/OutputConditionIdentifier", lambda _: String("")), "printing condition"),
    "no title": ("description", changing(lambda f: f.docinfo.__delitem__("/Title")), "no title"),
    "other title": ("description", changing(lambda f: f.docinfo.update({"/Title": String("B")})), "two titles"),
    "no date": ("description", changing(lambda f: f.docinfo.update({"/ModDate": String("today")})), "changed"),
    "trapped": ("description", changing(lambda f: f.docinfo.update({"/Trapped": Name("/Unknown")})), "trapped"),
    "script": ("closed", changing(lambda f: setattr(f.Root, "Names", Dictionary(JavaScript=Dictionary()))), "scripts"),
    "attached": ("closed", changing(lambda f: setattr(f.Root, "AF", Dictionary())), "attach"),
    "action": ("closed", changing(lambda f: setattr(f.Root, "OpenAction", Dictionary(S=Name.Launch))), "when it is op"),
    "note": ("closed", changing(lambda f: setattr(f.pages[0].obj, "Annots", Array([Dictionary()]))), "notes"),
    "form fields": ("closed", changing(lambda f: setattr(f.Root, "AcroForm", Dictionary())), "form to fill in"),
    "white over": ("overprint", overprinting(b"0 0 0 0 k 0 0 9 9 re f"), "White is set to overprint"),
    "white grey over": ("overprint", overprinting(b"1 g 0 0 9 9 re f"), "White is set to overprint"),
    "colour over": ("overprint", overprinting(b"1 0 0 0 k 0 0 9 9 re f"), "A colour is set to overprint"),
    "line over": ("overprint", overprinting(b"1 0 0 .5 K 1 w 0 0 m 9 9 l S"), "A colour is set to overprint"),
    "ink": ("ink", drawing(b"1 1 .8 .5 k 0 0 9 9 re f"), "330 % of ink"),
    "picture of ink": ("ink", resource("XObject", picture(ColorSpace=Name.DeviceCMYK)), "A picture needs 400 %"),
    "hairline": ("lines", drawing(b"0 0 0 1 K 0.05 w 0 0 m 9 9 l S"), "0.14 pt thin"),
    "scaled hairline": ("lines", drawing(b".05 0 0 .05 0 0 cm 1 w 0 0 m 9 9 l S"), "0.14 pt thin"),
    "a text that does not end": ("file", drawing(b"0 0 0 1 k (abc"), "draws is damaged"),
    "missing thing": ("file", drawing(b"/Nowhere Do"), "not in the file"),
}  # fmt: skip
SHINING: dict[str, tuple[str, Spoil, str]] = {
    "half": ("transparency", resource("ExtGState", lambda _: Dictionary(ca=0.5)), "shines through"),
    "half line": ("transparency", resource("ExtGState", lambda _: Dictionary(CA=0.5)), "shines through"),
    "blend": ("transparency", resource("ExtGState", lambda _: Dictionary(BM=Name.Multiply)), "blended"),
    "mask": ("transparency", resource("ExtGState", lambda _: Dictionary(SMask=Dictionary(S=Name.Alpha))), "soft mask"),
    "soft picture": ("transparency", resource("XObject", picture(ColorSpace=Name.DeviceGray, SMask=1)), "soft edge"),
    "group": ("transparency", resource("XObject", form(b"", Group=Dictionary(S=Name.Transparency))), "one transparent"),
    "version": ("claim", changing(lambda f: setattr(f.Root, "Version", Name("/1.7"))), "PDF 1.7"),
    "claim": ("claim", changing(lambda f: f.docinfo.__delitem__("/GTS_PDFXVersion")), "does not say"),
    "layers": ("closed", changing(lambda f: setattr(f.Root, "OCProperties", Dictionary())), "layers"),
}  # fmt: skip
SIMPLE = {kind: pdf.write(code(K, TINT), "A title", Terms(kind)) for kind in (X1A, X4)}


def spoilt(kind: ArtworkFormat, spoil: Spoil) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(SIMPLE[kind])) as opened:
        spoil(opened)
        opened.save(file, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return file.getvalue()


@pytest.mark.parametrize(("code_", "spoil", "words"), SPOILT.values(), ids=SPOILT)
def test_what_was_spoilt_is_found_and_nothing_else(code_: str, spoil: Spoil, words: str) -> None:
    for kind in (X1A, X4):
        found = failed(spoilt(kind, spoil), kind)
        assert list(found) == [code_]
        assert words in found[code_]


@pytest.mark.parametrize(("code_", "spoil", "words"), SHINING.values(), ids=SHINING)
def test_what_pdfx1a_forbids_is_found_in_it(code_: str, spoil: Spoil, words: str) -> None:
    found = failed(spoilt(X1A, spoil), X1A)
    assert list(found) == [code_]
    assert words in found[code_]


@pytest.mark.parametrize(
    ("old", "new", "code_", "words"),
    [
        (b"<pdfxid:GTS_PDFXVersion>PDF/X-4<", b"<pdfxid:GTS_PDFXVersion>PDF/A-4<", "claim", "does not say"),
        (b"%PDF-1.6", b"%PDF-1.7", "claim", "PDF 1.7"),
        (b"xmpMM:VersionID", b"xmpMM:WersionID", "description", "id of its version"),
        (b"</rdf:RDF>", b"</rdf:ABC>", "description", "metadata cannot be read"),
        (b"/ID [<", b"/IX [<", "description", "no file id"),
    ],
)
def test_false_words_about_itself_are_found(old: bytes, new: bytes, code_: str, words: str) -> None:
    assert old in SIMPLE[X4]
    found = failed(SIMPLE[X4].replace(old, new), X4)
    assert words in found[code_]


def test_a_file_with_a_password_is_not_looked_into() -> None:
    for password in ("", "secret"):
        file = io.BytesIO()
        with pikepdf.open(io.BytesIO(SIMPLE[X4])) as opened:
            opened.save(file, encryption=pikepdf.Encryption(owner="o", user=password))
        assert "encrypted" in failed(file.getvalue(), X4)["closed"]


def test_black_may_overprint_and_marks_may_be_on_every_plate() -> None:
    overprint = overprinting(b"0 0 0 1 k 0 0 9 9 re f 0 g 0 0 9 9 re f /DeviceGray CS 0 SCN 1 w 0 0 m 9 9 l S")
    assert failed(spoilt(X1A, overprint), X1A) == {}
    overprinted = re.search(rb"/op true", SIMPLE[X1A])
    assert overprinted is not None  # ours does so too


BROKEN = {
    "nothing": b"",
    "words": b"hello",
    "a head alone": b"%PDF-1.4\n",
    "cut off": OURS[X4][:-900],
    "its middle missing": OURS[X4][:1000] + OURS[X4][1500:],
    "no pages": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    b"trailer<</Root 1 0 R/Size 2>>\nstartxref\n43\n%%EOF",
    "zeros": bytes(10_000),
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told_to_be_one(content: bytes) -> None:
    for kind in OURS:
        assert "file" in failed(content, kind)


def test_a_bomb_is_not_unpacked() -> None:
    packer = zlib.compressobj(1)
    bomb = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(100)), packer.flush()])
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(SIMPLE[X1A])) as opened:
        drawn = Stream(opened, b"")
        drawn.write(bomb, filter=Name.FlateDecode)
        opened.pages[0].Contents = drawn
        opened.save(file, static_id=True, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    tracemalloc.start()
    found = failed(file.getvalue(), X1A)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "larger than anybody reads" in found["file"]
    assert peak < 30 << 20


def test_forms_within_one_another_end() -> None:
    def spoil(file: Pdf) -> None:
        inner = form(b"/Z Do /Z Do")(file)
        assert isinstance(inner, Stream)
        inner = file.make_indirect(inner)
        inner.Resources = Dictionary(XObject=Dictionary(Z=inner))
        file.pages[0].Resources.XObject = Dictionary(Z=inner)
        drawing(b"/Z Do")(file)

    assert failed(spoilt(X4, spoil), X4) == {}


def test_patience_ends() -> None:
    report = preflight(OURS[X4], X4, seconds=0)
    assert not report.passed
    assert "takes longer than 0 seconds" in report.checks[0].text
    assert not any(check.passed for check in report.checks if check.code in {"colours", "fonts", "ink"})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damage_makes_it_fail_itself(data: st.DataObject) -> None:
    content = bytearray(pdf.write(code(BLUE, TINT), "x"))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for kind in OURS:
        assert preflight(bytes(content), kind).checks


def test_no_gradient_of_ours_names_a_plate_twice() -> None:
    way = Shading(False, (0, 0), (40, 40), ((0, GOLD), (1, dataclasses.replace(GOLD, cmyk=(1.0, 0.8, 0.0, 0.4)))))
    content = pdf.write(code(K, TINT, Fill((rectangle(1, 1, 39, 2),), way)), "A title", Terms(X4))
    assert failed(content, X4) == {}


def _looking(*shares: float) -> Dictionary:
    zero = Array([0, 0, 0, 0])
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=zero, C1=Array(list(shares)), N=1)


def test_an_ink_of_two_recipes_is_found_wherever_they_lie() -> None:
    def inks(*recipes: Dictionary) -> Spoil:
        def spoil(file: Pdf) -> None:
            spaces = [Array([Name.Separation, Name.Red, Name.DeviceCMYK, file.make_indirect(one)]) for one in recipes]
            named = {f"/Z{number}": file.make_indirect(one) for number, one in enumerate(spaces)}
            file.pages[0].Resources.ColorSpace = Dictionary(named)

        return spoil

    assert failed(spoilt(X4, inks(_looking(0, 1, 1, 0), _looking(0, 1, 1, 0))), X4) == {}
    found = failed(spoilt(X4, inks(_looking(0, 1, 1, 0), _looking(0, 1, 0, 0))), X4)
    assert found == {"colours": "The spot colour “Red” has two recipes: one name is one ink."}
