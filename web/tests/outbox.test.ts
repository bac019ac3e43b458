import { beforeEach, describe, expect, it, vi } from "vitest";
import type { NewJudgement } from "../src/lib/api";

type Outbox = typeof import("../src/lib/review/outbox.svelte");
const answer = (sent: NewJudgement[]) => ({ judgements: sent.map((one) => ({ id: `jdg-${one.token}`, target: one.target, act: one.act })), verdicts: {} });
const json = (body: unknown, status = 200) => Promise.resolve(new Response(JSON.stringify(body), { status }));

let calls: { path: string; body: { judgements: NewJudgement[] & string[] } }[];
let serve: (path: string, body: { judgements: NewJudgement[] }) => Promise<Response>;
let box: Outbox;
const settled = () => new Promise((done) => setTimeout(done, 60));

beforeEach(async () => {
  localStorage.clear();
  calls = [];
  serve = (_, body) => json(answer(body.judgements));
  vi.stubGlobal("fetch", (path: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body)) as { judgements: NewJudgement[] & string[] };
    calls.push({ path, body });
    return serve(path, body);
  });
  vi.resetModules();
  box = await import("../src/lib/review/outbox.svelte");
});

describe("the outbox", () => {
  it("keeps a judgement in storage until the server has it", async () => {
    let letGo = () => {};
    serve = (_, body) => new Promise((done) => (letGo = () => void json(answer(body.judgements)).then(done)));
    box.post([{ target: "evt-1", act: "accept" }]);
    expect(localStorage.length).toBe(1);
    letGo();
    await settled();
    expect(localStorage.length).toBe(0);
    expect(box.outbox.waiting).toEqual([]);
    expect(box.outbox.kept).toBe(1);
  });
  it("sends again with the same token what was not answered, in another window too", async () => {
    serve = () => Promise.reject(new TypeError("gone"));
    box.post([{ target: "evt-1", act: "accept" }, { target: "evt-2", act: "reject" }]);
    await settled();
    expect(box.outbox.trouble?.status).toBe(0);
    expect(localStorage.length).toBe(2);
    const first = calls[0]!.body.judgements.map((one) => one.token);
    serve = (_, body) => json(answer(body.judgements));
    vi.resetModules();
    const later = (await import("../src/lib/review/outbox.svelte")) as Outbox;
    later.recall();
    await settled();
    expect(calls.at(-1)!.body.judgements.map((one) => one.token)).toEqual(first);
    expect(localStorage.length).toBe(0);
  });
  it("finds the one that is refused, and sends the others", async () => {
    serve = (_, body) => (body.judgements.some((one) => one.target === "evt-2") ? json({ status: 400, what: "no such event", do: null }, 400) : json(answer(body.judgements)));
    box.post([1, 2, 3].map((n) => ({ target: `evt-${n}`, act: "accept" as const })));
    await settled();
    expect(box.outbox.kept).toBe(2);
    expect(box.outbox.refused.map((one) => [one.letter.judgement.target, one.problem.what])).toEqual([["evt-2", "no such event"]]);
    expect(localStorage.length).toBe(1); // it is kept until it is given up
    box.drop(box.outbox.refused[0]!);
    expect(localStorage.length).toBe(0);
  });
  it("accepts nothing as corrected whose correction is refused", async () => {
    serve = (_, body) => (body.judgements.some((one) => one.act === "edit") ? json({ status: 400, what: "no such day", do: null }, 400) : json(answer(body.judgements)));
    box.post([{ target: "evt-1", act: "edit", field: "time" }, { target: "evt-1", act: "accept" }, { target: "evt-2", act: "accept" }]);
    await settled();
    expect(box.outbox.kept).toBe(1);
    expect(box.outbox.refused.map((one) => one.letter.judgement.act)).toEqual(["edit", "accept"]);
  });
  it("undoes what was kept by its id, and what was never sent by forgetting it", async () => {
    const [token] = box.post([{ target: "evt-1", act: "accept" }]);
    await settled();
    await box.takeBack([token!]);
    expect(calls.at(-1)).toMatchObject({ path: "/api/judgements/undo", body: { judgements: [`jdg-${token}`] } });
  });
  it("undoes nothing that the server may or may not have while it does not answer", async () => {
    serve = () => Promise.reject(new TypeError("gone"));
    const [token] = box.post([{ target: "evt-1", act: "accept" }]);
    await settled();
    await expect(box.takeBack([token!])).rejects.toMatchObject({ status: 0 });
    expect(box.outbox.waiting.length).toBe(1);
  });
});
