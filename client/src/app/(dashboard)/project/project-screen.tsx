"use client";

import { useSearchParams } from "next/navigation";
import { Missing } from "@/components/missing";
import { PageSkeleton } from "@/components/page-skeleton";
import { ProblemAlert } from "@/components/problem-alert";
import { DeployAgain } from "@/features/deployments/components/deploy-again";
import { DeploymentList } from "@/features/deployments/components/deployment-list";
import { ProjectHeader } from "@/features/projects/components/project-header";
import { useProject } from "@/features/projects/queries";
import { isNotFound } from "@/lib/api/problem";
import { useTitle } from "@/lib/title";

export function ProjectScreen() {
  const name = useSearchParams().get("name") ?? "";
  const project = useProject(name);
  useTitle(project.data?.name);
  if (name === "" || isNotFound(project.error)) {
    return <Missing title="No such project">{name ? `There is no project “${name}”.` : "The address names no project."}</Missing>;
  }
  if (project.data) {
    const { data } = project;
    return (
      <>
        <ProjectHeader
          project={data}
          actions={
            data.repositoryUrl && <DeployAgain project={data.name} productionBranch={data.productionBranch ?? undefined} />
          }
        />
        <DeploymentList project={data.name} />
      </>
    );
  }
  if (project.isError) {
    return <ProblemAlert title="The project cannot be shown" error={project.error} onRetry={() => project.refetch()} />;
  }
  return <PageSkeleton />;
}
