"use client";

import Link from "next/link";
import { Age } from "@/components/age";
import { DeploymentState } from "@/components/deployment-state";
import { ExternalLink } from "@/components/external-link";
import { RuleProblemBadge } from "@/components/rule-problem-badge";
import { Skeleton } from "@/components/ui/skeleton";
import type { Project } from "@/lib/api/types";
import { shortRepository } from "@/lib/format";
import { deploymentPath, projectPath } from "@/lib/routes";
import { useNewestDeployment } from "../queries";

/** A project in one line, or in some on a phone: name, address, and how its newest deployment fares. */
export function ProjectRow({ project }: { project: Project }) {
  return (
    <li className="grid gap-x-6 gap-y-1.5 px-4 py-3.5 sm:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)_15rem] sm:items-center">
      <div className="min-w-0">
        <Link
          href={projectPath(project.name)}
          className="rounded-sm text-[0.9375rem] font-semibold underline-offset-3 [overflow-wrap:anywhere] hover:underline"
        >
          {project.name}
        </Link>
        <p className="truncate text-[0.8125rem] text-muted">
          {project.repositoryUrl ? shortRepository(project.repositoryUrl) : "Uploaded from a folder"}
        </p>
      </div>
      <div className="min-w-0">
        {project.productionDeployment ? (
          <ExternalLink url={project.url} />
        ) : (
          <span className="text-muted">Not live yet</span>
        )}
      </div>
      <NewestDeployment project={project.name} />
    </li>
  );
}

function NewestDeployment({ project }: { project: string }) {
  const newest = useNewestDeployment(project);
  if (newest.isPending) {
    return <Skeleton className="h-5 w-36" />;
  }
  if (!newest.data) {
    return <span className="text-muted">{newest.isError ? "State unknown" : "Never deployed"}</span>;
  }
  return (
    <Link
      href={deploymentPath(newest.data.id)}
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-sm text-[0.8125rem] text-muted underline-offset-3 hover:underline sm:justify-end"
    >
      <span className="sr-only">Newest deployment of {project}: </span>
      <RuleProblemBadge problems={newest.data.ruleProblems} />
      <DeploymentState state={newest.data.state} />
      <Age at={newest.data.createdAt} />
    </Link>
  );
}
