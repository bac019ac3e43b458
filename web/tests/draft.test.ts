import { describe, expect, it } from "vitest";
import type { CodedEvent, Party } from "../src/lib/api";
import { changedFields, draftOf, edited, editsOf, emptyDraft, eventGiven, shifted, suggested } from "../src/lib/review/draft";

const party = (over: Partial<Party>): Party => ({
  start: 0, end: 5, text: "Rohan", entity: "gov-rohan", name: "Rohan", country: "ROH", sectors: ["GOV"], role: null, member_of: null, number: null, civilian: null, certainty: "stated", ...over,
});
const event = {
  id: "evt-1", type: "ASSAULT", modes: ["primitive"], status: "actual", voice: "report", actors: [party({})], recipients: [], attribution: null,
  time: null, places: [], counts: [],
} as unknown as CodedEvent;

describe("a draft", () => {
  it("makes no judgement where nothing differs", () => {
    expect(editsOf("evt-1", draftOf(event), draftOf(event))).toEqual([]);
  });
  it("makes one judgement for each field that differs", () => {
    const after = { ...draftOf(event), status: "negated", recipients: [{ span: { start: 9, end: 14 } }] };
    expect(changedFields(draftOf(event), after)).toEqual(["status", "recipients"]);
    expect(editsOf("evt-1", draftOf(event), after, { sample: "s" })).toEqual([
      { target: "evt-1", act: "edit", field: "status", value: "negated", sample: "s" },
      { target: "evt-1", act: "edit", field: "recipients", parties: [{ span: { start: 9, end: 14 }, country: null, sectors: [] }], sample: "s" },
    ]);
  });
  it("never sends the name that is shown for a person of the document alone", () => {
    const masked = draftOf({ ...event, actors: [party({ entity: "ent-1", name: "Person ABC" })] });
    const [edit] = editsOf("evt-1", emptyDraft(), { ...emptyDraft(), actors: masked.actors });
    expect(JSON.stringify(edit)).not.toContain("Person");
    expect(edit?.parties).toEqual([{ span: { start: 0, end: 5 }, country: "ROH", sectors: ["GOV"] }]);
  });
  it("comes back whole from the part of the text that is shown", () => {
    const draft = draftOf(event);
    expect(shifted(shifted(draft, -40), 40)).toEqual(draft);
  });
  it("takes suggestions of every form", () => {
    const draft = draftOf(event);
    expect(suggested(draft, "type", "COERCE", 0)).toMatchObject({ type: "COERCE", modes: [] });
    expect(suggested(draft, "status", "future", 0)).toMatchObject({ status: "future" });
    expect(suggested(draft, "actors", [party({ start: 50, end: 55 })], -40)?.actors[0]?.span).toEqual({ start: 10, end: 15 });
    expect(suggested(draft, "recipients", [{ span: { start: 50, end: 55 }, entity: "gov-rohan" }], -40)?.recipients[0]).toMatchObject({ span: { start: 10, end: 15 }, entity: "gov-rohan" });
    expect(suggested(draft, "speaker", party({}), 0)?.speaker?.entity).toBe("gov-rohan");
    expect(suggested(draft, "time", null, 0)?.time).toBeNull();
    expect(suggested(draft, "nothing", 1, 0)).toBeNull();
  });
  it("is a whole event where one is drawn", () => {
    const given = eventGiven({ ...emptyDraft(), type: "AID" }, "doc-1", { start: 3, end: 8 });
    expect(given).toMatchObject({ document: "doc-1", trigger: { start: 3, end: 8 }, type: "AID", status: "actual" });
    expect(given).not.toHaveProperty("content");
  });
});

it("puts edits that hold over the machine's event", () => {
  const made = edited(event, { status: "future", speaker: party({ name: "Gondor" }) });
  expect(made.status).toBe("future");
  expect(made.attribution?.speaker?.name).toBe("Gondor");
  expect(edited(event, {})).toBe(event);
});
