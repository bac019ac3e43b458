// Which spans of a document a reader can see, by layer; the same as the static report shows, and the details of the chosen event.
import type { Attribution, CodedEvent, Coding, Party, Quote, Span } from "./api";
import type { Range } from "./text";

export const LAYERS = [
  { name: "event", label: "Events", hint: "bold, heavy underline, a sign for the status" },
  { name: "actor", label: "Parties", hint: "thin underline" },
  { name: "quote", label: "Quotations", hint: "shaded" },
  { name: "time", label: "Times", hint: "dotted underline" },
  { name: "place", label: "Places", hint: "dashed underline" },
  { name: "frame", label: "Framing", hint: "marker stripe at the foot" },
] as const;
export type Layer = (typeof LAYERS)[number]["name"];

export interface Mark extends Range {
  layer: Layer | "detail";
  kind: string; // trigger, actor, recipient, target, speaker, quote, cue, time, place, frame, evidence …
  label: string; // in words
  of: string | null; // id of its event, quotation or frame
  status?: string;
}

const named = (party: Party) => [party.name ?? party.text, party.country, ...party.sectors].filter(Boolean).join(" ");

function partyMark(party: Party, kind: string, of: string | null): Mark[] {
  if (party.start === null || party.end === null || party.end <= party.start) return [];
  return [{ start: party.start, end: party.end, layer: "actor", kind, label: `${kind}: ${named(party)}`, of }];
}

function speakers(attribution: Attribution | null, of: string): Mark[] {
  return attribution?.speaker ? partyMark(attribution.speaker, "speaker", of) : [];
}

export const typed = (event: CodedEvent) => event.type + (event.modes.length ? ` (${event.modes.join(", ")})` : "");

export function eventMarks(event: CodedEvent): Mark[] {
  const found: Mark[] = event.tellings.map(({ trigger, status, voice }) => ({
    start: trigger.start, end: trigger.end, layer: "event", kind: "trigger", label: `${typed(event)}: ${status}, ${voice}`, of: event.id, status,
  }));
  for (const [kind, parties] of [["actor", event.actors], ["recipient", event.recipients], ["target", event.targets]] as const) {
    for (const party of parties) found.push(...partyMark(party, kind, event.id));
  }
  for (const telling of event.tellings) found.push(...speakers(telling.attribution, event.id));
  return found;
}

function quoteMarks(quote: Quote): Mark[] {
  const speaker = quote.speaker ? ` of ${quote.speaker.name ?? quote.speaker.text ?? "somebody"}` : "";
  const found: Mark[] = quote.content.map((span) => ({ start: span.start, end: span.end, layer: "quote", kind: "quote", label: `${quote.form} quotation${speaker}`, of: quote.id }));
  if (quote.speaker) found.push(...partyMark(quote.speaker, "speaker", quote.id));
  return found;
}

/** Every mark of the layers, once. */
export function marksOf(coding: Pick<Coding, "quotes" | "times" | "places" | "frames">, events: readonly CodedEvent[]): Mark[] {
  const found: Mark[] = [...events.flatMap(eventMarks), ...coding.quotes.flatMap(quoteMarks)];
  for (const time of coding.times) {
    const days = time.earliest === time.latest ? time.earliest : `${time.earliest} to ${time.latest}`;
    found.push({ start: time.start, end: time.end, layer: "time", kind: "time", label: `time: ${time.earliest ? days : `unresolved: ${time.reason ?? "no date"}`}`, of: null });
  }
  for (const place of coding.places) {
    const where = [place.name, place.admin1, place.country].filter(Boolean).join(", ") || `unresolved: ${place.reason ?? "no place"}`;
    found.push({ start: place.start, end: place.end, layer: "place", kind: "place", label: `place (${place.use}): ${where}`, of: null });
  }
  for (const frame of coding.frames) {
    const neutral = frame.counterpart ? `; neutral: ${frame.counterpart}` : "";
    found.push({ start: frame.start, end: frame.end, layer: "frame", kind: "frame", label: `${frame.category} of the ${frame.by}${neutral}`, of: frame.id });
  }
  const once = new Map(found.map((mark) => [[mark.start, mark.end, mark.layer, mark.kind, mark.of].join(), mark]));
  return [...once.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** What else an event rests on; shown while it is chosen. */
export function detailsOf(event: CodedEvent): Mark[] {
  const found: Mark[] = [];
  const put = (kind: string, span: Span | { start: number; end: number } | null) => {
    if (span && span.end > span.start) found.push({ start: span.start, end: span.end, layer: "detail", kind, label: kind, of: event.id });
  };
  for (const one of event.evidence) put("evidence", one);
  put("hedge", event.hedge);
  put("condition", event.condition);
  put("content", event.content);
  put("time", event.time);
  for (const weapon of event.weapons) put("weapon", weapon);
  for (const place of event.places) put("place", place);
  for (const count of event.counts) put("count", count);
  for (const telling of event.tellings) put("cue", telling.attribution?.cue ?? null);
  return found;
}
