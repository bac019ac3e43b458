"""WebAnno TSV 3 with mentions and coreference links, as GUM uses it: chains over the tokens of a text made elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from tacitus.evaluate.gold import Form, GoldChain, GoldError, GoldMention
from tacitus.evaluate.readers.words import Words

_NUMBERED = re.compile(r"(.*?)\[(\d+)\]$")
_LINK = re.compile(r"(\d+-\d+)(?:\[(\d+)_(\d+)\])?$")
_PARTIES = ("person", "organization")
PRONOUNS = frozenset(
    """he him his himself she her hers herself it its itself they them their theirs themselves who whom whose which
    i me my mine myself we us our ours ourselves you your yours yourself yourselves one this that these those""".split()
)


class _Mention(msgspec.Struct):
    first: int
    last: int
    kind: str


Key = tuple[str, int]  # ("", number) of a numbered mention; (token, 0) of one that is a single token


def chains_of(path: Path, words: Words) -> tuple[GoldChain, ...]:
    """Chains of persons and organisations; the tokens of the file must be those of the text, one for one."""
    mentions: dict[Key, _Mention] = {}
    links: list[tuple[Key, Key]] = []
    count = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        cells = line.split("\t")
        if line.startswith("#") or not line.strip():
            continue
        if len(cells) < 9:
            raise GoldError(f"{path}, line {number}: expected a token, its offsets, and seven columns of WebAnno TSV.")
        _mentions(cells[3], cells[0], count, mentions)
        links.extend(_links(cells[7], cells[8], cells[0]))
        count += 1
    if count != len(words.spans):
        raise GoldError(f"{path}: {count} tokens, but the text beside it has {len(words.spans)}.")
    return _chains(mentions, links, words)


def _mentions(cell: str, token: str, index: int, mentions: dict[Key, _Mention]) -> None:
    for label in cell.split("|") if cell != "_" else ():
        match = _NUMBERED.match(label)
        key = ("", int(match[2])) if match else (token, 0)
        known = mentions.setdefault(key, _Mention(index, index, match[1] if match else label))
        known.last = index


def _links(kinds: str, targets: str, token: str) -> list[tuple[Key, Key]]:
    found: list[tuple[Key, Key]] = []
    for kind, target in zip(kinds.split("|"), targets.split("|"), strict=False):
        match = _LINK.match(target)
        if kind != "coref" or not match:
            continue
        other, here = int(match[2] or 0), int(match[3] or 0)
        found.append((("", here) if here else (token, 0), ("", other) if other else (match[1], 0)))
    return found


def _chains(mentions: dict[Key, _Mention], links: list[tuple[Key, Key]], words: Words) -> tuple[GoldChain, ...]:
    parent = {key: key for key in mentions}

    def root(key: Key) -> Key:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one, other in links:
        if one in parent and other in parent:
            parent[root(one)] = root(other)
    groups: dict[Key, list[_Mention]] = {}
    for key, mention in mentions.items():
        groups.setdefault(root(key), []).append(mention)
    text = words.text
    return tuple(
        GoldChain(kind="party", mentions=tuple(_mention(one, words, text) for one in sorted(group, key=lambda one: (one.first, one.last))))
        for group in groups.values()
        if any(one.kind in _PARTIES for one in group)
    )


def _mention(mention: _Mention, words: Words, text: str) -> GoldMention:
    span = words.between(mention.first, mention.last)
    return GoldMention(span=span, form=form_of(text[span[0] : span[1]]))


def form_of(written: str) -> Form:
    """Pronoun by list; a name where it begins with a capital and not with an article; else nominal."""
    if written.lower() in PRONOUNS:
        return "pronoun"
    parts = written.split()
    return (
        "name"
        if parts and all(part[:1].isupper() or not part[:1].isalpha() or part in ("of", "the", "and", "for") for part in parts)
        else "nominal"
    )
