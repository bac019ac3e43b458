// Days as the record has them: ISO text.
export function span(earliest: string | null | undefined, latest: string | null | undefined, precision?: string | null): string {
  if (!earliest && !latest) return "no date";
  const days = earliest === latest || !latest ? String(earliest ?? latest) : `${earliest ?? "…"} to ${latest}`;
  return precision && precision !== "day" && precision !== "unknown" ? `${days} (${precision})` : days;
}

/** When something was, or the last day on which it can have been. */
export function when(of: { earliest?: string | null; latest?: string | null; precision?: string | null; not_after?: string | null } | null | undefined): string {
  return !of?.earliest && !of?.latest && of?.not_after ? `by ${of.not_after.slice(0, 10)}` : span(of?.earliest, of?.latest, of?.precision);
}

export const day = (iso: string | null | undefined) => iso?.slice(0, 10) ?? "no date";
