import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api/api";
import type { Deployment } from "@/lib/api/types";
import { queryKeys } from "@/lib/query-keys";
import { toDeployment, toProject, type FormValues } from "./form";

/** The project is there, but nothing is being built. */
export class DeploymentNotStarted extends Error {
  constructor(
    readonly project: string,
    override readonly cause: unknown,
  ) {
    super("The project was created, but its deployment could not be started.");
    this.name = "DeploymentNotStarted";
  }
}

/** Creates the project and its first deployment. */
export function useCreate() {
  const client = useQueryClient();
  return useMutation<Deployment, Error, FormValues>({
    mutationFn: async (form) => {
      const project = await api.createProject(toProject(form));
      void client.invalidateQueries({ queryKey: queryKeys.projects });
      try {
        return await api.deploy(project.name, toDeployment(form));
      } catch (error) {
        throw new DeploymentNotStarted(project.name, error);
      }
    },
    onSuccess: (deployment) => {
      client.setQueryData(queryKeys.deployment(deployment.id), deployment);
    },
  });
}
