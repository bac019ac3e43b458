"""Which gold documents are measured: a half, a fixed sample."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, get_args

from tacitus.evaluate.gold import Gold, GoldError, sampled
from tacitus.model.errors import UsageError

WhichHalf = Literal["develop", "check", "all"]
_SAMPLE = re.compile(r"1/([1-9]\d{0,5})$")


def sample_of(written: str | None) -> int:
    """``1/10`` → 10; 1 without a sample."""
    if written is None:
        return 1
    match = _SAMPLE.match(written.strip())
    if match is None:
        raise UsageError(f"--sample {written!r} is not like 1/10: one document in ten.")
    return int(match[1])


def half_named(written: str) -> WhichHalf:
    if written not in get_args(WhichHalf):
        raise UsageError(f"--half {written!r}: choose {', '.join(get_args(WhichHalf))}.")
    return written  # type: ignore[return-value]


def selected(golds: Iterable[Gold | GoldError], half: WhichHalf, sample: int, errors: list[GoldError]) -> Iterator[Gold]:
    """The documents of the half (or whose topic is of the half) and the sample; what could not be read goes to ``errors``."""
    for gold in golds:
        if isinstance(gold, GoldError):
            errors.append(gold)
        elif (half in ("all", gold.half) or (gold.topic is not None and half == gold.topic_half)) and (
            sample == 1 or sampled(gold.key, sample)
        ):
            yield gold
