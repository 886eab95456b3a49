"use client";

import { Ban, RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { ProblemAlert } from "@/components/problem-alert";
import { Button } from "@/components/ui/button";
import type { Deployment } from "@/lib/api/types";
import { deploymentPath } from "@/lib/routes";
import { useCancel, useRetry } from "../actions";
import { isFinal } from "../life";
import { MakeLive } from "./make-live";

/** What can be done with a deployment as it is now. */
export function DeploymentActions({ deployment }: { deployment: Deployment }) {
  const router = useRouter();
  const cancel = useCancel();
  const retry = useRetry();
  return (
    <div className="flex flex-col gap-2 sm:items-end">
      <div className="flex flex-wrap gap-2">
        {!isFinal(deployment) && (
          <Button variant="danger" disabled={cancel.isPending} onClick={() => cancel.mutate(deployment.id)}>
            <Ban aria-hidden />
            {cancel.isPending ? "Cancelling…" : "Cancel"}
          </Button>
        )}
        {isFinal(deployment) && (
          <Button
            disabled={retry.isPending}
            onClick={() => retry.mutate(deployment.id, { onSuccess: (next) => router.push(deploymentPath(next.id)) })}
          >
            <RotateCcw aria-hidden />
            {retry.isPending ? "Starting…" : "Retry"}
          </Button>
        )}
        {deployment.state === "ready" && !deployment.live && <MakeLive deployment={deployment} />}
      </div>
      {cancel.isError && <ProblemAlert title="It was not cancelled" error={cancel.error} />}
      {retry.isError && <ProblemAlert title="It was not tried again" error={retry.error} />}
    </div>
  );
}
