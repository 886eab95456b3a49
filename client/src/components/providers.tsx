"use client";

import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { Problem } from "@/lib/api/problem";
import { queryKeys } from "@/lib/query-keys";

const MAX_RETRIES = 2;

/** An answer that says no will say no again; a lost connection is looked after by the banner. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < MAX_RETRIES && error instanceof Problem && error.status >= 500;
}

function newClient(): QueryClient {
  const onError = (error: Error, key?: readonly unknown[]) => {
    // The session has ended meanwhile: ask again who is signed in, which shows the page for those who are not.
    if (error instanceof Problem && error.status === 401 && key?.[0] !== queryKeys.session[0]) {
      void client.invalidateQueries({ queryKey: queryKeys.session });
    }
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: (error, query) => onError(error, query.queryKey) }),
    mutationCache: new MutationCache({ onError: (error) => onError(error) }),
    defaultOptions: {
      queries: { retry: isWorthRetrying, staleTime: 2_000, networkMode: "always" },
      mutations: { networkMode: "always" },
    },
  });
  return client;
}

export function Providers({ children }: { children: React.ReactNode }) {
  const [client] = useState(newClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
