// The words that a reader has selected in a marked text, as code points of the document.
import { PointText, type Range } from "./text";

function offsetOf(node: Node, offset: number): number | null {
  const element = node instanceof Element ? (node.childNodes[offset] ?? node) : node;
  const holder = (element instanceof Element ? element : element.parentElement)?.closest<HTMLElement>("[data-start]");
  if (!holder) return null;
  const start = Number(holder.dataset["start"]);
  if (!(node instanceof Text)) return start;
  return start + new PointText(node.data.slice(0, offset)).length;
}

/** The selection within an element; null where there is none. */
export function selectedIn(element: HTMLElement | undefined): Range | null {
  const selection = document.getSelection();
  if (!element || !selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  return start === null || end === null || start >= end ? null : { start, end };
}
