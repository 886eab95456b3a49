import { useQuery } from "@tanstack/react-query";
import { api } from "@/lib/api/api";
import { queryKeys } from "@/lib/query-keys";

/** Who is signed in. */
export function useSession() {
  return useQuery({
    queryKey: queryKeys.session,
    queryFn: ({ signal }) => api.session(signal),
    staleTime: 5 * 60_000,
  });
}
