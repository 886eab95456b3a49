import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api/api";
import type { Deployment } from "@/lib/api/types";
import { queryKeys } from "@/lib/query-keys";

/** Keeps what the api answered and has everything read anew that it concerns. */
function useConcerned() {
  const client = useQueryClient();
  return (deployment: Deployment) => {
    client.setQueryData(queryKeys.deployment(deployment.id), deployment);
    void client.invalidateQueries({ queryKey: queryKeys.deploymentsOf(deployment.projectName) });
    void client.invalidateQueries({ queryKey: queryKeys.projects });
    void client.invalidateQueries({ queryKey: ["deployment"] });
  };
}

export function useCancel() {
  return useMutation({ mutationFn: (id: string) => api.cancel(id), onSuccess: useConcerned() });
}

export function useRetry() {
  return useMutation({ mutationFn: (id: string) => api.retry(id), onSuccess: useConcerned() });
}

export function useDeploy(project: string) {
  return useMutation({
    mutationFn: (branch: string) => api.deploy(project, branch ? { branch } : {}),
    onSuccess: useConcerned(),
  });
}

/** Makes production serve a deployment that is ready. */
export function useMakeLive(project: string) {
  return useMutation({ mutationFn: (id: string) => api.rollback(project, id), onSuccess: useConcerned() });
}
