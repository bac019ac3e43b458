"""What is in the record, in numbers that lead to the lists behind them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tacitus.model.answers import Listed, Overview
from tacitus.workspace.browsing import pictures
from tacitus.workspace.browsing.following import Loaded
from tacitus.workspace.browsing.reviewed import Review
from tacitus.workspace.browsing.selecting import Selection


class View:
    """Everything that one answer rests on, of one moment."""

    def __init__(self, loaded: Loaded, review: Review) -> None:
        self.loaded = loaded
        self.index, self.places, self.facets = loaded.index, loaded.places, loaded.facets
        self.review = review

    @property
    def mark(self) -> tuple[int, int]:
        """Another one whenever an answer may be another."""
        return self.index.generation, self.review.version


def overview_of(view: View, selections: Mapping[Listed, Selection]) -> Overview:
    """Numbers, days and facets of the rows that pass; gaps in what was published."""
    index = view.index
    documents = selections["documents"].rows()
    by_day, undated = pictures.days_of(index.document_published[documents])
    facets = [view.facets.facet(selections["events"], view.review, name) for name in ("type", "quad", "status", "voice")]
    facets.append(view.facets.facet(selections["documents"], view.review, "outlet"))
    return Overview(
        documents=int(np.count_nonzero(documents)),
        failed=int(np.count_nonzero(index.document_failed[documents])),
        events=int(np.count_nonzero(selections["events"].rows())),
        quotes=int(np.count_nonzero(selections["quotes"].rows())),
        incidents=int(np.count_nonzero(selections["incidents"].rows())),
        judgements=view.review.number,
        undated=undated,
        earliest=by_day[0].day if by_day else None,
        latest=by_day[-1].day if by_day else None,
        documents_by_day=by_day,
        events_by_day=pictures.timeline(index, selections["events"]).days,
        facets=tuple(facets),
        gaps=pictures.gaps(index, documents),
    )
