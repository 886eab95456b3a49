"use client";

import { GitBranch } from "lucide-react";
import Link from "next/link";
import { Age } from "@/components/age";
import { DeploymentState } from "@/components/deployment-state";
import { ExternalLink } from "@/components/external-link";
import { RuleProblemBadge } from "@/components/rule-problem-badge";
import { Badge } from "@/components/ui/badge";
import type { Deployment } from "@/lib/api/types";
import { useStopwatch } from "@/lib/clock";
import { formatDuration } from "@/lib/format";
import { deploymentPath } from "@/lib/routes";
import { ageOfWork, headline, isFinal, shortSha } from "../life";
import { MakeLive } from "./make-live";

type DeploymentRowProps = {
  deployment: Deployment;
  /** Whether what is live now is newer. */
  isOlder: boolean;
};

export function DeploymentRow({ deployment, isOlder }: DeploymentRowProps) {
  const canGoLive = deployment.state === "ready" && !deployment.live;
  return (
    <li className="grid gap-x-5 gap-y-2 px-4 py-3 md:grid-cols-[7.5rem_minmax(0,1fr)_auto] md:items-center">
      <div className="flex items-center gap-2">
        <DeploymentState state={deployment.state} />
      </div>
      <div className="min-w-0">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
          <Link
            href={deploymentPath(deployment.id)}
            className="rounded-sm font-medium underline-offset-3 [overflow-wrap:anywhere] hover:underline"
          >
            {headline(deployment)}
          </Link>
          {deployment.live && <Badge variant="good">Live</Badge>}
          {!deployment.production && <Badge variant="outline">Preview</Badge>}
          <RuleProblemBadge problems={deployment.ruleProblems} />
        </p>
        <Origin deployment={deployment} />
        {deployment.failure && <p className="mt-0.5 truncate text-[0.8125rem] text-bad">{deployment.failure.message}</p>}
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 md:justify-end">
        {deployment.state === "ready" && (
          <ExternalLink url={deployment.url} className="text-[0.8125rem]">
            Open<span className="sr-only"> {headline(deployment)}</span>
          </ExternalLink>
        )}
        {canGoLive && <MakeLive deployment={deployment} isOlder={isOlder} compact />}
      </div>
    </li>
  );
}

/** Branch, commit, age and duration in one line. */
function Origin({ deployment }: { deployment: Deployment }) {
  const now = useStopwatch(!isFinal(deployment));
  const branch = deployment.commit?.branch ?? deployment.branch;
  return (
    <p className="flex flex-wrap items-center gap-x-2.5 text-[0.8125rem] text-muted">
      {branch && (
        <span className="inline-flex min-w-0 items-center gap-1 [overflow-wrap:anywhere]">
          <GitBranch aria-hidden className="size-3.5 shrink-0" />
          <span className="sr-only">Branch </span>
          {branch}
        </span>
      )}
      {deployment.commit && <code className="font-mono text-xs">{shortSha(deployment.commit.sha)}</code>}
      <Age at={deployment.createdAt} />
      <span className="tabular-nums">
        <span className="sr-only">took </span>
        {formatDuration(ageOfWork(deployment, now))}
      </span>
    </p>
  );
}
