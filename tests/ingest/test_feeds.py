"""RSS and Atom: items as summaries; nothing fetched, nothing expanded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.conftest import Reader

ITEM = """<item><title>Foo meets Bar {0}</title><link>https://foo.example/{0}</link><pubDate>Fri, 07 Apr 2023 10:00:00 +0200</pubDate>
<description>&lt;p&gt;Foo met Bar.&lt;/p&gt;&lt;p&gt;They agreed.&lt;/p&gt;</description></item>"""


def rss(*items: str, declaration: str = "") -> str:
    head = f'<?xml version="1.0" encoding="utf-8"?>{declaration}<rss version="2.0"><channel><title>Foo Times</title>'
    return head + "".join(items) + "</channel></rss>"


def test_each_item_is_a_summary_with_title_and_body(read: Reader) -> None:
    first, second = read("a.rss", rss(ITEM.format(1), ITEM.format(2))).documents
    assert first.text == "Foo meets Bar 1\n\nFoo met Bar.\n\nThey agreed."
    assert (first.extent, first.outlet, first.published_at) == ("summary", "Foo Times", "2023-04-07T10:00:00+02:00")
    assert (second.url, second.source_id) == ("https://foo.example/2", "https://foo.example/2")
    assert second.input.endswith("a.rss#2")


def test_atom_is_told_by_its_content(read: Reader) -> None:
    atom = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Foo</title><entry><id>tag:foo:1</id><title>Foo</title>
    <published>2023-04-07T10:00:00Z</published><content type="html">&lt;p&gt;Foo met Bar.&lt;/p&gt;</content></entry></feed>"""
    document = read("a.xml", atom).document
    assert (document.source_id, document.text, document.published_at) == ("tag:foo:1", "Foo\n\nFoo met Bar.", "2023-04-07T10:00:00Z")


def test_scripts_in_titles_and_other_addresses_are_taken_out(read: Reader) -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt;Foo"
    item = f"<item><title>{title}</title><link>javascript:alert(1)</link><description>Bar.</description></item>"
    document = read("a.rss", rss(item)).document
    assert (document.title, document.url, document.text) == ("Foo", None, "Foo\n\nBar.")


def test_a_feed_that_breaks_off_keeps_its_whole_items(read: Reader) -> None:
    whole = rss(ITEM.format(1), ITEM.format(2), ITEM.format(3))
    result = read("a.rss", whole[: whole.index("bar 3") if "bar 3" in whole else whole.index("Bar 3") + 3])
    assert [document.title for document in result.documents] == ["Foo meets Bar 1", "Foo meets Bar 2"]
    assert "breaks off" in result.failure.reason


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [\n<!entity % p SYSTEM "http://foo.example/x">\n%p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_feeds_with_entities_of_their_own_are_refused(read: Reader, declaration: str, encoding: str) -> None:
    item = "<item><title>&x;&b;</title><description>Foo</description></item>"
    assert "entities" in read("a.xml", rss(item, declaration=declaration).encode(encoding)).failure.reason


def test_other_xml_is_refused(read: Reader) -> None:
    assert "neither RSS nor Atom" in read("a.xml", '<?xml version="1.0"?><books><book>Foo</book></books>').failure.reason


def test_a_feed_nested_deep_is_refused(read: Reader) -> None:
    assert "nested" in read("a.rss", rss("<item>" * 30_000)).failure.reason


def test_an_impossible_date_is_noted(read: Reader) -> None:
    result = read("a.rss", rss("<item><title>Foo left Bar</title><pubDate>someday</pubDate></item>"))
    assert result.document.published_at is None
    assert "someday" in result.notes[0].reason


def test_an_item_without_words_is_told_and_the_rest_read(read: Reader, tmp_path: Path) -> None:
    result = read("a.rss", rss("<item><link>https://foo.example</link></item>", ITEM.format(2)))
    assert result.document.title == "Foo meets Bar 2"
    assert result.failure.input == f"{tmp_path / 'a.rss'}#1"
