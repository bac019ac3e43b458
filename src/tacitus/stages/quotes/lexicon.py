"""The cue lexicon: which words give words or views to a speaker, and in which frames their content stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tacitus.model.errors import ResourceError
from tacitus.resources.loader import load

FRAMES = frozenset(
    {
        "direct",
        "that",
        "inf",
        "gerund",
        "obj",
        "obj-found",
        "obj-same",
        "obj-inf",
        "to-inf",
        "obj-pred",
        "raise",
        "quoted-as",
        "acomp",
        "of",
        "about",
        "for",
        "against",
        "to",
    }
)


@dataclass(frozen=True, slots=True)
class Cue:
    """All that the lexicon knows of one cue word: its meanings and frames, and the particle it needs (None: none)."""

    lemma: str
    particle: str | None
    meanings: frozenset[str]
    frames: frozenset[str]

    @property
    def after(self) -> frozenset[str]:
        """Prepositions after which the content stands ("warned of")."""
        return frozenset(frame[1:] for frame in self.frames if frame.startswith("+") and not frame.endswith("-inf"))

    @property
    def with_object(self) -> frozenset[str]:
        """Prepositions that belong to the content together with the object ("accused Roe of lying")."""
        return frozenset(frame[4:] for frame in self.frames if frame.startswith("obj+"))


class CueLexicon:
    """Verb and noun cues by lemma; a lemma may have entries with and without a particle."""

    def __init__(self, verbs: Mapping[str, Any], nouns: Mapping[str, Any], adjectives: Mapping[str, Any]) -> None:
        self.verbs = _index(verbs["verbs"])
        self.nouns = _index(nouns["nouns"])
        self.adjectives = _index(adjectives["adjectives"])
        self.telling = frozenset(lemma for lemma, cues in self.verbs.items() if any({"direct", "that"} <= cue.frames for cue in cues))
        self.light = frozenset(verbs["light"])
        self.expressing = frozenset(verbs["expressing"])
        self.expressed = frozenset(verbs["expressed"])
        self.speech = frozenset(verbs["speech"])
        self.owned = frozenset(nouns["owned"])
        self.hearsay = frozenset(nouns["hearsay"])
        self.hedging = frozenset(nouns["hedging"])
        self.phrases = [tuple(phrase["words"]) for phrase in nouns["phrases"]]

    @classmethod
    def from_resources(cls) -> CueLexicon:
        return cls(load("quotes/verbs.yaml").data, load("quotes/nouns.yaml").data, load("quotes/adjectives.yaml").data)


def _index(groups: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Cue, ...]]:
    """Entries of all groups merged by word; particles first, so that "point out" is tried before "point"."""
    meanings: dict[tuple[str, str | None], set[str]] = {}
    frames: dict[tuple[str, str | None], set[str]] = {}
    for group in groups:
        for frame in group["frames"]:
            if frame not in FRAMES and not frame.startswith(("+", "obj+")):
                raise ResourceError(f"quotes: the group {group['meaning']!r} names the frame {frame!r}, which is none of {sorted(FRAMES)}.")
        for word in group["words"]:
            lemma, _, second = str(word).partition(" ")
            key = (lemma, second or None)
            meanings.setdefault(key, set()).add(str(group["meaning"]))
            frames.setdefault(key, set()).update(group["frames"])
    by_lemma: dict[str, list[Cue]] = {}
    for lemma, particle in sorted(meanings, key=lambda key: (key[0], key[1] is None, key[1] or "")):
        key = (lemma, particle)
        by_lemma.setdefault(lemma, []).append(Cue(lemma, particle, frozenset(meanings[key]), frozenset(frames[key])))
    return {lemma: tuple(cues) for lemma, cues in by_lemma.items()}
