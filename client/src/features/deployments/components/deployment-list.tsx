"use client";

import { ProblemAlert } from "@/components/problem-alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useDeployments } from "../queries";
import { DeploymentRow } from "./deployment-row";

/** The deployments of a project, newest first. */
export function DeploymentList({ project }: { project: string }) {
  const deployments = useDeployments(project);
  const all = deployments.data?.pages.flat();
  const live = all?.findIndex((deployment) => deployment.live) ?? -1;
  return (
    <section aria-labelledby="deployments">
      <h2 id="deployments" className="mb-3 text-base font-semibold">
        Deployments
      </h2>
      {all && all.length > 0 && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {all.map((deployment, index) => (
            <DeploymentRow key={deployment.id} deployment={deployment} isOlder={live >= 0 && index > live} />
          ))}
        </ul>
      )}
      {all?.length === 0 && (
        <p className="rounded-lg border border-dashed border-line-strong/60 p-6 text-center text-muted">
          Nothing has been deployed yet.
        </p>
      )}
      {deployments.isPending && <Skeleton className="h-40" />}
      {deployments.isError && !all && (
        <ProblemAlert
          title="The deployments cannot be listed"
          error={deployments.error}
          onRetry={() => deployments.refetch()}
        />
      )}
      {deployments.hasNextPage && (
        <Button className="mt-4" disabled={deployments.isFetchingNextPage} onClick={() => deployments.fetchNextPage()}>
          {deployments.isFetchingNextPage ? "Loading…" : "Show older deployments"}
        </Button>
      )}
    </section>
  );
}
