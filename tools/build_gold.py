"""Expand the hand-made gold codings (``examples/gold/*.yaml``) to the contract's JSON (``examples/gold/*.jsonl``).

    python tools/build_gold.py            writes every NAME.jsonl
    python tools/build_gold.py --check    exit 1 where a NAME.jsonl is not what its NAME.yaml gives
    python tools/build_gold.py --show X   prints the coding of X with the words each cell resolved to, for reading by eye

The notation is told in ``examples/README.md``. Everything here is a shorthand for spans: words are looked up in the article, near the
event's trigger, and a word that is not there, or a fragment that stands there twice, stops the build with file, event and field.
"""

from __future__ import annotations

import argparse
import hashlib
import html.parser
import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from tacitus.model import ids
from tacitus.model.errors import TacitusError
from tacitus.model.ontology import CAMEO_ROOTS, CONTEXTS, MODES, QUAD, EventType, score_of

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "examples" / "articles"
GOLD = ROOT / "examples" / "gold"
PRODUCED_BY = {"stage": "gold", "version": 1}
JSON = dict[str, Any]

ABBREVIATION = re.compile(r"\b([A-Z]|Mr|Mrs|Ms|Dr|Gen|Col|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S)\.$")
SENTENCE_END = re.compile(r"[.!?][\"'”’»)]*\s+(?=[\"'“‘«(]?[A-Z0-9])")
EVENT_KEYS = {
    "k", "e", "t", "a", "r", "x", "s", "said", "v", "hedge", "time", "at", "n", "ctx", "links", "cond", "content", "weapons", "outcome",
    "extent", "ongoing", "background", "reciprocal", "also", "note", "ev",
}  # fmt: skip
TELLING_KEYS = {"t", "s", "said", "v", "hedge", "note"}
QUOTE_KEYS = {"k", "form", "by", "cue", "content", "hedge", "parent"}


class GoldError(TacitusError):
    """The authoring file says something that the article does not bear out."""


class Paragraphs(html.parser.HTMLParser):
    """The headings and paragraphs of an article element."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("h1", "p"):
            self.open = True
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("h1", "p"):
            self.open = False

    def handle_data(self, data: str) -> None:
        if self.open:
            self.blocks[-1] += data


def article_text(name: str) -> tuple[str, bytes]:
    """The document's text as ingest gives it, and the raw bytes. ``file.jsonl#n`` is the n-th record (from 1)."""
    file, _, number = name.partition("#")
    raw = (ARTICLES / file).read_bytes()
    if file.endswith(".jsonl"):
        return str(json.loads(raw.decode().splitlines()[int(number) - 1])["text"]), raw
    if file.endswith(".html"):
        parser = Paragraphs()
        parser.feed(raw.decode())
        return "\n\n".join(parser.blocks), raw
    return raw.decode(), raw


def sentences(text: str) -> list[tuple[int, int, int]]:
    """(start, end, paragraph) of each sentence: a plain division, good enough to cut evidence from our own articles."""
    found = []
    for paragraph, match in enumerate(re.finditer(r"[^\n]+", text)):
        start = match.start()
        for end in SENTENCE_END.finditer(text, match.start(), match.end()):
            stop = end.start() + len(end.group().rstrip())
            if ABBREVIATION.search(text[start : end.start() + 1]):
                continue
            found.append((start, stop, paragraph))
            start = end.end()
        if text[start : match.end()].strip():
            found.append((start, match.end(), paragraph))
    return found


class Article:
    """One article with its gold: words to spans, and spans to records."""

    def __init__(self, source: str, gold: JSON, gazetteer: JSON) -> None:
        self.source, self.gold, self.gazetteer = source, gold, gazetteer
        self.text, self.raw = article_text(gold["article"])
        self.sentences = sentences(self.text)
        self.where = source
        self.parties = {key: self.entity(key, words) for key, words in (gold.get("parties") or {}).items()}
        self.quotes: dict[str, JSON] = {}
        self.published = str(gold["published_at"])

    def fail(self, what: str) -> GoldError:
        return GoldError(f"{self.source}: {self.where}: {what}")

    # words to spans

    def span(self, start: int, end: int) -> JSON:
        return {"start": start, "end": end, "text": self.text[start:end]}

    def places_of(self, words: str) -> list[int]:
        """Where the words stand: whole words only, at both ends."""
        left = r"(?<!\w)" if words[0].isalnum() else ""
        right = r"(?!\w)" if words[-1].isalnum() else ""
        return [match.start() for match in re.finditer(left + re.escape(words) + right, self.text)]

    def fragment(self, words: str) -> JSON:
        """``police [raided] the hall``: the bracketed part of a fragment that stands once (``#2``: the second time) in the article."""
        words, nth = numbered(words)
        if " ~ " in words:
            return self.stretch(words, nth)
        before, bracket, rest = words.partition("[")
        marked, _, after = rest.partition("]")
        plain = before + marked + after if bracket else words
        starts = self.places_of(plain)
        if not starts or (nth and nth > len(starts)):
            raise self.fail(f"not in the article: {plain!r}")
        if len(starts) > 1 and not nth:
            raise self.fail(f"stands {len(starts)} times, say more words or #n: {plain!r}")
        start = starts[(nth or 1) - 1] + (len(before) if bracket else 0)
        return self.span(start, start + len(marked if bracket else plain))

    def stretch(self, words: str, nth: int | None) -> JSON:
        """``from here ~ to there``: everything between, both ends included."""
        first, last = words.split(" ~ ")
        start = self.fragment(first + (f"#{nth}" if nth else ""))["start"]
        ends = [n for n in self.places_of(last) if n >= start]
        if not ends:
            raise self.fail(f"not after {first!r}: {last!r}")
        return self.span(start, ends[0] + len(last))

    def near(self, words: str, anchor: int) -> JSON:
        """The occurrence nearest to the anchor, in its own sentence if there is one; ``#n`` or brackets say which instead."""
        if "[" in words or " ~ " in words or numbered(words)[1]:
            return self.fragment(words)
        starts = self.places_of(words)
        if not starts:
            raise self.fail(f"not in the article: {words!r}")
        first, last = self.sentence_at(anchor)
        inside = [n for n in starts if first <= n < last]
        start = min(inside or starts, key=lambda n: (abs(n - anchor), n))
        return self.span(start, start + len(words))

    def sentence_index(self, offset: int) -> int:
        for index, (start, end, _) in enumerate(self.sentences):
            if start <= offset < end:
                return index
        raise self.fail(f"offset {offset} is in no sentence")

    def sentence_at(self, offset: int) -> tuple[int, int]:
        return self.sentences[self.sentence_index(offset)][:2]

    # records

    def entity(self, key: str, words: str) -> JSON:
        """``Name | COUNTRY | SECTOR SECTOR | flags``; flags: a category, private, civ, nociv, role=…, of=key, num=n."""
        cells = [cell.strip() for cell in words.split("|")] + [""] * 3
        flags = cells[3].split("; ") if cells[3] else []
        values = dict(flag.split("=", 1) for flag in flags if "=" in flag)
        category = next((f for f in flags if f in ("person", "organisation", "group", "government", "unnamed")), "group")
        return {
            "id": f"local-{key}", "name": cells[0], "category": category, "country": none(cells[1]), "sectors": cells[2].split(),
            "private": "private" in flags, "civilian": True if "civ" in flags else False if "nociv" in flags else None, "values": values,
        }  # fmt: skip

    def party(self, words: str, anchor: int) -> JSON:
        """``key=words in the article; 12; alleged``: a party at the mention nearest to the anchor; ``key`` alone has no span."""
        head, *flags = words.split("; ")
        key, _, mention = head.partition("=")
        if key not in self.parties:
            raise self.fail(f"the party {key!r} is not listed under parties")
        entity = self.parties[key]
        number = next((int(f) for f in flags if f.isdigit()), entity["values"].get("num"))
        member_of = entity["values"].get("of")
        cell = {
            "entity": entity["id"], "name": entity["name"], "country": entity["country"], "sectors": entity["sectors"],
            "role": entity["values"].get("role"), "member_of": f"local-{member_of}" if member_of else None,
            "number": int(number) if number else (1 if entity["category"] == "person" else None), "civilian": entity["civilian"],
            "certainty": next((f for f in flags if f in ("alleged", "inferred")), "stated"),
        }  # fmt: skip
        span = self.near(mention, anchor) if mention else {"start": None, "end": None, "text": None}
        return {**span, **cell}

    def quote(self, number: int, row: JSON) -> JSON:
        self.where = f"quote {row.get('k')}"
        self.only(row, QUOTE_KEYS)
        content = [self.fragment(words) for words in listed(row["content"])]
        anchor = content[0]["start"]
        record = {
            "kind": "quote", "id": ids.make_id("quote", self.gold["article"], row["k"], number), "form": row["form"], "content": content,
            "cue": self.near(row["cue"], anchor) if row.get("cue") else None,
            "speaker": self.party(row["by"], anchor) if row.get("by") else None,
            "time": None, "hedge": self.near(row["hedge"], anchor) if row.get("hedge") else None,
            "parent": self.quotes[row["parent"]]["id"] if row.get("parent") else None, "produced_by": PRODUCED_BY,
        }  # fmt: skip
        self.quotes[row["k"]] = record
        return record

    def quote_over(self, start: int, end: int) -> JSON | None:
        """The innermost quotation whose content holds the span."""
        holding = [
            (cell["end"] - cell["start"], quote["id"], quote)
            for quote in self.quotes.values()
            for cell in quote["content"]
            if cell["start"] <= start and end <= cell["end"]
        ]
        return min(holding, key=lambda found: found[:2])[2] if holding else None

    def attribution(self, said: str | None, trigger: JSON, voice: str | None) -> tuple[str, JSON | None]:
        """``said: actor`` takes speaker and cue from the quotation over the trigger; else it is ``party | cue | relation``."""
        quote = self.quote_over(trigger["start"], trigger["end"])
        if said is None:
            if quote and voice is None:
                raise self.fail(f"{trigger['text']!r} lies in a quotation: say the relation of its speaker in said")
            return voice or "report", None
        cells = [cell.strip() for cell in said.split("|")]
        if len(cells) == 1:
            if quote is None:
                raise self.fail(f"{trigger['text']!r} lies in no quotation: give said as party | cue | relation")
            speaker, cue = quote["speaker"], quote["cue"]
        else:
            speaker = self.party(cells[0], trigger["start"]) if cells[0] != "-" else None
            cue = self.near(cells[1], trigger["start"]) if cells[1] != "-" else None
            if quote and (quote["speaker"] or {}).get("entity") != (speaker or {}).get("entity"):
                quote = None  # somebody else's words about the quoted deed
        return voice or "quoted", {"speaker": speaker, "cue": cue, "quote": quote["id"] if quote else None, "relation": cells[-1]}

    def telling(self, row: JSON, status: str) -> JSON:
        trigger = self.fragment(row["t"])
        voice, attribution = self.attribution(row.get("said"), trigger, row.get("v"))
        index = self.sentence_index(trigger["start"])
        return {
            "trigger": trigger, "sentence": index, "paragraph": self.sentences[index][2], "status": row.get("s", status), "voice": voice,
            "hedge": self.near(row["hedge"], trigger["start"]) if row.get("hedge") else None, "attribution": attribution,
            "notes": listed(row.get("note")),
        }  # fmt: skip

    def time(self, words: str | None, anchor: int) -> JSON | None:
        """``on Thursday = 2024-03-07``, ``next week = 2024-03-11..2024-03-17 week``, ``at 05:40 = 2024-09-18 @05:40``."""
        if not words:
            return None
        mention, _, value = words.rpartition(" = ")
        cells = value.split()
        earliest, _, latest = cells[0].partition("..")
        clock = next((cell[1:] for cell in cells if cell.startswith("@")), None)
        precision = next((cell for cell in cells[1:] if not cell.startswith("@")), "day")
        return {
            "kind": "time", "id": ids.make_id("time", self.gold["article"], mention, anchor), **self.near(mention, anchor),
            "earliest": earliest or None, "latest": (latest if ".." in cells[0] else earliest) or None, "precision": precision,
            "time_of_day": clock, "zone": None, "anchor": self.published[:10], "reason": None, "produced_by": PRODUCED_BY,
        }  # fmt: skip

    def place(self, words: str, anchor: int) -> JSON:
        """``Hebron``, ``Lebanon:origin``, ``the border=Northern Shan:at``: words in the article = name in places.yaml, and the role."""
        words, _, role = words.partition(":")
        mention, _, name = words.partition("=")
        known = self.gazetteer.get(name or mention)
        if known is None:
            raise self.fail(f"the place {name or mention!r} is not in places.yaml")
        cell = dict(zip(("geonames_id", "latitude", "longitude", "country", "precision"), known, strict=True))
        return {
            "kind": "place", "id": ids.make_id("place", self.gold["article"], words, anchor), **self.near(mention, anchor),
            "use": "literal",
            "name": name or mention, **cell, "admin1": None, "claimed_by": None, "reason": None, "role": role or "at",
            "produced_by": PRODUCED_BY,
        }  # fmt: skip

    def count(self, words: str, anchor: int, relation: str) -> JSON:
        """``at least 22 | munitions | 22+``; the value: 14, 22+ (at least), -50 (up to), ~60 (about), 15-20 (between)."""
        mention, what, value = (cell.strip() for cell in words.split("|"))
        what, _, of = what.partition(" ")
        span = self.near(mention, anchor)
        quote = self.quote_over(span["start"], span["end"])
        said = {"speaker": quote["speaker"], "cue": quote["cue"], "quote": quote["id"], "relation": relation} if quote else None
        return {
            "kind": "count", "id": ids.make_id("count", self.gold["article"], mention, anchor), **span, "what": what, "of": of or None,
            "scope": "event", **bounds(value), "voice": "quoted" if said else "report", "attribution": said, "produced_by": PRODUCED_BY,
        }  # fmt: skip

    def event(self, row: JSON, keys: dict[str, str]) -> JSON:
        self.where = f"event {row['k']}"
        self.only(row, EVENT_KEYS)
        kind, modes, cameo = self.type_of(row["e"])
        principal = self.telling(row, row.get("s", "actual"))
        tellings = [principal]
        for other in listed(row.get("also")):
            other = {"t": other} if isinstance(other, str) else other
            self.only(other, TELLING_KEYS)
            tellings.append(self.telling(other, principal["status"]))
        anchor = principal["trigger"]["start"]
        relation = (principal["attribution"] or {}).get("relation", "other")
        return {
            "kind": "event", "id": keys[row["k"]], "type": kind, "modes": modes, "quad": QUAD[kind], "cameo": cameo,
            "score": score_of(kind, modes), "contexts": [self.context(words, anchor) for words in listed(row.get("ctx"))],
            "actors": [self.party(words, anchor) for words in listed(row.get("a"))],
            "recipients": [self.party(words, anchor) for words in listed(row.get("r"))],
            "targets": [self.party(words, anchor) for words in listed(row.get("x"))],
            **{key: principal[key] for key in ("trigger", "status", "voice", "hedge", "attribution")}, "tellings": tellings,
            "links": [self.link(words, keys) for words in listed(row.get("links"))],
            "condition": self.near(row["cond"], anchor) if row.get("cond") else None,
            "content": self.near(row["content"], anchor) if row.get("content") else None,
            "weapons": [self.near(words, anchor) for words in listed(row.get("weapons"))], "outcome": row.get("outcome"),
            "extent": row.get("extent", "single"), "ongoing": row.get("ongoing", False), "background": row.get("background", False),
            "reciprocal": row.get("reciprocal", False), "time": self.time(row.get("time"), anchor),
            "not_after": self.published[:10] if principal["status"] == "actual" else None,
            "places": [self.place(words, anchor) for words in listed(row.get("at"))],
            "counts": [self.count(words, anchor, relation) for words in listed(row.get("n"))],
            "evidence": self.evidence(tellings, listed(row.get("ev"))), "confidence": 1.0, "why": ["gold"],
            "notes": listed(row.get("note")),
            "produced_by": PRODUCED_BY,
        }  # fmt: skip

    def evidence(self, tellings: list[JSON], more: list[str]) -> list[JSON]:
        """The sentence of each telling, and the fragments asked for."""
        cells = [self.span(*self.sentence_at(telling["trigger"]["start"])) for telling in tellings] + [
            self.fragment(words) for words in more
        ]
        unique = {(cell["start"], cell["end"]): cell for cell in cells}
        return [{**cell, "for": ["type", "actors", "status", "voice"]} for cell in unique.values()]

    def type_of(self, words: str) -> tuple[EventType, list[str], str]:
        """``ASSAULT/aerial,destroy 195``."""
        head, _, cameo = words.partition(" ")
        name, _, modes = head.partition("/")
        if name not in QUAD:
            raise self.fail(f"no event type: {name!r}")
        kind = name
        for mode in modes.split(",") if modes else []:
            if mode not in MODES[kind]:
                raise self.fail(f"no mode of {kind}: {mode!r}")
        if cameo[:2] not in CAMEO_ROOTS[kind]:
            raise self.fail(f"cameo {cameo!r} does not go with {kind}")
        return kind, modes.split(",") if modes else [], cameo

    def context(self, words: str, anchor: int) -> JSON:
        name, _, mention = words.partition("=")
        if name not in CONTEXTS:
            raise self.fail(f"no context: {name!r}")
        return {"name": name, **self.near(mention, anchor)}

    def link(self, words: str, keys: dict[str, str]) -> JSON:
        relation, _, key = words.partition(" ")
        if key not in keys:
            raise self.fail(f"a link to the unknown event {key!r}")
        return {"relation": relation, "event": keys[key]}

    def only(self, row: JSON, allowed: set[str]) -> None:
        if unknown := sorted(set(row) - allowed):
            raise self.fail(f"unknown field {', '.join(unknown)}")

    def all_of(self, makers: list[Callable[[], JSON]]) -> list[JSON]:
        """What each maker gives; where some fail, one error that names them all."""
        made, errors = [], []
        for make in makers:
            try:
                made.append(make())
            except GoldError as error:
                errors.append(str(error))
        if errors:
            raise GoldError("\n".join(errors))
        return made

    def document(self) -> JSON:
        gold = self.gold
        source_id = gold.get("id") or gold.get("url") or gold["article"]
        return {
            "kind": "document", "id": ids.document_id(source_id, gold.get("url"), gold.get("outlet"), self.text), "source_id": source_id,
            "input": gold["article"], "text": self.text, "title": gold.get("title"), "url": gold.get("url"), "outlet": gold.get("outlet"),
            "author": gold.get("author"), "published_at": self.published, "published_from": gold["published_from"],
            "dateline_place": gold.get("dateline_place"), "retrieved_at": None, "language": "en", "extent": "full",
            "raw_sha256": hashlib.sha256(self.raw).hexdigest(), "text_sha256": hashlib.sha256(self.text.encode()).hexdigest(),
            "extractor": "gold",
        }  # fmt: skip

    def coding(self) -> JSON:
        quotes = self.all_of([partial(self.quote, n, row) for n, row in enumerate(self.gold.get("quotes") or [])])
        rows = self.gold.get("events") or []
        keys = {row["k"]: ids.make_id("event", self.gold["article"], row["e"].split()[0], row["k"]) for row in rows}
        if len(keys) != len(rows):
            raise self.fail("two events have the same k")
        events = self.all_of([partial(self.event, row, keys) for row in rows])
        entities = [
            {
                "kind": "entity",
                **{k: v for k, v in entity.items() if k not in ("values", "civilian")},
                "local": True,
                "produced_by": PRODUCED_BY,
            }
            for entity in self.parties.values()
        ]
        return {
            "format": "tacitus-coding/1", "document": self.document(), "produced_by": {"gold": 1}, "quotes": quotes, "events": events,
            "mentions": [], "entities": entities, "times": [event["time"] for event in events if event["time"]],
            "places": [place for event in events for place in event["places"]],
            "counts": [count for event in events for count in event["counts"]], "frames": [], "failures": [],
        }  # fmt: skip


def numbered(words: str) -> tuple[str, int | None]:
    """``words#2`` → words, 2."""
    match = re.fullmatch(r"(.*)#(\d+)", words, re.S)
    return (match.group(1), int(match.group(2))) if match else (words, None)


def none(words: str) -> str | None:
    return None if words in ("", "-") else words


def listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def bounds(value: str) -> JSON:
    """low, best and high of a count's value."""
    number = [int(cell.replace(",", "")) for cell in re.findall(r"[\d,]+", value)]
    if value.endswith("+"):
        return {"low": number[0], "best": number[0], "high": None}
    if value.startswith("-"):
        return {"low": None, "best": None, "high": number[0]}
    if value.startswith("~"):
        return {"low": None, "best": number[0], "high": None}
    if len(number) == 2:
        return {"low": number[0], "best": None, "high": number[1]}
    return {"low": number[0], "best": number[0], "high": number[0]}


def codings(path: Path, gazetteer: JSON) -> list[JSON]:
    """The codings of one authoring file: one for every YAML document in it."""
    return [Article(path.name, gold, gazetteer).coding() for gold in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def built(name: str | None = None) -> Iterator[tuple[Path, str]]:
    """(target, content) of every gold file, or of the one named."""
    gazetteer = yaml.safe_load((GOLD / "places.yaml").read_text(encoding="utf-8"))
    for path in sorted(GOLD.glob("*.yaml")):
        if path.stem == "places" or name not in (None, path.stem):
            continue
        lines = [json.dumps(coding, ensure_ascii=False) for coding in codings(path, gazetteer)]
        yield path.with_suffix(".jsonl"), "".join(line + "\n" for line in lines)


def show(content: str) -> None:
    """The coding for the eye: each cell with the words around its span."""
    for coding in (json.loads(line) for line in content.splitlines()):
        print(f"=== {coding['document']['input']}: {len(coding['quotes'])} quotes, {len(coding['events'])} events")
        for quote in coding["quotes"]:
            speaker = (quote["speaker"] or {}).get("text")
            print(
                f"  Q {quote['form']} {speaker!r} {(quote['cue'] or {}).get('text')!r}: {' / '.join(c['text'] for c in quote['content'])}"
            )
        for event in coding["events"]:
            show_event(event)


def show_event(event: JSON) -> None:
    def cells(key: str) -> str:
        start = event["trigger"]["start"]
        return ", ".join(f"{c.get('name') or ''}<{c['text']}>{(c['start'] or start) - start:+d}" for c in event[key])

    speaker = (((event["attribution"] or {}).get("speaker")) or {}).get("text")
    time = event["time"] and f"{event['time']['text']}={event['time']['earliest']}..{event['time']['latest']}"
    kind = f"{event['type']}/{','.join(event['modes'])} [{event['trigger']['text']}]"
    print(f"  {kind} {event['status']} {event['voice']} by {speaker!r} {time}")
    for key in ("actors", "recipients", "targets", "places", "counts", "contexts"):
        if event[key]:
            print(f"      {key}: {cells(key)}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a built file is not current")
    parser.add_argument("--show", metavar="NAME", help="print one coding for reading by eye")
    options = parser.parse_args(arguments)
    stale = []
    for target, content in built(options.show):
        if options.show:
            show(content)
        elif not options.check:
            target.write_text(content, encoding="utf-8")
        elif not target.exists() or target.read_text(encoding="utf-8") != content:
            stale.append(target.name)
    if stale:
        print(f"not current, run python tools/build_gold.py: {', '.join(stale)}", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except GoldError as error:
        sys.exit(str(error))
