"""Shapes: what is seen stays as it looked, and nothing else of a file gets through."""

import re
import xml.etree.ElementTree as ET

import pytest
import resvg_py

from qrdesk.core.errors import BadPicture
from qrdesk.core.pictures import vector

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ink="http://ink.example/"'
)
RECT = '<rect width="8" height="8"/>'
BOX = 'viewBox="0 0 10 10"'


def svg(body: str, box: str = BOX, before: str = "") -> bytes:
    return f"{before}{HEAD} {box}>{body}</svg>".encode()


def rebuilt(body: str, box: str = BOX, before: str = "") -> str:
    return vector.rebuild(svg(body, box, before)).decode("ascii")


def pixels(content: bytes) -> bytes:
    """Render with another program's eyes; the image is compared as the file that it makes."""
    return bytes(resvg_py.svg_to_bytes(svg_string=content.decode(), width=60, height=60))


SEEN = {
    "paths": '<path d="M1 1L9 1 9 9z M2,2 a1 1 0 01.5.5" fill="#c00"/>',
    "groups": '<g transform="translate(1,2) rotate(45 1 1)" opacity=".5"><circle cx="3" cy="3" r="2"/></g>',
    "strokes": '<line x1="1" y1="1" x2="9" y2="5" stroke="rgb(0, 128, 0)" stroke-width="2" stroke-linecap="round"/>',
    "polygons": '<polygon points="1,1 9,1 5,9"/><polyline points="1 1 2 2 3 1" fill="none" stroke="navy"/>',
    "style attributes": '<ellipse cx="5" cy="5" rx="4" ry="2" style="fill:#123456;font-family:x;-ink-font:y"/>',
    "style sheets": "<style>.a,.b{fill:#135}/* {x} */ .b{stroke:red}#c{fill:lime}</style>"
    '<rect class="a b" width="5" height="5"/><rect id="c" x="6" width="3" height="3" fill="red"/>',
    "gradients": '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/><stop offset="100%" '
    'style="stop-color:blue;stop-opacity:.5"/></linearGradient><radialGradient id="r" xlink:href="#g" r="80%"/></defs>'
    '<rect width="9" height="5" fill="url(#g)"/><rect y="5" width="9" height="5" fill="url(\'#r\') red"/>',
    "names in any language": '<linearGradient id="Dégradé:1"><stop stop-color="red"/></linearGradient>'
    '<rect id="x" width="9" height="9" fill="url(#Dégradé:1)" stroke="url(#missing)" stroke-width="3"/>',
    "frames in frames": f'<svg x="1" y="1" width="4" height="4" viewBox="0 0 10 10">{RECT}</svg>',
    "notes of programs": f'<metadata><rdf xmlns="http://r.example/"><li>x</li></rdf></metadata><title>T</title>'
    f'<ink:view ink:path="C:\\x"/><g ink:label="url(http://a.example/)" data-name="Layer 1">{RECT}</g>',
}


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN)
def test_what_is_seen_looks_as_before(body: str) -> None:
    before, after = svg(body), vector.rebuild(svg(body))
    assert pixels(after) == pixels(before) != pixels(svg('<path d=""/>'))


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN)
def test_what_was_made_comes_through_again_unchanged(body: str) -> None:
    once = vector.rebuild(svg(body))
    assert vector.rebuild(once) == once


def test_only_elements_and_attributes_of_the_list_are_left() -> None:
    made = ET.fromstring(rebuilt("".join(SEEN.values())))
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in made.iter()}
    assert names <= {
        "svg", "g", "path", "rect", "circle", "ellipse", "polygon", "polyline", "line", "defs", "linearGradient",
        "radialGradient", "stop",
    }  # fmt: skip
    attributes = {name for element in made.iter() for name in element.attrib}
    assert not {name for name in attributes if re.match(r"on|style|class|data|\{|.*href", name)}


def test_what_only_browsers_do_is_done_as_they_do() -> None:
    made = rebuilt('<rect style="width:3px;height:4px;transform:rotate(5)"/>')
    assert '<rect width="3px" height="4px" transform="rotate(5)"/>' in made
    two = "".join(
        f'<linearGradient id="a"><stop stop-color="{colour}"/></linearGradient>' for colour in ("red", "blue")
    )
    first, second = re.findall(r"<linearGradient.*?</", rebuilt(two + '<rect fill="url(#a)"/>'))
    assert ('id="g1"' in first, "red" in first, "id" in second) == (True, True, False)


def test_a_size_becomes_a_frame() -> None:
    assert 'viewBox="0 0 96 48"' in rebuilt(RECT, 'width="1in" height="36pt"')


def test_text_around_the_shapes_and_comments_are_gone() -> None:
    made = rebuilt(f"hello <!-- <script> --> {RECT} world", before='<?xml version="1.0"?><?php x ?>\n')
    assert made == f'<svg xmlns="http://www.w3.org/2000/svg" {BOX}>{RECT}</svg>'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_spellings_of_unicode_are_read(encoding: str) -> None:
    assert b"<rect" in vector.rebuild(svg(RECT).decode().encode(encoding))


PUBLIC = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'


def test_a_doctype_without_entities_is_nothing_to_worry_about() -> None:
    assert "w3.org/Graphics" not in rebuilt(RECT, before=PUBLIC)


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
HOSTILE = {
    "a script": f"<script>alert(1)</script>{RECT}",
    "a script of its own namespace": f'<s:script xmlns:s="http://www.w3.org/1999/xhtml">x</s:script>{RECT}',
    "a script in notes": f"<metadata><script>x</script></metadata>{RECT}",
    "a handler": '<rect width="3" height="3" onload="alert(1)"/>',
    "a handler in capitals": '<rect ONCLICK="alert(1)"/>',
    "a link": f'<a xlink:href="javascript:alert(1)">{RECT}</a>',
    "a picture from elsewhere": '<image href="https://example.com/x.png" width="1" height="1"/>',
    "a picture inside": '<image href="data:image/png;base64,AAAA"/>',
    "a copy": f'<g id="a">{RECT}</g><use href="#a"/>',
    "a copy from elsewhere": '<use href="https://example.com/x.svg#a"/>',
    "paint from elsewhere": '<rect width="1" height="1" fill="url(https://example.com/x#a)"/>',
    "paint from elsewhere with blanks": '<rect width="1" height="1" fill="URL (  //example.com/x)"/>',
    "a gradient from elsewhere": '<linearGradient id="a" href="//example.com/#b"/><rect fill="url(#a)"/>',
    "style from elsewhere": f'<style>@import "https://example.com/x.css";</style>{RECT}',
    "a font from elsewhere": f"<style>@font-face{{src:url(//example.com/f)}}</style>{RECT}",
    "paint in a style sheet": f"<style>rect{{fill:url(//example.com/)}}</style>{RECT}",
    "paint in a style attribute": '<rect width="1" height="1" style="fill:url(//example.com/)"/>',
    "a page inside": f'<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>{RECT}',
    "movement": f'<g>{RECT}<animate attributeName="fill" to="red"/></g>',
    "a value set later": f'<set attributeName="onclick" to="x"/>{RECT}',
    "another base": f'<g xml:base="https://example.com/">{RECT}</g>',
    "text": "<text>hello</text>",
    "a mask": '<rect width="1" height="1" mask="url(#m)"/>',
    "a transform of CSS": '<rect width="1" height="1" style="transform:translate(1px,2px)"/>',
    "a moved origin": '<rect width="1" height="1" transform-origin="3 3" transform="rotate(5)"/>',
    "dashes without end": '<path d="M0 0H1000000" stroke="red" stroke-dasharray="0.000001"/>',
    "a value of no kind": '<rect width="1" height="calc(1)"/>',
    "a number without end": f'<rect width="{"9" * 400}" height="1"/>',
    "nothing to see": "<defs><rect/></defs>",
    "too deep": "<g>" * 50 + RECT + "</g>" * 50,
    "too many": RECT * 5001,
    "gradients by the thousand": "<linearGradient id='a'>" + "<stop/>" * 64 + "</linearGradient>"
    "" + "<linearGradient href='#a'/>" * 4500 + RECT,
    "too much": "<!--" + "x" * vector.MAX_BYTES + "-->" + RECT,
    "no end": "<g>",
    "twice the same": '<rect x="1" x="2"/>',
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_what_would_do_more_than_be_seen_is_refused(body: str) -> None:
    with pytest.raises(BadPicture) as refused:
        vector.rebuild(svg(body))
    assert refused.value.field_errors == {"file": str(refused.value)}
    assert "example.com" not in str(refused.value)


@pytest.mark.parametrize(
    "before",
    [
        f'<!DOCTYPE svg [<!ENTITY a0 "ha">{LAUGHS}]>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://example.com/x.dtd"> %x;]>',
        '<?xml-stylesheet href="https://example.com/x.css"?>',
        '<?xml version="1.0" encoding="no-such"?>',
    ],
)
def test_what_stands_before_it_is_looked_at_too(before: str) -> None:
    with pytest.raises(BadPicture):
        vector.rebuild(svg(RECT, before=before))


@pytest.mark.parametrize(
    "box",
    ["", 'width="10%" height="10"', 'viewBox="0 0 0 10"', 'viewBox="0 0 1e9 1e9"', 'viewBox="0 0 nan 1"',
     'viewBox="0 0 1 1 1"', 'viewBox="0 0 -1 -1"', 'viewBox="0 0 100000 1"'],
)  # fmt: skip
def test_a_picture_without_a_size_is_refused(box: str) -> None:
    with pytest.raises(BadPicture, match="how large"):
        vector.rebuild(svg(RECT, box))


def test_a_page_is_no_picture() -> None:
    with pytest.raises(BadPicture):
        vector.rebuild(b"<html><body onload='x'></body></html>")


def test_a_gradient_that_thousands_take_after_cannot_be_long() -> None:
    long = f'<linearGradient id="a" gradientTransform="{"scale(1)" * 100}"/>'
    offset = f'<linearGradient id="a"><stop offset="{" " * 9000}0.5"/></linearGradient>'
    heirs = '<linearGradient href="#a"/>' * 3000
    with pytest.raises(BadPicture, match="too great length"):
        rebuilt(f'{long}<path d="M0 0h9v9"/>')
    assert rebuilt(f'{offset}<path d="M0 0h9v9"/>{heirs}').count('offset="0.5"') == 3001


def test_what_is_written_is_no_longer_than_what_may_be_kept() -> None:
    style = (
        "<style>.a{fill:rgb(1,1,1);stroke:rgb(22,22,22);opacity:0.5;stroke-opacity:0.25;stroke-width:12.5px}</style>"
    )
    with pytest.raises(BadPicture, match="too many parts"):
        rebuilt(style + '<path class="a" d="M0 0h9v9"/>' * 4900)
