"""Fits the weights by which a pronoun's antecedent is chosen and writes src/tacitus/resources/coreference/antecedents.yaml.

Learned from pronouns of which somebody has said whom they mean: the passages in tools/coreference_passages.yaml, written and labelled for
this project, and, of the halves to develop by, the documents of MEANTIME and those of GUM that are CC BY (its biographies and travel guides
are CC BY-SA and are left out; ECB+ is for measuring only). A multinomial logistic regression over the candidates of each pronoun and
"nobody", with the parts of stages/entities/ranking.py; a ridge penalty draws each weight to the number set by hand in PRIOR, and the
weights of the three kinds of pronouns to each other. Since a pronoun's candidates are themselves pronouns that were resolved before, the
texts are read anew with the weights learned so far, ROUNDS times. Plain gradient descent, the same numbers each time; half a minute or so.
The texts are few, so the weights go half of the way only (TAKEN), and those of distance stay as they are (FIXED). How likely the best
candidate must be (SURE) and how readily nobody is taken (NOBODY) are set and not learned. --prior writes PRIOR.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import yaml

from tacitus.evaluate.accuracy.sets import golds_of, set_named
from tacitus.evaluate.gold import Gold, GoldChain, GoldMention, Span, document_for
from tacitus.evaluate.measures.coreference import THIRD, _same_words
from tacitus.evaluate.readers.webanno import form_of
from tacitus.model.records import Mention, Sentence
from tacitus.model.stage import Given
from tacitus.stages.entities import Entities
from tacitus.stages.entities.antecedents import Candidate
from tacitus.stages.entities.pronouns import PronounResolver
from tacitus.stages.entities.ranking import KINDS, MEANINGS, Parts, Slot, Weights, nobody_parts
from tacitus.stages.entities.working import Chain, Work
from tacitus.stages.linguistics import Linguistics

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
PASSAGES = ROOT / "tools" / "coreference_passages.yaml"
WEIGHTS = ROOT / "src" / "tacitus" / "resources" / "coreference" / "antecedents.yaml"
SHARE_ALIKE = ("GUM_bio_", "GUM_voyage_")
# Set by reading articles, before anything was learned; parts that are not named begin at 0.
PRIOR = {
    "sentences-back": -1.9, "words-back": -0.02, "other-paragraph": -0.4, "main-subject": 1.5, "inner-subject": 1.1, "subject-above": 1.5,
    "subject-of-own-clause": 1.5, "subject-of-joined-clause": 1.5, "after-preposition": 0.3, "place": -2.8, "predicate": -1.0,
    "related": -0.3, "no-person-label": -0.3, "behind-in-or-at": -0.3, "owner": -0.5, "both-subjects": 0.25, "told-by-pronoun": 0.5,
    "told-by-name": -0.3, "indefinite": -0.25, "owner-beside": 2.8, "own-clause-reflexive": 3.7, "quoted-alone": -1.5,
    "gender-told": 1.2, "gender-leans": 0.6, "gender-leans-away": -3.7, "body-of-persons": -0.5, "single-body": -1.9,
    "often-named": 0.45, "told-again": 0.2, "nobody-thing": 1.0, "speaks-of-others": -1.2,
}  # fmt: skip
# Parts whose weight may not change its sign, so that a chance of the few texts does not turn what everybody knows round.
NEVER_BELOW = frozenset(
    """told-again often-named named-most in-first-sentence gender-told gender-leans nearest main-subject inner-subject subject-above
    subject-of-own-clause subject-of-joined-clause both-subjects both-objects both-owners both-say owner-beside own-clause-reflexive
    subject-elsewhere nobody-thing same-pronoun sentence-before same-sentence last-meant""".split()
)
NEVER_ABOVE = frozenset(
    """sentences-back words-back other-paragraph gender-leans-away quoted-alone place predicate no-person-label related behind-in-or-at
    indefinite in-relative-clause speaks-of-others""".split()
)
# Not learned: a pronoun resolved rightly before makes distance look idle, and where one was resolved wrongly it is what mends it.
FIXED = frozenset({"sentences-back", "words-back", "other-paragraph"})
SURE = {"person": 0.2, "plural": 0.2, "neuter": 0.2}
NOBODY = {"person": -3.0, "plural": -2.0, "neuter": -1.0}  # added to what is learned: he and she nearly always mean somebody
TAKEN = 0.5  # how far from PRIOR the weights go towards what is learned; by the texts not learned from (biographies, ECB+ to develop by)
RIDGE, APART, ROUNDS, STEPS, RATE = 8.0, 3.0, 3, 400, 0.2
_LABEL = re.compile(r"\[([^\]|]+)\|(\w*)\]")


class Row(msgspec.Struct):
    """One pronoun: its kind, the parts of each candidate, "nobody" last, and which are right."""

    kind: str
    parts: list[Parts]
    right: list[bool]


@dataclass(slots=True)
class Text:
    """A document with its sentences. ``whole``: whether every pronoun is labelled, so that one without a label means nobody."""

    gold: Gold
    sentences: list[Sentence]
    whole: bool


class Recorder(PronounResolver):
    """Keeps what each pronoun had to choose from, the last passage over it alone."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self.seen: dict[int, tuple[Slot, list[Candidate]]] = {}
        self.work: Work | None = None

    def resolve(self, work: Work) -> None:
        self.seen, self.work = {}, work
        super().resolve(work)

    def _seen(self, asked: Slot, found: list[Candidate]) -> None:
        self.seen[asked.token.i] = (asked, found)


def passages() -> Iterator[Gold]:
    """Our own: "[Barlow|a] said [he|a] …"; "[it|]" means nobody."""
    for number, text in enumerate(yaml.safe_load(PASSAGES.read_text(encoding="utf-8"))["passages"]):
        plain, chains, at = "", dict[str, list[GoldMention]](), 0
        for found in _LABEL.finditer(text):
            plain += text[at : found.start()]
            span = (len(plain), len(plain) + len(found[1]))
            if found[2]:
                form = "pronoun" if found[1].lower() in THIRD else form_of(found[1])
                chains.setdefault(found[2], []).append(GoldMention(span=span, form=form))
            plain, at = plain + found[1], found.end()
        plain += text[at:]
        yield Gold(
            document=document_for(f"passage {number}", plain), file=str(PASSAGES), key=str(number),
            chains=tuple(GoldChain(kind="party", mentions=tuple(mentions)) for mentions in chains.values()),
        )  # fmt: skip


def texts() -> list[Text]:
    linguistics = Linguistics.from_resources()
    found: list[tuple[Gold, bool]] = [(gold, True) for gold in passages()] if PASSAGES.is_file() else []
    for name in ("meantime", "gum"):
        one = set_named(name)
        assert one is not None
        if not (DATA / one.path).exists():
            raise SystemExit(f"no {one.path} in the data folder: the weights cannot be learned without it")
        for gold in golds_of(one, ROOT, DATA):
            if isinstance(gold, Gold) and gold.half == "develop" and gold.chains and not gold.key.startswith(SHARE_ALIKE):
                found.append((gold, name == "gum"))
    return [Text(gold, list(linguistics.annotate(gold.document, Given())), whole) for gold, whole in found]


def rows_of(text: Text, entities: Entities, recorder: Recorder) -> Iterator[Row]:
    """What each pronoun of the text had to choose from, with what is right."""
    mentions = [one for one in entities.annotate(text.gold.document, Given(text.sentences)) if isinstance(one, Mention)]
    work = recorder.work
    if work is None or not mentions:
        return
    own: dict[int, list[Span]] = {}
    for draft in work.drafts.values():
        if draft.chain is not None and draft.form != "pronoun":
            own.setdefault(id(draft.chain.final()), []).append((work.tokens[draft.first].start, work.tokens[draft.last].end))
    chains = {mention.span: chain for chain in text.gold.chains or () for mention in chain.mentions if mention.form == "pronoun"}
    for slot, found in recorder.seen.values():
        span = (slot.token.start, slot.token.end)
        chain = chains.get(span)
        names = [one.span for one in chain.mentions if one.form != "pronoun"] if chain is not None else []
        if not text.gold.holds(*span) or (chain is None and not text.whole) or (chain is not None and not names):
            continue
        right = [chain is not None and _named(one.chain, one, own, names, work, text.gold.document.text) for one in found]
        if chain is not None and not any(right):
            continue  # whom it means is not among the candidates: the fault lies elsewhere
        yield Row(kind=slot.kind, parts=[*(one.parts for one in found), nobody_parts(work, slot)], right=[*right, not any(right)])


def _named(chain: Chain, one: Candidate, own: dict[int, list[Span]], names: Sequence[Span], work: Work, text: str) -> bool:
    spans = own.get(id(chain), [])
    if one.together:
        heads = work.tree.conjuncts(one.draft.head)
        last = work.drafts[heads[-1]].last if heads[-1] in work.drafts else heads[-1]
        return any(name[0] <= work.tokens[one.draft.head].start and work.tokens[last].end - 2 <= name[1] for name in names)
    return any(_same_words(span, name, text) for span in spans for name in names)


Table = tuple[np.ndarray, np.ndarray, int, np.ndarray]  # of the candidates: parts, pronoun, (how many pronouns), whether right


def table_of(rows: Sequence[Row], names: Sequence[str]) -> Table:
    index = {name: n for n, name in enumerate(names)}
    sizes = [len(row.parts) for row in rows]
    matrix = np.zeros((sum(sizes), len(names)))
    for r, parts in enumerate(parts for row in rows for parts in row.parts):
        for name, value in parts:
            matrix[r, index[name]] += value
    owner = np.repeat(np.arange(len(sizes)), sizes)
    return matrix, owner, len(sizes), np.array([one for row in rows for one in row.right], dtype=float)


def learn(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Weights by part and kind."""
    names = list(MEANINGS)
    prior = np.array([PRIOR.get(name, 0.0) for name in names])
    least = np.array([PRIOR[name] if name in FIXED else 0.0 if name in NEVER_BELOW else -np.inf for name in names])
    most = np.array([PRIOR[name] if name in FIXED else 0.0 if name in NEVER_ABOVE else np.inf for name in names])
    weights = np.tile(prior, (len(KINDS), 1))
    tables = [table_of([row for row in rows if row.kind == kind], names) for kind in KINDS]
    rate = RATE / (4 * max(1, *(table[2] for table in tables)) ** 0.5)
    for _ in range(STEPS):
        middle = weights.mean(axis=0)
        step = -RIDGE * (weights - prior)
        for k, (matrix, owner, count, right) in enumerate(tables):
            scores = matrix @ weights[k]
            step[k] += matrix.T @ (_shares(scores, owner, count, right) - _shares(scores, owner, count, None)) if count else 0.0
            step[k] -= APART * (weights[k] - middle)
        weights = np.clip(weights + rate * step, least, most)
    return {name: {kind: float(weights[k, n]) for k, kind in enumerate(KINDS)} for n, name in enumerate(names)}


def tempered(learned: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Part of the way from what was set by hand; what speaks for nobody whole."""
    found: dict[str, dict[str, float]] = {}
    for name, row in learned.items():
        taken, prior = 1.0 if name.startswith("nobody") else TAKEN, PRIOR.get(name, 0.0)
        more = NOBODY if name == "nobody" else dict.fromkeys(KINDS, 0.0)
        found[name] = {kind: round(prior + taken * (value - prior) + more[kind], 2) for kind, value in row.items()}
    return found


def _shares(scores: np.ndarray, owner: np.ndarray, count: int, right: np.ndarray | None) -> np.ndarray:
    """Each candidate's share of its pronoun; with ``right``, among the right ones alone."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, owner, scores)
    weight = np.exp(scores - top[owner])
    if right is not None:
        weight = weight * right
    total = np.zeros(count)
    np.add.at(total, owner, weight)
    shares: np.ndarray = weight / np.maximum(total[owner], 1e-12)
    return shares


def fit(sources: Sequence[Text], rounds: int = ROUNDS) -> dict[str, dict[str, float]]:
    weights = {name: dict.fromkeys(KINDS, PRIOR.get(name, 0.0)) for name in MEANINGS}
    entities = Entities.from_resources()
    for _ in range(rounds):
        weights = learn(rows(sources, entities, weights))
    return weights


def rows(sources: Sequence[Text], entities: Entities, weights: dict[str, dict[str, float]]) -> list[Row]:
    recorder = Recorder(Weights(weights, SURE))
    entities._resolver._pronouns = recorder
    return [row for text in sources for row in rows_of(text, entities, recorder)]


def written(weights: dict[str, dict[str, float]], count: int) -> str:
    lines = [
        "name: coreference-antecedents",
        "version: 1",
        "licence: CC0-1.0",
        "looked_at: 2026-11-23",
        f"# Written by tools/fit_coreference.py from {count} pronouns; see there what is learned and what is set.",
        "# A candidate's score is the sum of the parts that hold of it, by kind of pronoun; the likeliest is taken if its share of",
        "# exp(score) over all candidates and nobody is at least as large as `sure` says.",
        "sure: {" + ", ".join(f"{kind}: {SURE[kind]}" for kind in KINDS) + "}",
        "weights:",
    ]
    for name, meaning in MEANINGS.items():
        row = ", ".join(f"{kind}: {weights[name][kind]:.2f}" for kind in KINDS)
        lines.append(f"  {name}: {{{row}}} # {meaning}")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prior", action="store_true", help="write the weights set by hand, nothing learned")
    given = parser.parse_args()
    if given.prior:
        weights, count = {name: dict.fromkeys(KINDS, PRIOR.get(name, 0.0)) for name in MEANINGS}, 0
    else:
        sources = texts()
        weights = tempered(fit(sources))
        count = len(rows(sources, Entities.from_resources(), weights))
    WEIGHTS.write_text(written(weights, count), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
