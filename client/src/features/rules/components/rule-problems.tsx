"use client";

import { useState } from "react";
import { ChevronRight } from "lucide-react";
import { ProblemAlert } from "@/components/problem-alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { Deployment, RuleProblem } from "@/lib/api/types";
import { count } from "@/lib/format";
import { useRules } from "../queries";

/** How many are shown before someone asks for more. */
const FIRST = 20;

/** How many warnings leave the log below in sight; errors are shown however many they are. */
const FEW = 3;

type ShownDeployment = Pick<Deployment, "id" | "ruleProblems" | "state">;
type Counts = NonNullable<Deployment["ruleProblems"]>;

/** What is wrong with a site's redirects and headers; nothing where nothing is. */
export function RuleProblems({ deployment }: { deployment: ShownDeployment }) {
  const { id, ruleProblems, state } = deployment;
  return ruleProblems ? <Problems id={id} counts={ruleProblems} published={state !== "failed"} /> : null;
}

function Problems({ id, counts, published }: { id: string; counts: Counts; published: boolean }) {
  const rules = useRules(id);
  const [all, setAll] = useState(false);
  const problems = rules.data?.problems ?? [];
  const shown = all ? problems : problems.slice(0, FIRST);
  return (
    <section aria-labelledby="rule-problems" className="mb-5 rounded-lg border border-line bg-surface text-[0.8125rem]">
      <details open={counts.errors > 0 || counts.warnings <= FEW} className="group">
        <summary className="flex cursor-pointer list-none gap-2 rounded-lg p-4 group-open:pb-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="mt-0.5 size-4 shrink-0 text-muted transition-transform group-open:rotate-90 motion-reduce:transition-none"
          />
          <span className="min-w-0">
            <h2 id="rule-problems" className="text-sm font-semibold">
              Problems in the site’s rules
            </h2>
            <span className="mt-1 block text-muted">{published ? summary(counts) : summaryOfFailure(counts)}</span>
          </span>
        </summary>
        <div className="px-4 pb-4">
          {rules.isPending && <Skeleton className="h-10" />}
          {rules.isError && (
            <ProblemAlert title="The problems cannot be shown" error={rules.error} onRetry={() => rules.refetch()} />
          )}
          <ul className="divide-y divide-line">
            {shown.map((problem, index) => (
              <Problem key={index} problem={problem} />
            ))}
          </ul>
          {shown.length < problems.length && (
            <Button size="small" className="mt-3" onClick={() => setAll(true)}>
              Show {(problems.length - shown.length).toLocaleString("en-US")} more
            </Button>
          )}
        </div>
      </details>
    </section>
  );
}

function Problem({ problem }: { problem: RuleProblem }) {
  const isError = problem.severity === "error";
  return (
    <li className="grid gap-x-3 gap-y-1 py-2 sm:grid-cols-[5.5rem_minmax(0,1fr)]">
      <span>
        <Badge variant={isError ? "bad" : "busy"}>{isError ? "Error" : "Warning"}</Badge>
      </span>
      <span className="[overflow-wrap:anywhere]">
        <code className="font-mono text-xs text-muted">
          {problem.file}
          {problem.line > 0 && `:${problem.line}`}
        </code>
        <span className="block">{problem.sentence}</span>
      </span>
    </li>
  );
}

/** What the numbers mean: an error is left out, a warning is not. */
function summary({ errors, warnings }: Counts): string {
  const parts = [];
  if (errors > 0) {
    parts.push(`${count(errors, "error")}: what is wrong is not applied.`);
  }
  if (warnings > 0) {
    parts.push(`${count(warnings, "warning")}: applied as written, but perhaps not as meant.`);
  }
  return parts.join(" ");
}

/** A build fails for its rules only where the site's own files ask for that. */
function summaryOfFailure({ errors, warnings }: Counts): string {
  const also = warnings > 0 ? ` and ${count(warnings, "warning")}` : "";
  return `${count(errors, "error")}${also}. Nothing was published, as “# problems: fail” in the site’s files asks for where there are errors.`;
}
