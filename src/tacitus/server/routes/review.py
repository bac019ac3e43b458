"""The queue, judgements, merges and splits."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, post
from litestar.params import Parameter
from msgspec.structs import replace

from tacitus.model.answers import (
    ApartAsked,
    Asked,
    Bulk,
    BulkDone,
    Judged,
    MergeAsked,
    NewJudgements,
    Progress,
    Queue,
    ReviewItem,
    Ruled,
    SplitAsked,
    Undo,
)  # fmt: skip
from tacitus.model.judgements import Judgement
from tacitus.server.asking import Identity, Limit, parameters_of
from tacitus.server.context import Context
from tacitus.server.problems import RefusedError
from tacitus.server.views import holders, linked_incident, living
from tacitus.workspace.browsing import BrowseFilters
from tacitus.workspace.browsing.filters import parse
from tacitus.workspace.incidents import apart, merge, split, undo

Kind = Annotated[Literal["event", "quote", "merge"], Parameter(description="what is to be judged")]
Order = Annotated[Literal["priority", "random"], Parameter(description="the least certain first, or a random sample")]
Sample = Annotated[str | None, Parameter(max_length=200, description="name of the random sample")]
Size = Annotated[int, Parameter(ge=1, le=100_000, description="how many the random sample draws")]
Skip = Annotated[list[str] | None, Parameter(description="targets that are not to come again now")]


class UndoRuling(Asked, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A merge or split that is taken back."""

    ruling: int


@get("/review/queue", sync_to_thread=True)
def review_queue(
    context: Context,
    request: Request[Any, Any, Any],
    narrowing: BrowseFilters,
    kind: Kind = "event",
    order: Order = "priority",
    sample: Sample = None,
    size: Size = 200,
    limit: Limit = 20,
    skip: Skip = None,
) -> Queue:
    """What to judge next: the least certain and most consequential first, or a sample drawn by chance."""
    queue = context.queues.queue(
        context.author(request), narrowing, kind=kind, order=order, sample=sample, size=size, limit=limit, skip=frozenset(skip or ()),
        drawn_from=request.url.query,
    )  # fmt: skip
    return replace(queue, items=tuple(_linked(item) for item in queue.items))


def _linked(item: ReviewItem) -> ReviewItem:
    """Addresses of its incidents only where they may become links."""
    one, other = item.incident, item.other
    return replace(item, incident=linked_incident(one) if one else None, other=linked_incident(other) if other else None)


@get("/review/progress", sync_to_thread=True)
def review_progress(context: Context) -> Progress:
    """How far the review is: by author and state, agreement, what is disputed, flagged or without its event."""
    return context.desk.progress()


@get("/judgements", sync_to_thread=True)
def judgements(context: Context, target: Identity) -> list[Judgement]:
    """Every judgement on one target, the earliest first."""
    return list(context.desk.history(target))


@post("/judgements", sync_to_thread=True, status_code=200)
def judge(context: Context, request: Request[Any, Any, Any], data: NewJudgements) -> Judged:
    """Keeps judgements. They are in the record when the answer comes."""
    return context.desk.append(context.judge_of(request), data)


@post("/judgements/undo", sync_to_thread=True, status_code=200)
def undo_judgements(context: Context, request: Request[Any, Any, Any], data: Undo) -> Judged:
    """Takes judgements back."""
    return context.desk.undo(context.judge_of(request), data)


@post("/judgements/bulk", sync_to_thread=True, status_code=200)
def judge_many(context: Context, request: Request[Any, Any, Any], data: Bulk) -> BulkDone:
    """A verdict on all events that pass the filters; 409 where their number is another than was shown."""
    author = context.judge_of(request)
    targets = context.browser.event_ids(parse(parameters_of(data.filters)))
    if data.fresh:
        done = context.desk.stance_of(author)
        targets = tuple(target for target in targets if target not in done)
    if len(targets) != data.count:
        raise RefusedError(409, f"{len(targets):,} events pass the filters now, not {data.count:,}", "Look at the list again.")
    return context.desk.bulk(author, targets, data.act, data.reason)


@post("/incidents/merge", sync_to_thread=True, status_code=200)
def merge_incidents(context: Context, request: Request[Any, Any, Any], data: MergeAsked) -> Ruled:
    """Makes several incidents one."""
    ruling = merge(context.path, data.incidents, author=context.judge_of(request), reason=data.reason)
    return Ruled(ruling=ruling, incidents=tuple(dict.fromkeys(living(context, one) for one in data.incidents)))


@post("/incidents/split", sync_to_thread=True, status_code=200)
def split_incident(context: Context, request: Request[Any, Any, Any], data: SplitAsked) -> Ruled:
    """Takes events out of an incident into one of their own."""
    ruling = split(context.path, data.incident, data.events, author=context.judge_of(request), reason=data.reason)
    return Ruled(ruling=ruling, incidents=holders(context, data.events))


@post("/incidents/apart", sync_to_thread=True, status_code=200)
def keep_incidents_apart(context: Context, request: Request[Any, Any, Any], data: ApartAsked) -> Ruled:
    """Keeps two incidents two, by an event of each."""
    one, other = data.events
    ruling = apart(context.path, one, other, author=context.judge_of(request), reason=data.reason)
    return Ruled(ruling=ruling, incidents=holders(context, data.events))


@post("/incidents/undo", sync_to_thread=True, status_code=200)
def undo_ruling(context: Context, request: Request[Any, Any, Any], data: UndoRuling) -> Ruled:
    """Takes a merge or a split back."""
    context.judge_of(request)
    undo(context.path, data.ruling)
    return Ruled(ruling=data.ruling, incidents=())


ROUTES = (
    review_queue, review_progress, judgements, judge, undo_judgements, judge_many, merge_incidents, split_incident,
    keep_incidents_apart, undo_ruling,
)  # fmt: skip
__all__ = ["ROUTES", "msgspec"]
