"""What a page says of itself: JSON-LD first, then OpenGraph and other meta elements."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from tacitus.ingest.published import iso_date

MAX_JSON_LD = 500_000  # characters of one script that are looked at
MAX_NODES = 2_000  # objects of JSON-LD that are looked at
_ARTICLES = ("article", "posting", "report", "newsarticle", "blogposting", "webpage", "creativework")
_DATES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published", "publication_date",
    "publish-date", "publishdate", "publish_date", "pubdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dc.date",
    "dcterms.created", "dcterms.date", "citation_publication_date", "cxenseparse:recs:publishtime", "date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "headline")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
_AUTHORS = ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """Each as the page writes it; None where it says nothing. ``published`` is ISO or a written date."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None


def read_metadata(tree: Any) -> Metadata:
    """Metadata of an lxml tree of the page."""
    metas = _metas(tree)
    article = _article(tree)
    title = _text(article.get("headline")) or _first(metas, _TITLES) or _heading(tree)
    return Metadata(
        title=" ".join(title.split()) if title else None,
        published=_date(article, metas),
        outlet=_name(article.get("publisher")) or _first(metas, _OUTLETS),
        author=_name(article.get("author")) or _author(metas),
        url=_address(tree, metas),
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = meta.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _date(article: Mapping[str, Any], metas: Mapping[str, str]) -> str | None:
    """The first that is a date; if none is, the first that claims to be one, so that the reader is told of it."""
    written = [text for text in (_text(article.get("datePublished")), *(metas.get(name) for name in _DATES)) if text]
    return next((text for text in written if iso_date(text)), written[0] if written else None)


def _author(metas: Mapping[str, str]) -> str | None:
    author = _first(metas, _AUTHORS)
    return None if author and author.lower().startswith(("http:", "https:")) else author


def _address(tree: Any, metas: Mapping[str, str]) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    for address in (*links, metas.get("og:url")):
        if address and address.strip().lower().startswith(("http://", "https://")):
            return str(address.strip())
    return None


def _heading(tree: Any) -> str | None:
    """The one first-level heading of the page."""
    headings = list(tree.iter("h1"))
    if len(headings) != 1:
        return None
    return " ".join("".join(headings[0].itertext()).split()) or None


def _article(tree: Any) -> dict[str, Any]:
    """The JSON-LD object that describes the article: one with a headline before one with a date alone."""
    candidates: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) <= MAX_JSON_LD:
            candidates.extend(node for node in _nodes(script.text) if _is_article(node))
    with_headline = [node for node in candidates if "headline" in node]
    return next(iter(with_headline or candidates), {})


def _is_article(node: Mapping[str, Any]) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.lower().endswith(_ARTICLES) for name in names)


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    waiting: list[Any] = [value]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting.extend(node[:MAX_NODES])
        elif isinstance(node, dict):
            yield node
            waiting.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return value.strip() or None if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    """Names of a person or organisation, or of several, joined by commas."""
    if isinstance(value, list):
        names = [name for item in value[:20] if (name := _name(item))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
    text = _text(value)
    return None if text and text.lower().startswith(("http:", "https:")) else text
