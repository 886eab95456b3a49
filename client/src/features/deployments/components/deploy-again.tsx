"use client";

import { Rocket } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId } from "react";
import { ProblemAlert } from "@/components/problem-alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { deploymentPath } from "@/lib/routes";
import { useDeploy } from "../actions";

/** Builds the tip of a branch of the project's repository and shows the deployment. */
export function DeployAgain({ project, productionBranch }: { project: string; productionBranch?: string }) {
  const router = useRouter();
  const branch = useId();
  const deploy = useDeploy(project);
  return (
    <form
      className="w-full sm:w-auto"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = String(new FormData(event.currentTarget).get("branch") ?? "").trim();
        deploy.mutate(wanted, { onSuccess: (deployment) => router.push(deploymentPath(deployment.id)) });
      }}
    >
      <div className="flex items-center gap-2">
        <label htmlFor={branch} className="sr-only">
          Branch or tag to deploy; empty for the default branch
        </label>
        <Input
          id={branch}
          name="branch"
          placeholder={productionBranch ?? "default branch"}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={255}
          className="sm:w-44"
        />
        <Button type="submit" variant="primary" disabled={deploy.isPending}>
          <Rocket aria-hidden />
          {deploy.isPending ? "Starting…" : "Deploy"}
        </Button>
      </div>
      {deploy.isError && (
        <div className="mt-2 sm:max-w-80">
          <ProblemAlert title="Nothing was deployed" error={deploy.error} />
        </div>
      )}
    </form>
  );
}
