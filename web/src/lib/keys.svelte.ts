// The keyboard: whoever is on the page says which keys it takes; "?" shows them all.
import { onDestroy, untrack } from "svelte";

export interface Binding {
  /** As KeyboardEvent.key says it ("a", "ArrowDown", "?"), with "Ctrl+" or "Shift+" before it; two with a space between are pressed one after the other. " " is "Space". */
  keys: readonly string[];
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Also while somebody writes in a field. */
  writing?: boolean;
  hidden?: boolean;
}

interface Group {
  name: string;
  bindings: readonly Binding[];
  /** Of a form: no key reaches what lies below it. */
  alone: boolean;
  /** Stands in a dialog; while one is open, only such groups take keys. */
  modal: boolean;
}

let groups = $state.raw<readonly Group[]>([]);
let pending = "";
let pendingTimer: ReturnType<typeof setTimeout> | undefined;

export const keyboard = {
  get groups(): readonly Group[] {
    return groups;
  },
};

/** Takes keys while the component lives. What was taken last goes first. */
export function useKeys(name: string, bindings: readonly Binding[]): void {
  onDestroy(takeKeys(name, bindings));
}

/** Takes keys until the function that it gives is called. */
export function takeKeys(name: string, bindings: readonly Binding[], how: { alone?: boolean; modal?: boolean } = {}): () => void {
  const group: Group = { name, bindings, alone: how.alone ?? false, modal: how.modal ?? false };
  untrack(() => (groups = [...groups, group])); // may be called within an effect, which must not run again for it
  return () => untrack(() => void (groups = groups.filter((one) => one !== group)));
}

export function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "submit", "range"].includes(target.type);
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key === " " ? "Space" : event.key;
  const ctrl = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  const shift = event.shiftKey && key.length > 1 ? "Shift+" : "";
  return ctrl + (event.altKey ? "Alt+" : "") + shift + key;
}

/** Space and Enter belong to the button or link that has the focus. */
function belongsToTarget(event: KeyboardEvent): boolean {
  if (event.key !== " " && event.key !== "Enter") return false;
  return event.target instanceof Element && event.target.closest("button, a[href], summary, input, select, [role=button]") !== null;
}

export function onKeydown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const name = nameOf(event);
  const writing = isWriting(event.target);
  const reached = inReach(document.querySelector("dialog[open]") !== null).filter((one) => one.writing || !writing);
  const before = pending;
  clearTimeout(pendingTimer);
  pending = "";
  // After the first of two keys the second is no key of its own: "g a" goes to the actors, and accepts nothing.
  const found = reached.find((one) => one.keys.includes(before ? `${before} ${name}` : name));
  if (found && (found.writing || !belongsToTarget(event))) {
    event.preventDefault();
    found.run(event);
  } else if (!before && !found && !writing && reached.some((one) => one.keys.some((keys) => keys.startsWith(`${name} `)))) {
    pending = name;
    pendingTimer = setTimeout(() => (pending = ""), 1200);
  }
}

/** What takes keys now, what was taken last first: nothing that lies below a form of its own, or outside a dialog that is open. */
function inReach(modal: boolean): Binding[] {
  const found: Binding[] = [];
  for (const group of [...groups].reverse()) {
    if (modal && !group.modal) continue;
    found.push(...group.bindings);
    if (group.alone) break;
  }
  return found;
}
