// Every route of the API as a function.
import { get, post } from "./client";
import type * as t from "./types";

export { ProblemError, query } from "./client";
export type * from "./types";

const id = encodeURIComponent;
type Signal = AbortSignal | undefined;

export const api = {
  session: (signal?: Signal) => get<t.Session>("/api/session", {}, signal),
  name: (author: string) => post<t.Session>("/api/session", { author } satisfies t.NewAuthor),
  vocabulary: (signal?: Signal) => get<t.Vocabulary>("/api/vocabulary", {}, signal),
  overview: (filters: t.Query, signal?: Signal) => get<t.Overview>("/api/overview", filters, signal),
  incidents: (filters: t.Query, signal?: Signal) => get<t.IncidentPage>("/api/incidents", filters, signal),
  events: (filters: t.Query, signal?: Signal) => get<t.EventPage>("/api/events", filters, signal),
  quotes: (filters: t.Query, signal?: Signal) => get<t.QuotePage>("/api/quotes", filters, signal),
  documents: (filters: t.Query, signal?: Signal) => get<t.DocumentPage>("/api/documents", filters, signal),
  facets: (of: t.Listed, filters: t.Query, signal?: Signal) => get<t.Facets>("/api/facets", { of, ...filters }, signal),
  timeline: (of: t.Listed, filters: t.Query, signal?: Signal) => get<t.Timeline>("/api/timeline", { of, ...filters }, signal),
  map: (of: t.Listed, filters: t.Query, signal?: Signal) => get<t.PlaceMap>("/api/map", { of, ...filters }, signal),
  incident: (one: string, signal?: Signal) => get<t.IncidentView>(`/api/incidents/${id(one)}`, {}, signal),
  document: (one: string, signal?: Signal) => get<t.Article>(`/api/documents/${id(one)}`, {}, signal),
  event: (one: string, signal?: Signal) => get<t.EventRow>(`/api/events/${id(one)}`, {}, signal),
  actors: (filters: t.Query, signal?: Signal) => get<t.ActorPage>("/api/actors", filters, signal),
  actor: (entity: string, filters: t.Query, signal?: Signal) => get<t.ActorView>(`/api/actors/${id(entity)}`, filters, signal),
  relations: (filters: t.Query, signal?: Signal) => get<t.Relations>("/api/relations", filters, signal),
  framing: (filters: t.Query, signal?: Signal) => get<t.Framing>("/api/framing", filters, signal),
  framingSentences: (of: t.Query, signal?: Signal) => get<t.FramedSentence[]>("/api/framing/sentences", of, signal),
  runs: (signal?: Signal) => get<t.Runs>("/api/runs", {}, signal),
  entities: (words: string, signal?: Signal) => get<t.EntityChoice[]>("/api/entities", { words }, signal),
  places: (words: string, signal?: Signal) => get<t.PlaceChoice[]>("/api/places", { words }, signal),
  queue: (asked: t.Query, signal?: Signal) => get<t.Queue>("/api/review/queue", asked, signal),
  progress: (signal?: Signal) => get<t.Progress>("/api/review/progress", {}, signal),
  judgements: (target: string, signal?: Signal) => get<t.Judgement[]>("/api/judgements", { target }, signal),
  judge: (judgements: t.NewJudgement[]) => post<t.Judged>("/api/judgements", { judgements } satisfies t.NewJudgements),
  undo: (what: t.Undo) => post<t.Judged>("/api/judgements/undo", what),
  bulk: (what: t.Bulk) => post<t.BulkDone>("/api/judgements/bulk", what),
  merge: (what: t.MergeAsked) => post<t.Ruled>("/api/incidents/merge", what),
  split: (what: t.SplitAsked) => post<t.Ruled>("/api/incidents/split", what),
  apart: (what: t.ApartAsked) => post<t.Ruled>("/api/incidents/apart", what),
  undoRuling: (ruling: number) => post<t.Ruled>("/api/incidents/undo", { ruling } satisfies t.UndoRuling),
  /** The address of a file with what the filters let through. */
  download: (what: t.Listed | "claims", format: "csv" | "jsonl" | "parquet", search: string) => `/api/download/${what}.${format}${search}`,
};
