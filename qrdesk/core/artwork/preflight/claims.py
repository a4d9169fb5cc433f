"""What a press file says of itself: its kind, its press, its title and days."""

import re
from xml.etree import ElementTree as ET

from qrdesk.core.artwork.preflight.found import Found
from qrdesk.core.artwork.preflight.opened import Object, Unreadable, decoded, get, is_stream, listed, word
from qrdesk.core.artwork.profiles import profile
from qrdesk.core.errors import Invalid
from qrdesk.core.schemas.files import MAX_OTHER_BYTES

_LARGEST_XMP = 1 << 20
_DAY = re.compile(r"D:\d{4}(?:\d\d){0,5}(?:Z|[+-]\d\d'?(?:\d\d'?)?)?(?:00'00')?", re.ASCII)
_CLAIM_4 = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_XMP_4 = {
    "an id of the document": "{http://ns.adobe.com/xap/1.0/mm/}DocumentID",
    "an id of its version": "{http://ns.adobe.com/xap/1.0/mm/}VersionID",
    "its rendition": "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass",
}
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def check_claims(pdf: Object, found: Found) -> None:
    """Check kind and version, output intent, and description."""
    said = pdf.trailer.get("/Info")
    xmp = _xmp(pdf, found)
    version = tuple(int(digit) for digit in str(pdf.pdf_version).split("."))
    other = word(get(pdf.Root, "/Version")).removeprefix("/")
    if other:
        version = max(version, tuple(int(digit) for digit in other.split(".")))
    (_check_1a if found.flat else _check_4)(said, xmp, version, found)
    _check_description(pdf, said, xmp, found)
    _check_intent(pdf.Root, found)


def _check_1a(said: Object, _xmp: dict[str, str], version: tuple[int, ...], found: Found) -> None:
    claim, level = _text(said, "/GTS_PDFXVersion"), _text(said, "/GTS_PDFXConformance")
    if claim != "PDF/X-1a:2003" and (claim, level) != ("PDF/X-1:2001", "PDF/X-1a:2001"):
        found.wrong("claim", "It does not say that it is PDF/X-1a.")
    if version > (1, 4):
        found.wrong("claim", f"It is PDF {'.'.join(map(str, version))}, and PDF/X-1a goes as far as 1.4.")


def _check_4(_said: Object, xmp: dict[str, str], version: tuple[int, ...], found: Found) -> None:
    if xmp.get(_CLAIM_4) != "PDF/X-4":
        found.wrong("claim", "Its metadata does not say that it is PDF/X-4.")
    if version > (1, 6):
        found.wrong("claim", f"It is PDF {'.'.join(map(str, version))}, and PDF/X-4 goes as far as 1.6.")
    for what, key in _XMP_4.items():
        if not xmp.get(key):
            found.wrong("description", f"Its metadata lacks {what}.")


def _check_description(pdf: Object, said: Object, xmp: dict[str, str], found: Found) -> None:
    title = _text(said, "/Title")
    if not title:
        found.wrong("description", "It has no title.")
    elif xmp.get(_TITLE, title) != title:
        found.wrong("description", "Its two titles, in the information and in the metadata, are not the same.")
    for key, what in (("/CreationDate", "when it was made"), ("/ModDate", "when it was changed")):
        if not _DAY.fullmatch(_text(said, key)):
            found.wrong("description", f"It does not say {what}.")
    if word(get(said, "/Trapped")) not in {"/True", "/False"}:
        found.wrong("description", "It does not say whether it is trapped (Trapped).")
    if [isinstance(half, str) or bool(bytes(half)) for half in listed(pdf.trailer.get("/ID"))] != [True, True]:
        found.wrong("description", "It has no file id.")


def _check_intent(root: Object, found: Found) -> None:
    intents = [each for each in listed(get(root, "/OutputIntents")) if word(get(each, "/S")) == "/GTS_PDFX"]
    if len(intents) != 1:
        found.wrong("output_intent", f"It names {len(intents) or 'no'} output intents; a press file has one.")
        return
    [intent] = intents
    if not _text(intent, "/OutputConditionIdentifier"):
        found.wrong("output_intent", "Its output intent does not name a printing condition.")
    stream = get(intent, "/DestOutputProfile")
    if is_stream(stream):
        _check_profile(stream, found)
    elif not found.flat or _text(intent, "/RegistryName") != "http://www.color.org":
        found.wrong("output_intent", "Its output intent has no profile.")


def _check_profile(stream: Object, found: Found) -> None:
    try:
        press = profile(decoded(stream, MAX_OTHER_BYTES))
    except Unreadable as problem:
        found.wrong("output_intent", f"The profile of its output intent {problem}.")
        return
    except Invalid as refusal:
        found.wrong("output_intent", f"The output intent is not a press: {refusal}")
        return
    if stream.get("/N") != 4:
        found.wrong("output_intent", "Its output intent does not say that the profile has four inks.")
    if found.flat and press.version > 2:
        found.wrong("output_intent", "The profile of its output intent is of version 4, which PDF/X-1a cannot hold.")


def _xmp(pdf: Object, found: Found) -> dict[str, str]:
    """Return the metadata by name; of a title the first that it has."""
    stream = get(pdf.Root, "/Metadata")
    if not is_stream(stream):
        return {}
    try:
        content = decoded(stream, _LARGEST_XMP)
        if b"<!" in content:  # entities, which could unfold without end: XMP has none
            raise Unreadable("is no XMP")
        tree = ET.fromstring(content)
    except (Unreadable, ET.ParseError, ValueError):
        found.wrong("description", "Its metadata cannot be read.")
        return {}
    texts: dict[str, str] = {}
    for element in tree.iter():
        for key, value in element.attrib.items():
            texts.setdefault(key, value)
        texts.setdefault(element.tag, "".join(element.itertext()).strip())
    return texts


def _text(of: Object, key: str) -> str:
    value = get(of, key)
    return "" if value is None else str(value)
