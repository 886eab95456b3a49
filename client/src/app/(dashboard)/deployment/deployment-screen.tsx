"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Missing } from "@/components/missing";
import { PageSkeleton } from "@/components/page-skeleton";
import { ProblemAlert } from "@/components/problem-alert";
import { stateLabel } from "@/components/deployment-state";
import { Addresses } from "@/features/deployments/components/addresses";
import { DeploymentHeader } from "@/features/deployments/components/deployment-header";
import { Outcome } from "@/features/deployments/components/outcome";
import { PhaseList } from "@/features/deployments/components/phase-list";
import { PlanCard } from "@/features/deployments/components/plan-card";
import { isFinal } from "@/features/deployments/life";
import { useDeployment } from "@/features/deployments/queries";
import { LogViewer } from "@/features/log/components/log-viewer";
import { RuleProblems } from "@/features/rules/components/rule-problems";
import { isNotFound } from "@/lib/api/problem";
import type { Deployment } from "@/lib/api/types";
import { useTitle } from "@/lib/title";

export function DeploymentScreen() {
  const id = useSearchParams().get("id") ?? "";
  const deployment = useDeployment(id);
  const { data } = deployment;
  useTitle(data && `${stateLabel(data.state)}: ${data.projectName}`);
  if (id === "" || isNotFound(deployment.error)) {
    return <Missing title="No such deployment">{id ? `There is no deployment “${id}”.` : "The address names no deployment."}</Missing>;
  }
  if (data) {
    return <DeploymentView key={data.id} deployment={data} />;
  }
  if (deployment.isError) {
    return (
      <ProblemAlert title="The deployment cannot be shown" error={deployment.error} onRetry={() => deployment.refetch()} />
    );
  }
  return <PageSkeleton />;
}

function DeploymentView({ deployment }: { deployment: Deployment }) {
  const [shown, setShown] = useState<{ line: number; times: number }>();
  return (
    <>
      <DeploymentHeader deployment={deployment} />
      <Outcome
        deployment={deployment}
        onShowLine={(line) => setShown((before) => ({ line, times: (before?.times ?? 0) + 1 }))}
      />
      <Addresses deployment={deployment} />
      <RuleProblems deployment={deployment} />
      <div className="grid items-start gap-5 lg:grid-cols-[17rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
        <PhaseList deployment={deployment} />
        <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <LogViewer deployment={deployment.id} isFinal={isFinal(deployment)} shown={shown} />
        </div>
        <PlanCard deployment={deployment} />
      </div>
    </>
  );
}
