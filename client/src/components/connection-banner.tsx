"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { api } from "@/lib/api/api";
import { connection } from "@/lib/api/connection";

const RETRY_MS = 2_000;

/** Says so while the api does not answer, asks again until it does, and then brings the page up to date. */
export function ConnectionBanner() {
  const reachable = useSyncExternalStore(connection.subscribe, connection.isReachable, () => true);
  const client = useQueryClient();
  useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => api.health(signal),
    enabled: !reachable,
    refetchInterval: RETRY_MS,
    retry: false,
    gcTime: 0,
  });
  useEffect(() => {
    if (!reachable) {
      return () => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "health" });
    }
  }, [reachable, client]);
  return (
    <div role="status">
      {!reachable && (
        <p className="flex items-center justify-center gap-2 bg-bad-soft px-4 py-2 text-center text-sm text-bad">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          Fairlead does not answer. What you see may be out of date; trying again…
        </p>
      )}
    </div>
  );
}
