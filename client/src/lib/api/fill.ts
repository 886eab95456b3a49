import type { Deployment, LogLine, LogPage } from "./types";

/** The api may leave out a text or a list that is empty; here it is always there. */
type Sparse<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;

export function fillDeployment(deployment: Sparse<Deployment, "phases">): Deployment {
  return { ...deployment, phases: deployment.phases ?? [] };
}

type SparsePage = Omit<LogPage, "lines"> & { lines?: Sparse<LogLine, "text">[] };

export function fillLogPage(page: SparsePage): LogPage {
  return { ...page, lines: (page.lines ?? []).map((line) => ({ ...line, text: line.text ?? "" })) };
}
