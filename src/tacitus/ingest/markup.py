"""Linear looks at HTML before any parser sees it: how heavy it is, and a crude text of pages too heavy to parse."""

from __future__ import annotations

import html
import re

import msgspec

# Beyond these a parser is not let near the page. Ordinary news pages have up to about 10,000 tags, 30,000 attributes and a depth of 60;
# libxml2 gives up beyond a depth of about 250 and trafilatura's time grows with the square of one element's attributes.
MAX_DEPTH = 200
MAX_TAGS = 60_000
MAX_ATTRIBUTES = 80_000
MAX_ATTRIBUTES_OF_A_TAG = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,30})([^<>]*)")
_VOID_OR_OPEN = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option optgroup".split()
)
_HIDDEN = ("script", "style", "noscript", "template", "svg", "nav", "footer", "form", "iframe", "select", "button", "head")
_HIDDEN_END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _HIDDEN}
_HIDDEN_START = re.compile(r"<!--|<(" + "|".join(_HIDDEN) + r")(?=[\s>/])[^<>]*>?", re.IGNORECASE)
_BREAK = re.compile(r"<br\b[^<>]*>?", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|div|section|article|main|header|aside|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|blockquote|pre|figure|figcaption|hr|title|body|html)"
    r"(?=[\s>/])[^<>]*>?",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>?")
_TITLE = re.compile(r"<title\b[^<>]*>([^<]{1,2000})", re.IGNORECASE)
MIN_BLOCK = 40  # letters of a crude block that counts as prose: menus and buttons are shorter


class Weight(msgspec.Struct, frozen=True, kw_only=True):
    """How many tags and attributes a page has, the most of one tag, and its deepest nesting (all counted roughly)."""

    tags: int
    attributes: int
    most: int
    depth: int

    def too_heavy(self) -> str | None:
        """What is too much, or None."""
        if self.depth > MAX_DEPTH:
            return f"elements nested {self.depth:,} deep"
        if self.most > MAX_ATTRIBUTES_OF_A_TAG or self.attributes > MAX_ATTRIBUTES:
            return f"{self.attributes:,} attributes"
        return f"{self.tags:,} tags" if self.tags > MAX_TAGS else None


def weigh(page: str) -> Weight:
    """One pass over the tags."""
    tags = attributes = most = depth = deepest = 0
    for closing, name, rest in _TAG.findall(page):
        tags += 1
        if rest:
            own = max(len(rest.split()), rest.count("="))
            attributes += own
            most = max(most, own)
        if name.lower() in _VOID_OR_OPEN or rest.endswith("/"):
            continue
        if closing:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return Weight(tags=tags, attributes=attributes, most=most, depth=deepest)


def without_hidden(page: str) -> str:
    """The page without comments, scripts, menus and the like; what is never closed is cut only to the next tag."""
    pieces: list[str] = []
    at = 0
    unclosed: set[str] = set()
    while True:
        match = _HIDDEN_START.search(page, at)
        if not match:
            return "".join((*pieces, page[at:]))
        pieces.append(page[at : match.start()])
        pieces.append(" ")
        at = _hidden_end(page, match, unclosed)


def _hidden_end(page: str, match: re.Match[str], unclosed: set[str]) -> int:
    """Where the hidden part ends. A kind found unclosed once is not searched for again: the pass stays linear."""
    name = (match[1] or "--").lower()
    if name in unclosed:
        return match.end()
    if name == "--":
        end = page.find("-->", match.end())
        found = end + 3 if end >= 0 else -1
    else:
        closing = _HIDDEN_END[name].search(page, match.end())
        found = closing.end() if closing else -1
    if found < 0:
        unclosed.add(name)
        return match.end()
    return found


def crude_blocks(page: str, min_letters: int = MIN_BLOCK) -> list[str]:
    """Paragraphs by block tags alone, in the order of the page."""
    visible = _BLOCK.sub("\0", _BREAK.sub("\n", without_hidden(page.replace("\0", " "))))
    blocks = (tidy(html.unescape(_ANY_TAG.sub("", block))) for block in visible.split("\0"))
    return [block for block in blocks if sum(map(str.isalpha, block)) >= min_letters]


def crude_title(page: str) -> str | None:
    """What the title element says."""
    match = _TITLE.search(page)
    return tidy(html.unescape(match[1])).replace("\n", " ") or None if match else None


def tidy(text: str) -> str:
    """White space made single, as HTML shows it; line breaks that stand for ``br`` stay."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
