"""The manual as HTML, its chapters in order, and what is found in it."""

import re
from pathlib import Path

import pytest

from qrdesk.core import resources
from qrdesk.core.manual import chapters, markdown

SHIPPED = (*chapters.chapters("en"), *(one for one in chapters.chapters("de") if one.language == "de"))


def html(text: str) -> str:
    return markdown.html(text, lambda written: written if written.startswith("https://") else "")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("# A *good* start", '<h1 id="a-good-start"><a name="a-good-start"></a>A <i>good</i> start</h1>'),
        ("one\ntwo", "<p>one two</p>"),
        ("a `b < c` d", "<p>a <code>b &lt; c</code> d</p>"),
        ("**bold `x`**", "<p><b>bold <code>x</code></b></p>"),
        ("snake_case_name and 2 * 3 * 4", "<p>snake_case_name and 2 * 3 * 4</p>"),
        ("[there](https://x.example/a?b=1&c)", '<p><a href="https://x.example/a?b=1&amp;c">there</a></p>'),
        ("[nowhere](javascript:alert(1))", "<p>nowhere)</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("- a\n  goes on\n- b\n  - c", "<ul><li>a goes on</li><li>b<ul><li>c</li></ul></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("```\n# a\n\n<b>\n```\nafter", "<pre># a\n\n&lt;b&gt;</pre>\n<p>after</p>"),
        ("```\nnever closed", "<pre>never closed</pre>"),
        ("> quoted\n> twice", "<blockquote><p>quoted twice</p></blockquote>"),
        (
            "| a | b |\n|---|--:|\n| x \\| y | `z` |",
            (
                '<table cellspacing="0"><tr><th>a</th><th>b</th></tr>'
                "<tr><td>x | y</td><td><code>z</code></td></tr></table>"
            ),
        ),
    ],
)
def test_each_mark_becomes_what_it_means_and_no_html_gets_through(text: str, made: str) -> None:
    assert html(text) == made


def test_a_line_without_its_marks_has_none_within_marks_either() -> None:
    assert markdown.plain("Press **[Open *now*](x.md)** and `a*b*`, ![a picture](y.png)") == (
        "Press Open now and a*b*, a picture"
    )


def test_code_is_copied_by_its_number() -> None:
    text = "```\none\n```\n\n```sh\ntwo\n```"
    assert 'href="copy:1"' in markdown.html(text, str, copy="Copy")
    assert markdown.pieces_of_code(text) == ["one", "two"]


@pytest.mark.parametrize("chapter", SHIPPED, ids=lambda chapter: f"{chapter.name}-{chapter.language}")
def test_every_chapter_has_a_title_and_its_links_lead_somewhere(chapter: chapters.Chapter) -> None:
    written: list[str] = []
    made = markdown.html(chapter.text, lambda one: written.append(one) or "https://x.example")
    assert chapter.title != chapter.name
    assert "```" not in re.sub("<pre>.*?</pre>", "", made, flags=re.DOTALL)
    assert "](" not in re.sub("<pre>.*?</pre>|<code>.*?</code>", "", made, flags=re.DOTALL)
    for one in written:
        assert leads_somewhere(one, chapter), one


def leads_somewhere(written: str, chapter: chapters.Chapter) -> bool:
    page, _, anchor = written.partition("#")
    if written.startswith(("https://", "http://", "qrdesk:", "mailto:")):
        return True
    if "pictures/" in page:
        return chapters.picture(page.rpartition("/")[2]) is not None
    there = chapters.find(page.removesuffix(".md") or chapter.name, chapter.language)
    return there is not None and (not anchor or f'id="{anchor}"' in markdown.html(there.text, str))


def test_chapters_stand_in_order_and_a_language_that_lacks_one_shows_the_english_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, said in {"en/zebra": "Z", "en/privacy": "P", "en/start": "F", "de/start": "Erster"}.items():
        page = tmp_path / "manual" / f"{name}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"# {said}\n", encoding="utf-8")
    monkeypatch.setattr(resources, "_root", lambda: tmp_path)
    chapters.chapters.cache_clear()
    try:
        assert [one.title for one in chapters.chapters("de")] == ["Erster", "P", "Z"]
        assert [one.title for one in chapters.chapters("xx")] == ["F", "P", "Z"]
        assert chapters.picture("../en/zebra.md") is None
    finally:
        chapters.chapters.cache_clear()


def test_search_finds_all_words_and_shows_where_they_stand() -> None:
    first, *_ = chapters.search("SCAN score", "en")
    assert first.chapter.name == "printing"
    assert any("scan score" in snippet.said.casefold() for snippet in first.snippets)
    names = [one.chapter.name for one in chapters.search("SCAN score", "en")]
    few = [name in chapters.FOR_PROGRAMS | chapters.FOR_OPERATORS for name in names]
    assert few == sorted(few), "chapters for everybody come first"
    assert {True, False} == set(few)
    begins = [snippet.said.lstrip("…").casefold() for snippet in first.snippets]
    assert all("scan" in said[:20] or "score" in said[:20] for said in begins), "it begins with what was found"
    assert all("score" in snippet.said.casefold() or "scan" in snippet.said.casefold() for snippet in first.snippets)
    assert chapters.search("nothing-is-called-so", "en") == []
    assert chapters.search("   ", "en") == []


def test_what_is_found_is_shown_without_the_marks_of_the_page() -> None:
    found = [chapters.search(word, spoken) for word in ("Ctrl", "press", "Wi-Fi") for spoken in ("en", "de")]
    said = [snippet.said for hits in found for hit in hits for snippet in hit.snippets]
    assert len(said) > 30
    assert [one for one in said if "|" in one or "**" in one] == []
