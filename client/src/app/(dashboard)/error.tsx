"use client";

import { ProblemAlert } from "@/components/problem-alert";

/** Stands for a page that has failed; the header stays usable. */
export default function PageError({ error, reset }: { error: Error; reset: () => void }) {
  return <ProblemAlert title="This page has failed" error={error} onRetry={reset} />;
}
