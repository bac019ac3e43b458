// Short notes at the foot of the window, read out by screen readers; an error stays until it is put away.
export interface Note {
  id: number;
  text: string;
  kind: "done" | "error";
  act?: { label: string; run: () => void };
}

let notes = $state.raw<readonly Note[]>([]);
let next = 0;

export const toasts = {
  get notes(): readonly Note[] {
    return notes;
  },
};

export function tell(text: string, how: { kind?: Note["kind"]; act?: Note["act"]; ms?: number } = {}): number {
  const note: Note = { id: next++, text, kind: how.kind ?? "done", ...(how.act ? { act: how.act } : {}) };
  notes = [...notes.slice(-3), note];
  if (note.kind === "done") setTimeout(() => dismiss(note.id), how.ms ?? 5000);
  return note.id;
}

export function dismiss(id: number): void {
  notes = notes.filter((note) => note.id !== id);
}
