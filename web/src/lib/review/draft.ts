// An event as a form has it, and the judgements that lead from the machine's event to what the form holds.
import type { CodedEvent, CountGiven, EventGiven, NewJudgement, Party, PartyGiven, PlaceGiven, Quote, SpanGiven, TimeGiven } from "../api";

export interface Draft {
  type: string;
  modes: string[];
  status: string;
  voice: string;
  actors: PartyGiven[];
  recipients: PartyGiven[];
  speaker: PartyGiven | null;
  time: TimeGiven | null;
  places: PlaceGiven[];
  counts: CountGiven[];
  content: SpanGiven[]; // of a quotation
}

export const FIELDS = ["type", "modes", "status", "voice", "actors", "recipients", "speaker", "time", "places", "counts", "content"] as const;
export const EVENT_FIELDS = FIELDS.filter((field) => field !== "content");
export const QUOTE_FIELDS = ["speaker", "content"] as const;
export type Field = (typeof FIELDS)[number];

const span = (of: { start?: number | null; end?: number | null } | null | undefined): SpanGiven | null =>
  of && typeof of.start === "number" && typeof of.end === "number" && of.end > of.start ? { start: of.start, end: of.end } : null;

export function partyGiven(party: Party): PartyGiven {
  return { span: span(party), entity: party.entity, name: party.name ?? party.text, country: party.country, sectors: [...(party.sectors ?? [])] };
}

export function draftOf(event: CodedEvent): Draft {
  const { time } = event;
  return {
    type: event.type,
    modes: [...event.modes],
    status: event.status,
    voice: event.voice,
    actors: event.actors.map(partyGiven),
    recipients: event.recipients.map(partyGiven),
    speaker: event.attribution?.speaker ? partyGiven(event.attribution.speaker) : null,
    time: time && time.earliest ? { earliest: time.earliest, latest: time.latest, precision: time.precision, span: span(time) } : null,
    places: event.places.map((place) => ({ span: span(place), geonames_id: place.geonames_id, name: place.name ?? place.text, country: place.country, role: place.role ?? "at" })),
    counts: event.counts.map((count) => ({ what: count.what, of: count.of, low: count.low, best: count.best, high: count.high, span: span(count) })),
    content: [],
  };
}

export function draftOfQuote(quote: Quote): Draft {
  return { ...emptyDraft(), speaker: quote.speaker ? partyGiven(quote.speaker) : null, content: quote.content.map(({ start, end }) => ({ start, end })) };
}

export const emptyDraft = (): Draft => ({ type: "", modes: [], status: "actual", voice: "report", actors: [], recipients: [], speaker: null, time: null, places: [], counts: [], content: [] });

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The fields whose values differ. */
export function changedFields(before: Draft, after: Draft): Field[] {
  return FIELDS.filter((field) => !same(before[field], after[field]));
}

/** One judgement for each field that differs. */
export function editsOf(target: string, before: Draft, after: Draft, more: Partial<NewJudgement> = {}): NewJudgement[] {
  return changedFields(before, after).map((field) => ({ target, act: "edit", field, ...valueOf(field, after), ...more }));
}

/**
 * A party as it is sent. What is shown may be a pseudonym: of a person of this document, and of plain words, the span alone is sent, and the
 * server finds the name that stands there.
 */
function sent(party: PartyGiven): PartyGiven {
  const named = party.entity && !party.entity.startsWith("ent-");
  if (!party.span || named) return party;
  return { span: party.span, country: party.country ?? null, sectors: party.sectors ?? [] };
}

function valueOf(field: Field, draft: Draft): Partial<NewJudgement> {
  switch (field) {
    case "actors":
    case "recipients":
      return { parties: draft[field].map(sent) };
    case "speaker":
      return { parties: draft.speaker ? [sent(draft.speaker)] : [] };
    case "content":
      return { content: draft.content };
    case "time":
      return { time: draft.time };
    case "places":
      return { places: draft.places };
    case "counts":
      return { counts: draft.counts };
    default:
      return { value: draft[field] };
  }
}

/** A drawn event, whole. */
export function eventGiven(draft: Draft, document: string, trigger: SpanGiven): EventGiven {
  const { content: _, ...fields } = draft;
  return { document, trigger, ...fields, actors: draft.actors.map(sent), recipients: draft.recipients.map(sent), speaker: draft.speaker && sent(draft.speaker) };
}

/** The machine's event with the edits that hold put over it. Edits of the server have the contract's form. */
export function edited(event: CodedEvent, edits: Readonly<Record<string, unknown>> | undefined): CodedEvent {
  if (!edits || Object.keys(edits).length === 0) return event;
  const { speaker, ...rest } = edits;
  const made = { ...event, ...rest } as CodedEvent;
  if (speaker === undefined) return made;
  return { ...made, attribution: { cue: null, quote: null, relation: "unknown", ...event.attribution, speaker: (speaker as Party | null) ?? null } };
}

export function editedQuote(quote: Quote, edits: Readonly<Record<string, unknown>> | undefined): Quote {
  return edits ? ({ ...quote, ...edits } as Quote) : quote;
}

/** The draft with all its words moved by so many code points: between a document and the part of it that is shown. */
export function shifted(draft: Draft, by: number): Draft {
  const move = (one: SpanGiven | null | undefined) => (one ? { start: one.start + by, end: one.end + by } : (one ?? null));
  const party = (one: PartyGiven): PartyGiven => ({ ...one, span: move(one.span) });
  return {
    ...draft,
    actors: draft.actors.map(party),
    recipients: draft.recipients.map(party),
    speaker: draft.speaker && party(draft.speaker),
    time: draft.time && { ...draft.time, span: move(draft.time.span) },
    places: draft.places.map((one) => ({ ...one, span: move(one.span) })),
    counts: draft.counts.map((one) => ({ ...one, span: move(one.span) })),
    content: draft.content.map((one) => ({ start: one.start + by, end: one.end + by })),
  };
}

const isGiven = (one: unknown): one is PartyGiven => typeof one === "object" && one !== null && !("start" in one);

/** The draft with a suggestion taken; null where its value is of no form that is known. `by`: as in shifted. */
export function suggested(draft: Draft, field: string, value: unknown, by: number): Draft | null {
  if (!(FIELDS as readonly string[]).includes(field)) return null;
  const known = field as Field;
  if (known === "type" && typeof value === "string") return { ...draft, type: value, modes: value === draft.type ? draft.modes : [] };
  if ((known === "status" || known === "voice") && typeof value === "string") return { ...draft, [known]: value };
  if (known === "modes") return { ...draft, modes: Array.isArray(value) ? value.map(String) : [String(value)] };
  const list = value === null ? [] : Array.isArray(value) ? value : [value];
  const event = { time: null, actors: [], recipients: [], attribution: null, places: [], counts: [], modes: [] } as unknown as CodedEvent;
  const made = (given: Partial<CodedEvent>) => shifted(draftOf({ ...event, ...given }), by);
  // A party comes as it is sent (with a span) or as a coding has it (with its offsets flat).
  const parties = () => shifted({ ...emptyDraft(), actors: list.map((one) => (isGiven(one) ? one : partyGiven(one as Party))) }, by).actors;
  switch (known) {
    case "actors":
    case "recipients":
      return { ...draft, [known]: parties() };
    case "speaker":
      return { ...draft, speaker: parties()[0] ?? null };
    case "time":
      return { ...draft, time: value === null ? null : made({ time: value as CodedEvent["time"] }).time };
    case "places":
      return { ...draft, places: made({ places: list as CodedEvent["places"] }).places };
    case "counts":
      return { ...draft, counts: made({ counts: list as CodedEvent["counts"] }).counts };
    default:
      return null;
  }
}
