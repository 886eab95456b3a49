import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api/api";
import { queryKeys } from "@/lib/query-keys";

/** The rules of a deployment, which never change once it is ready. */
export function useRules(deployment: string) {
  return useQuery({
    queryKey: queryKeys.rulesOf(deployment),
    queryFn: ({ signal }) => api.rules(deployment, signal),
    staleTime: Infinity,
  });
}
