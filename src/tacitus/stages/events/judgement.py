"""What is found on the way up from a trigger, and the status that it adds up to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tacitus.model.ontology import Outcome, Status

# The further left, the stronger. Inside a threat `threatened` outranks future and hypothetical (codebook, section 4).
COMMANDING: tuple[Status, ...] = ("threatened", "demanded")
OPEN: tuple[Status, ...] = ("hypothetical", "future")


@dataclass
class Judgement:
    """What was found on the way up from a trigger."""

    effects: set[Status] = field(default_factory=set)
    negations: int = 0
    # Under "if", "might not", "would have": whether done or left undone, it is only thought of.
    supposed: bool = False
    # A verb above that undoes the deed: "refused to", "prevented". What bears on that verb decides whether it was undone at all.
    undone: Literal["refused", "averted"] | None = None
    outcome: Outcome | None = None
    hedge: list[int] = field(default_factory=list)
    hearsay: bool = False
    future_marker: int | None = None  # the token that puts the deed into the future
    denier: int | None = None  # the verb by which somebody says that it is not so
    contester: int | None = None  # the verb by which somebody says that what another claims is not so; the claim stands
    foiler: int | None = None  # the verb that foils it, whose subject is not who would have done it
    disowned: bool = False  # the denier says that they had no part in it
    condition: int | None = None  # head token of the if-clause
    why: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        for status in COMMANDING:
            if status in self.effects:
                return status
        if self.supposed:
            return "hypothetical"
        if self.negations % 2:
            return "negated"
        for status in OPEN:
            if status in self.effects:
                return status
        return "actual"

    def add(self, effect: str, reason: str, marker: int | None = None) -> None:
        """Negation is counted, since two of them cancel out; anything else is noted once."""
        if effect == "future" and self.future_marker is None:
            self.future_marker = marker
        if effect == "negated":
            self.negations += 1
        else:
            self.effects.add(effect)  # type: ignore[arg-type]
            # "might prevent an attack", "plans to cancel the visit"; but "will refuse to leave" is a refusal
            if self.undone and (effect == "hypothetical" or (effect == "future" and self.undone == "averted")):
                self.supposed = True
        self.why.append(f"status.{effect}.{reason}")

    def suppose(self, reason: str) -> None:
        """Hypothetical, whether negated or not."""
        self.add("hypothetical", reason)
        self.supposed = True

    def undo(self, kind: Literal["refused", "averted"], reason: str, marker: int | None = None) -> None:
        """Negated by a word above the trigger."""
        self.add("negated", reason, marker)
        self.undone = kind

    def fail(self, word: str, outcome: Outcome) -> None:
        """Begun, and failed; what was only planned when it was foiled was never begun."""
        if "future" in self.effects:
            self.effects.discard("future")
            self.undo("averted", word)
            return
        if self.undone:
            self.supposed = True  # "tried to prevent an attack": whether it was prevented is not said
            return
        self.outcome = outcome if outcome == "intercepted" else self.outcome or outcome
        self.why.append(f"outcome.{word}")
