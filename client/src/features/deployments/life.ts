import type { Deployment } from "@/lib/api/types";

const FINAL = new Set(["ready", "failed", "cancelled"]);

/** Whether nothing will happen any more to a deployment. */
export function isFinal(deployment: Pick<Deployment, "state">): boolean {
  return FINAL.has(deployment.state);
}

/** Whether what is shown may change soon: it is not over, or ready and not yet at its addresses. */
export function isChanging(deployment: Pick<Deployment, "state" | "served">): boolean {
  return !isFinal(deployment) || (deployment.state === "ready" && !deployment.served);
}

/** How long it took or has taken, from the queue on, in ms. */
export function ageOfWork(deployment: Pick<Deployment, "createdAt" | "finishedAt">, now: number): number {
  const end = deployment.finishedAt ? Date.parse(deployment.finishedAt) : now;
  return Math.max(0, end - Date.parse(deployment.createdAt));
}

/** What a deployment is called in lists: what its author said of it, else where it came from. */
export function headline(deployment: Pick<Deployment, "commit" | "branch" | "repositoryUrl">): string {
  const firstLine = deployment.commit?.message?.split("\n", 1)[0]?.trim();
  if (firstLine) {
    return firstLine;
  }
  if (deployment.commit) {
    return `Commit ${shortSha(deployment.commit.sha)}`;
  }
  return deployment.repositoryUrl ? (deployment.branch ?? "Default branch") : "Uploaded folder";
}

export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
