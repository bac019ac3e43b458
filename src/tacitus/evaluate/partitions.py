"""Two partitions of the same things compared: counts that can be added up over sets, and the figures made of the sums.

B³ (Bagga and Baldwin 1998), MUC (Vilain and others 1995), CEAF with entity similarity φ4 (Luo 2005); CoNLL, the mean of the three F1;
pairs, and the adjusted Rand index (Hubert and Arabie 1985).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence

from tacitus.evaluate.assignment import best_sum
from tacitus.evaluate.tallies import Counts, Value

Things = Sequence[tuple[Hashable, Hashable]]  # of each thing: its gold cluster, ours


def counted(things: Things) -> dict[str, float]:
    """The counts of one set; singletons count in B³ and CEAF, and have no links for MUC and pairs."""
    gold, ours = Counter(one for one, _ in things), Counter(other for _, other in things)
    both = Counter(things)
    n = len(things)
    return {
        "things": n,
        "b3_recall": sum(size * size / gold[one] for (one, _), size in both.items()),
        "b3_precision": sum(size * size / ours[other] for (_, other), size in both.items()),
        # A gold cluster that lies in k of ours needs k - 1 more links; it has |cluster| - 1.
        "muc_right": n - len(both),
        "muc_gold": n - len(gold),
        "muc_ours": n - len(ours),
        "ceaf_right": _similarity(gold, ours, both),
        "ceaf_gold": len(gold),
        "ceaf_ours": len(ours),
        "pairs_right": sum(_pairs(size) for size in both.values()),
        "pairs_gold": sum(_pairs(size) for size in gold.values()),
        "pairs_ours": sum(_pairs(size) for size in ours.values()),
        "pairs_all": _pairs(n),
    }


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _similarity(gold: Counter[Hashable], ours: Counter[Hashable], both: Counter[tuple[Hashable, Hashable]]) -> float:
    """The largest sum of φ4 = 2 |g ∩ o| / (|g| + |o|) over one-to-one alignments; clusters that share nothing are aligned apart."""
    parent: dict[tuple[str, Hashable], tuple[str, Hashable]] = {}

    def root(node: tuple[str, Hashable]) -> tuple[str, Hashable]:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for one, other in both:
        parent[root(("gold", one))] = root(("ours", other))
    parts: dict[tuple[str, Hashable], list[tuple[Hashable, Hashable]]] = {}
    for one, other in both:
        parts.setdefault(root(("gold", one)), []).append((one, other))
    return sum(_aligned(cells, gold, ours, both) for cells in parts.values())


def _aligned(
    cells: Sequence[tuple[Hashable, Hashable]],
    gold: Counter[Hashable],
    ours: Counter[Hashable],
    both: Counter[tuple[Hashable, Hashable]],
) -> float:
    rows = {one: number for number, one in enumerate(dict.fromkeys(one for one, _ in cells))}
    columns = {other: number for number, other in enumerate(dict.fromkeys(other for _, other in cells))}
    table = [[0.0] * len(columns) for _ in rows]
    for one, other in cells:
        table[rows[one]][columns[other]] = 2 * both[one, other] / (gold[one] + ours[other])
    return best_sum(table)


# Figures of the sums


def _f1(right_of_gold: float, gold: float, right_of_ours: float, ours: float) -> float | None:
    if not gold and not ours:
        return None
    recall, precision = (right_of_gold / gold if gold else 0.0), (right_of_ours / ours if ours else 0.0)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b3(counts: Counts) -> dict[str, Value]:
    n = _of(counts, "things")
    precision, recall = _of(counts, "b3_precision"), _of(counts, "b3_recall")
    return {
        "b3": Value(value=_f1(recall, n, precision, n), n=int(n)),
        "b3_precision": Value(value=precision / n if n else None, n=int(n)),
        "b3_recall": Value(value=recall / n if n else None, n=int(n)),
    }


def conll(counts: Counts) -> dict[str, Value]:
    """MUC, CEAF-e and the mean of their F1 with that of B³; a set without any link has no MUC and no mean."""
    muc = _f1(_of(counts, "muc_right"), _of(counts, "muc_gold"), _of(counts, "muc_right"), _of(counts, "muc_ours"))
    ceaf = _f1(_of(counts, "ceaf_right"), _of(counts, "ceaf_gold"), _of(counts, "ceaf_right"), _of(counts, "ceaf_ours"))
    middle = b3(counts)["b3"].value
    known = [one for one in (muc, middle, ceaf) if one is not None]
    n = int(_of(counts, "things"))
    return {
        "conll": Value(value=sum(known) / 3 if len(known) == 3 else None, n=n),
        "muc": Value(value=muc, n=int(_of(counts, "muc_gold"))),
        "ceaf_e": Value(value=ceaf, n=int(_of(counts, "ceaf_gold"))),
    }


def pairs(counts: Counts) -> dict[str, Value]:
    right, gold, ours = (_of(counts, name) for name in ("pairs_right", "pairs_gold", "pairs_ours"))
    return {
        "pairwise": Value(value=_f1(right, gold, right, ours), n=int(gold)),
        "pairwise_precision": Value(value=right / ours if ours else None, n=int(ours)),
        "pairwise_recall": Value(value=right / gold if gold else None, n=int(gold)),
    }


def adjusted_rand(counts: Counts) -> Value:
    """1 for equal partitions, about 0 for partitions by chance; over the pairs within each set."""
    right, gold, ours, of = (_of(counts, name) for name in ("pairs_right", "pairs_gold", "pairs_ours", "pairs_all"))
    expected = gold * ours / of if of else 0.0
    most = (gold + ours) / 2
    value = None if not of else 1.0 if most == expected else (right - expected) / (most - expected)
    return Value(value=value, n=int(_of(counts, "things")))


def _of(counts: Mapping[tuple[str, ...], float], name: str) -> float:
    return counts.get((name,), 0.0)
