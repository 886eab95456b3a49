import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api/api";
import { queryKeys } from "@/lib/query-keys";

/** How often the list looks for news while it is seen. */
const LIST_REFRESH_MS = 5_000;

/** All projects, by name. */
export function useProjects() {
  return useQuery({
    queryKey: queryKeys.projects,
    queryFn: ({ signal }) => api.projects(signal),
    refetchInterval: LIST_REFRESH_MS,
  });
}

export function useProject(name: string) {
  return useQuery({
    queryKey: queryKeys.project(name),
    queryFn: ({ signal }) => api.project(name, signal),
    refetchInterval: LIST_REFRESH_MS,
    enabled: name !== "",
  });
}

/** The newest deployment of a project; null when there is none. */
export function useNewestDeployment(project: string) {
  return useQuery({
    queryKey: [...queryKeys.deploymentsOf(project), "newest"],
    queryFn: async ({ signal }) => (await api.deployments(project, { limit: 1 }, signal))[0] ?? null,
    refetchInterval: LIST_REFRESH_MS,
  });
}
