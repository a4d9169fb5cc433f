"""What a PDF says of itself: twice, for old programs and for new ones, and both times the same."""

import hashlib
from uuid import UUID
from xml.sax.saxutils import escape

from qrdesk.core.artwork.pdf.objects import string
from qrdesk.core.artwork.pdf.terms import Terms
from qrdesk.core.artwork.profiles import Profile
from qrdesk.core.schemas.artwork import ArtworkFormat

_LONGEST_TITLE = 300
_MAKER = "QRDesk"
_CLAIM_1A = "PDF/X-1a:2003"


def plain(title: str) -> str:
    """Return a title as both places can hold it: one line of characters that XML knows, and not without end."""
    kept = "".join(character if _known(character) else " " for character in title)
    return " ".join(kept.split())[:_LONGEST_TITLE].strip() or "QR code"


def information(title: str, terms: Terms) -> bytes:
    """Return the information dictionary."""
    day = string(f"{terms.day:D:%Y%m%d%H%M%SZ}")
    said = b"<< /Title %s /Creator %s /Producer %s" % (string(title), string(_MAKER), string(_MAKER))
    said += b" /CreationDate %s /ModDate %s" % (day, day)
    if terms.for_press:
        said += b" /Trapped /False"
    if terms.kind is ArtworkFormat.PDF_X1A:
        said += b" /GTS_PDFXVersion %s" % string(_CLAIM_1A)
    return said + b" >>"


def xmp(title: str, terms: Terms, content: bytes) -> bytes:
    """Return the same as XMP; ``content`` stands for the file, which its id comes of."""
    day = f"{terms.day:%Y-%m-%dT%H:%M:%SZ}"
    identity = UUID(bytes=hashlib.sha256(content).digest()[:16], version=4)
    if terms.kind is ArtworkFormat.PDF_X4:
        claim = ("pdfxid", "http://www.npes.org/pdfx/ns/id/", "PDF/X-4")
    else:
        claim = ("pdfx", "http://ns.adobe.com/pdfx/1.3/", _CLAIM_1A)
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:{claim[0]}="{claim[1]}">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{day}</xmp:CreateDate>
<xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:MetadataDate>{day}</xmp:MetadataDate>
<xmp:CreatorTool>{_MAKER}</xmp:CreatorTool>
<pdf:Producer>{_MAKER}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
<xmpMM:DocumentID>uuid:{identity}</xmpMM:DocumentID>
<xmpMM:InstanceID>uuid:{identity}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<{claim[0]}:GTS_PDFXVersion>{claim[2]}</{claim[0]}:GTS_PDFXVersion>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>
""".encode()


def intent(profile: Profile, stream: int) -> bytes:
    """Return the output intent: the press that the inks are meant for. ``stream`` is the profile's object."""
    said = b"<< /Type /OutputIntent /S /GTS_PDFX /OutputConditionIdentifier %s" % string(profile.condition)
    if profile.registered:
        said += b" /RegistryName (http://www.color.org)"
    name = string(profile.name)
    return said + b" /OutputCondition %s /Info %s /DestOutputProfile %d 0 R >>" % (name, name, stream)


def _known(character: str) -> bool:
    return character.isprintable() and not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"
