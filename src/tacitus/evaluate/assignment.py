"""The best one-to-one assignment (Kuhn and Munkres), small and exact."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def best_sum(table: Sequence[Sequence[float]]) -> float:
    """The largest sum of cells of which no two share a row or a column; ``table`` has rows of equal length."""
    if not table or not table[0]:
        return 0.0
    if len(table) > len(table[0]):
        table = [list(column) for column in zip(*table, strict=True)]
    holder = _assigned([[-cell for cell in row] for row in table])
    return sum(table[row - 1][column - 1] for column, row in enumerate(holder) if column and row)


def _assigned(costs: Sequence[Sequence[float]]) -> list[int]:
    """For each column, from 1, the row that holds it, 0 where none does; there are no more rows than columns."""
    rows, columns = len(costs), len(costs[0])
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)  # potentials
    holder = [0] * (columns + 1)
    for row in range(1, rows + 1):
        holder[0] = row
        column, least, before, seen = 0, [inf] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while holder[column]:
            seen[column] = True
            here, step, following = holder[column], inf, 0
            for other in range(1, columns + 1):
                if seen[other]:
                    continue
                slack = costs[here - 1][other - 1] - of_row[here] - of_column[other]
                if slack < least[other]:
                    least[other], before[other] = slack, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(columns + 1):
                if seen[other]:
                    of_row[holder[other]] += step
                    of_column[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            holder[column] = holder[before[column]]
            column = before[column]
    return holder
