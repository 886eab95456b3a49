import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api/api";
import { queryKeys } from "@/lib/query-keys";
import { isChanging } from "./life";

export const PAGE_SIZE = 20;

const BUSY_REFRESH_MS = 1_000;
const LIST_REFRESH_MS = 5_000;
/** A deployment that is over can still be taken off production by another one. */
const FINAL_REFRESH_MS = 15_000;

/** A deployment, every second while it is under way. */
export function useDeployment(id: string) {
  return useQuery({
    queryKey: queryKeys.deployment(id),
    queryFn: ({ signal }) => api.deployment(id, signal),
    enabled: id !== "",
    refetchInterval: ({ state }) => {
      if (state.data === undefined) {
        return false;
      }
      return isChanging(state.data) ? BUSY_REFRESH_MS : FINAL_REFRESH_MS;
    },
  });
}

/** The deployments of a project, newest first, page by page. */
export function useDeployments(project: string) {
  return useInfiniteQuery({
    queryKey: queryKeys.deploymentsOf(project),
    queryFn: ({ pageParam, signal }) => api.deployments(project, { before: pageParam, limit: PAGE_SIZE }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.length < PAGE_SIZE ? undefined : page.at(-1)?.id),
    refetchInterval: ({ state }) =>
      state.data?.pages.flat().some(isChanging) ? BUSY_REFRESH_MS : LIST_REFRESH_MS,
  });
}
