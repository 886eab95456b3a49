"use client";

import { formatAge } from "@/lib/format";
import { useNow } from "@/lib/clock";

/** How long ago something was, with the exact time as tooltip. */
export function Age({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()} className="whitespace-nowrap">
      {formatAge(at, now)}
    </time>
  );
}
