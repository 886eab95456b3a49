"use client";

import { GitBranch, GitCommitHorizontal } from "lucide-react";
import Link from "next/link";
import { Age } from "@/components/age";
import { DeploymentState, stateLabel } from "@/components/deployment-state";
import { Badge } from "@/components/ui/badge";
import type { Deployment } from "@/lib/api/types";
import { useStopwatch } from "@/lib/clock";
import { formatDuration } from "@/lib/format";
import { projectPath } from "@/lib/routes";
import { ageOfWork, headline, isFinal, shortSha } from "../life";
import { DeploymentActions } from "./deployment-actions";

export function DeploymentHeader({ deployment }: { deployment: Deployment }) {
  const now = useStopwatch(!isFinal(deployment));
  const branch = deployment.commit?.branch ?? deployment.branch;
  return (
    <div className="mb-5">
      <p className="mb-1 text-[0.8125rem]">
        <Link href={projectPath(deployment.projectName)} className="rounded-sm text-link underline-offset-3 hover:underline">
          {deployment.projectName}
        </Link>
        <span className="text-muted"> / deployment {deployment.id}</span>
      </p>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">{headline(deployment)}</h1>
          <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-[0.8125rem] text-muted">
            <DeploymentState state={deployment.state} />
            {deployment.live && <Badge variant="good">Live</Badge>}
            <Badge variant="outline">{deployment.production ? "Production" : "Preview"}</Badge>
            <span className="tabular-nums">{formatDuration(ageOfWork(deployment, now))}</span>
            <Age at={deployment.createdAt} />
            {branch && (
              <span className="inline-flex items-center gap-1 [overflow-wrap:anywhere]">
                <GitBranch aria-hidden className="size-3.5 shrink-0" />
                <span className="sr-only">Branch </span>
                {branch}
              </span>
            )}
            {deployment.commit && (
              <span className="inline-flex items-center gap-1" title={deployment.commit.sha}>
                <GitCommitHorizontal aria-hidden className="size-3.5 shrink-0" />
                <code className="font-mono text-xs">{shortSha(deployment.commit.sha)}</code>
                {deployment.commit.author && <span>by {deployment.commit.author}</span>}
              </span>
            )}
            {deployment.attempt > 1 && <span>Attempt {deployment.attempt}, since the build before was lost</span>}
          </div>
        </div>
        <DeploymentActions deployment={deployment} />
      </div>
      <p aria-live="polite" className="sr-only">
        The deployment is {stateLabel(deployment.state).toLowerCase()}
        {deployment.live ? " and live" : ""}.
      </p>
    </div>
  );
}
