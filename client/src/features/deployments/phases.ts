import type { Deployment } from "@/lib/api/types";
import { isFinal } from "./life";

export type PhaseState = "done" | "running" | "broken" | "waiting";

export type PhaseRow = {
  name: string;
  label: string;
  state: PhaseState;
  /** In ms; absent while it waits, and where nobody knows when it ended. */
  duration?: number;
};

/** All phases of a build, in the order they happen. */
const PHASES: readonly (readonly [name: string, label: string])[] = [
  ["provisioning", "Provision"],
  ["cloning", "Clone"],
  ["detecting", "Detect"],
  ["installing", "Install"],
  ["building", "Build"],
  ["collecting", "Collect"],
  ["uploading", "Upload"],
  ["publishing", "Publish"],
];

const LABELS = new Map(PHASES);

type Timed = Pick<Deployment, "state" | "phases" | "plan" | "finishedAt">;

/**
 * The phases as they are shown: those that began, with their times, and while the build goes on those that
 * will come. What has no command has no phase.
 */
export function phaseRows(deployment: Timed, now: number): PhaseRow[] {
  const begun = deployment.phases.map((phase, index) => {
    const isLast = index === deployment.phases.length - 1;
    const state = stateOf(deployment, phase.finishedAt != null, isLast);
    const end = phase.finishedAt ?? deployment.finishedAt;
    const until = end ? Date.parse(end) : now;
    return {
      name: phase.name,
      label: LABELS.get(phase.name) ?? phase.name,
      state,
      duration: Math.max(0, until - Date.parse(phase.startedAt)),
    };
  });
  return isFinal(deployment) ? begun : [...begun, ...toCome(deployment)];
}

function stateOf(deployment: Timed, finished: boolean, isLast: boolean): PhaseState {
  if (finished || deployment.state === "ready" || !isLast) {
    return "done";
  }
  return isFinal(deployment) ? "broken" : "running";
}

function toCome({ phases, plan }: Timed): PhaseRow[] {
  const last = phases.at(-1)?.name;
  const next = last === undefined ? 0 : PHASES.findIndex(([name]) => name === last) + 1;
  return PHASES.slice(next)
    .filter(([name]) => name !== "installing" || plan == null || plan.installCommand)
    .filter(([name]) => name !== "building" || plan == null || plan.buildCommand)
    .map(([name, label]) => ({ name, label, state: "waiting" }));
}
