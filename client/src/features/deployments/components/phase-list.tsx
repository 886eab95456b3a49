"use client";

import { useStopwatch } from "@/lib/clock";
import { cn } from "@/lib/cn";
import type { Deployment } from "@/lib/api/types";
import { formatDuration } from "@/lib/format";
import { phaseRows, type PhaseRow, type PhaseState } from "../phases";

const RINGS: Record<PhaseState, string> = {
  done: "border-good",
  running: "border-busy after:absolute after:inset-px after:animate-[working_1.4s_ease-in-out_infinite] after:rounded-full after:bg-busy",
  broken: "border-bad bg-bad",
  waiting: "border-line-strong/60",
};

const SAID: Record<PhaseState, string> = {
  done: "done",
  running: "running",
  broken: "stopped here",
  waiting: "to come",
};

/** The phases of a build: rings on a rope, which has come as far as the build has. */
export function PhaseList({ deployment }: { deployment: Deployment }) {
  const isRunning = deployment.state === "building";
  const now = useStopwatch(isRunning);
  const rows = phaseRows(deployment, now);
  return (
    <section aria-labelledby="phases" className="rounded-lg border border-line bg-surface p-4">
      <h2 id="phases" className="mb-3 text-sm font-semibold">
        Phases
      </h2>
      {rows.length === 0 && <p className="text-[0.8125rem] text-muted">It ended before a build began.</p>}
      <ol>
        {rows.map((row, index) => (
          <PhaseItem key={row.name} row={row} next={rows[index + 1]} />
        ))}
      </ol>
    </section>
  );
}

function PhaseItem({ row, next }: { row: PhaseRow; next?: PhaseRow }) {
  const hasRope = next !== undefined && next.state !== "waiting";
  return (
    <li className={cn("relative flex items-center gap-3 pb-2.5 text-[0.8125rem] last:pb-0", row.state === "waiting" && "text-muted")}>
      {next && (
        <span
          aria-hidden
          className={cn("absolute top-1/2 left-[0.3125rem] h-full w-0.5", hasRope ? "bg-rope" : "bg-line")}
        />
      )}
      <span aria-hidden className={cn("relative size-3 shrink-0 rounded-full border-[2.5px] bg-surface", RINGS[row.state])} />
      <span className={cn(row.state === "running" && "font-semibold", row.state === "broken" && "font-semibold text-bad")}>
        {row.label}
      </span>
      <span className="sr-only">{SAID[row.state]}</span>
      <span className="ml-auto font-mono text-xs text-muted tabular-nums">
        {row.duration === undefined ? "" : formatDuration(row.duration)}
      </span>
    </li>
  );
}
