// Days as the record has them: ISO text.
export function span(earliest: string | null | undefined, latest: string | null | undefined, precision?: string | null): string {
  if (!earliest && !latest) return "no date";
  const days = earliest === latest || !latest ? String(earliest ?? latest) : `${earliest ?? "…"} to ${latest}`;
  return precision && precision !== "day" && precision !== "unknown" ? `${days} (${precision})` : days;
}

export const day = (iso: string | null | undefined) => iso?.slice(0, 10) ?? "no date";
