import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "@/lib/api/api";
import type { Inspection, NewInspection } from "@/lib/api/types";
import { queryKeys } from "@/lib/query-keys";

const POLL_MS = 600;
/** Polls for about two minutes; the api itself gives up earlier. */
const MAX_POLLS = 200;

/** Has the api look at a repository and waits for what it finds. */
async function inspect(wish: NewInspection, signal: AbortSignal): Promise<Inspection> {
  let inspection = await api.inspect(wish, signal);
  for (let polls = 0; inspection.state === "running" && polls < MAX_POLLS; polls++) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    signal.throwIfAborted();
    inspection = await api.inspection(inspection.id, signal);
  }
  return inspection;
}

/** What detection would choose for a repository; asks nothing while `wish` is undefined. */
export function useInspection(wish: NewInspection | undefined) {
  return useQuery({
    queryKey: ["inspection", wish?.repositoryUrl, wish?.branch, wish?.rootDirectory],
    queryFn: ({ signal }) => inspect(wish ?? { repositoryUrl: "" }, signal),
    enabled: wish !== undefined,
    staleTime: 5 * 60_000,
    retry: false,
    refetchOnWindowFocus: false,
  });
}

/** Any project there is, whose address tells what others look like. */
export function useAnyProject() {
  const projects = useQuery({
    queryKey: queryKeys.projects,
    queryFn: ({ signal }) => api.projects(signal),
    placeholderData: keepPreviousData,
  });
  return projects.data?.[0];
}

/** What a new project may choose from; it changes only when the platform is configured anew. */
export function usePlatform() {
  return useQuery({
    queryKey: queryKeys.platform,
    queryFn: ({ signal }) => api.platform(signal),
    staleTime: Infinity,
  });
}

/** A value once it has not changed for some ms. */
export function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
