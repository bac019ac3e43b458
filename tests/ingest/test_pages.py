"""HTML pages: body, metadata, and pages that no parser should see."""

from __future__ import annotations

import pytest

from tacitus.ingest.markup import crude_blocks, weigh
from tests.ingest.conftest import Reader

PARAGRAPHS = [
    "Fooland's foreign minister met his colleague from Barland in the capital on Tuesday, the ministry said.",
    "The two agreed to reopen the crossing at Barville, which had been closed since the raid in May.",
]
LD = """{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
 "headline": "Fooland and Barland reopen crossing", "datePublished": "2023-04-07T10:00:00+02:00",
 "author": [{"@type": "Person", "name": "Ann Foo"}, "Ben Bar"], "publisher": {"name": "Foo Times"}}]}"""


def page(head: str = "", body: str = "") -> str:
    paragraphs = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><nav><a href='/'>Home</a></nav><article>{body}{paragraphs}</article></body></html>"
    )


def test_json_ld_gives_title_date_outlet_and_authors(read: Reader) -> None:
    document = read(
        "a.html", page(f'<script type="application/ld+json">{LD}</script>', "<h1>Fooland and Barland reopen crossing</h1>")
    ).document
    assert document.text == "\n\n".join(["Fooland and Barland reopen crossing", *PARAGRAPHS])
    assert (document.published_at, document.published_from) == ("2023-04-07T10:00:00+02:00", "metadata")
    assert (document.outlet, document.author) == ("Foo Times", "Ann Foo, Ben Bar")
    assert document.extractor.startswith("trafilatura/")


def test_open_graph_serves_where_there_is_no_json_ld(read: Reader) -> None:
    head = """<meta property="og:title" content="Crossing reopens"><meta property="og:site_name" content="Bar Post">
    <meta property="article:published_time" content="2023-04-07"><link rel="canonical" href="https://bar.example/1">"""
    document = read("a.html", page(head)).document
    assert (document.title, document.outlet, document.published_at) == ("Crossing reopens", "Bar Post", "2023-04-07")
    assert document.url == document.source_id == "https://bar.example/1"


def test_a_date_told_in_the_article_is_not_the_pages_own(read: Reader) -> None:
    document = read("a.html", page(body="<p>The treaty of 3 March 1998 was never in force, the ministry said in a statement.</p>")).document
    assert document.published_at is None


def test_a_time_element_gives_the_date(read: Reader) -> None:
    assert read("a.html", page(body='<time datetime="2023-04-07">7 April</time>')).document.published_at == "2023-04-07"


def test_broken_json_ld_is_passed_over(read: Reader) -> None:
    head = '<title>Foo</title><script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert read("a.html", page(head)).document.title == "Foo"


def test_scripts_never_enter_the_text(read: Reader) -> None:
    document = read("a.html", page("<title>Foo</title>", "<script>alert(1)</script><style>p {}</style>")).document
    assert "alert" not in document.text and "{}" not in document.text


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-1", "utf-8", "utf-16"])
def test_a_pages_charset_is_heeded(read: Reader, charset: str) -> None:
    word = "Пётр" if charset == "windows-1251" else "José"
    content = page(f'<meta charset="{charset}"><title>{word} leaves Fooland for good</title>')
    assert read("a.html", content.encode(charset)).document.title == f"{word} leaves Fooland for good"


@pytest.mark.parametrize(
    "weight",
    [
        "<div " + " ".join(f"a{number}='x'" for number in range(200_000)) + ">",
        "<div>" * 30_000,
        "<b>" * 30_000,
        "<span a=1 b=2 c=3 d=4 e=5></span>" * 40_000,
    ],
    ids=["200,000 attributes", "30,000 nested blocks", "30,000 nested inlines", "200,000 attributes on 40,000 elements"],
)
def test_heavy_pages_are_read_crudely_and_quickly(read: Reader, weight: str) -> None:
    result = read("a.html", page("<title>Foo</title>", weight))
    assert result.document.text == "\n\n".join(["Foo", *PARAGRAPHS])
    assert "without a parser" in result.notes[0].reason


@pytest.mark.parametrize(
    "weight", ["<" * 2_000_000, "<!--" * 500_000, "<script>" * 200_000, "&" * 2_000_000, "<p " * 400_000, "x" * 5_000_000]
)
def test_the_look_ahead_is_linear(weight: str) -> None:
    weigh(weight)
    crude_blocks(weight)


def test_a_page_without_prose_is_refused(read: Reader) -> None:
    assert "no article text" in read("a.html", "<html><body><img src='a.png'><script>alert(1)</script></body></html>").failure.reason
