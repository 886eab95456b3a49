"use client";

import { PageSkeleton } from "@/components/page-skeleton";
import { ProblemAlert } from "@/components/problem-alert";
import { Problem } from "@/lib/api/problem";
import { useSession } from "../queries";
import { SignedOut } from "./signed-out";

/** Shows its children to those who are signed in. */
export function SessionGate({ children }: { children: React.ReactNode }) {
  const session = useSession();
  if (session.error instanceof Problem && session.error.status === 401) {
    return <SignedOut />;
  }
  if (session.data) {
    return children;
  }
  if (session.error) {
    return <ProblemAlert title="The dashboard cannot start" error={session.error} onRetry={() => session.refetch()} />;
  }
  return <PageSkeleton />;
}
