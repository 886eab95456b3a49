import { request } from "./request";
import type {
  Deployment,
  DeploymentRules,
  Inspection,
  LogPage,
  LogTicket,
  NewDeployment,
  NewInspection,
  NewProject,
  Platform,
  Project,
  Session,
} from "./types";

const segment = encodeURIComponent;

/** Changes something about deployments; the answer is the one that came of it. */
function change(path: string, body?: unknown): Promise<Deployment> {
  return request<Deployment>(path, { method: "POST", body });
}

/** Every request that the dashboard makes. */
export const api = {
  health: (signal?: AbortSignal) => request<{ status: string }>("/health", { signal }),

  session: (signal?: AbortSignal) => request<Session>("/v1/session", { signal }),
  signIn: (code: string) => request<void>("/v1/session", { method: "POST", body: { code } }),
  signOut: () => request<void>("/v1/session", { method: "DELETE" }),

  platform: (signal?: AbortSignal) => request<Platform>("/v1/platform", { signal }),

  projects: (signal?: AbortSignal) => request<Project[]>("/v1/projects", { signal }),
  project: (name: string, signal?: AbortSignal) => request<Project>(`/v1/projects/${segment(name)}`, { signal }),
  createProject: (project: NewProject) => request<Project>("/v1/projects", { method: "POST", body: project }),

  deployments: (project: string, page: { before?: string; limit: number }, signal?: AbortSignal) => {
    const query = new URLSearchParams({ limit: String(page.limit) });
    if (page.before) {
      query.set("before", page.before);
    }
    const path = `/v1/projects/${segment(project)}/deployments?${query}`;
    return request<Deployment[]>(path, { signal });
  },
  deployment: (id: string, signal?: AbortSignal) =>
    request<Deployment>(`/v1/deployments/${segment(id)}`, { signal }),
  rules: (deployment: string, signal?: AbortSignal) =>
    request<DeploymentRules>(`/v1/deployments/${segment(deployment)}/rules`, { signal }),
  deploy: (project: string, deployment: NewDeployment) =>
    change(`/v1/projects/${segment(project)}/deployments`, deployment),
  cancel: (id: string) => change(`/v1/deployments/${segment(id)}/cancel`),
  retry: (id: string) => change(`/v1/deployments/${segment(id)}/retry`),
  rollback: (project: string, deployment: string) => change(`/v1/projects/${segment(project)}/rollback`, { deployment }),

  inspect: (inspection: NewInspection, signal?: AbortSignal) =>
    request<Inspection>("/v1/inspections", { method: "POST", body: inspection, signal }),
  inspection: (id: string, signal?: AbortSignal) => request<Inspection>(`/v1/inspections/${segment(id)}`, { signal }),

  log: (deployment: string, after: string, signal?: AbortSignal) =>
    request<LogPage>(`/v1/deployments/${segment(deployment)}/log?${new URLSearchParams({ after })}`, { signal }),
  logTicket: (deployment: string, signal?: AbortSignal) =>
    request<LogTicket>(`/v1/deployments/${segment(deployment)}/log-ticket`, { method: "POST", signal }),
  /** Address of the whole log as a text file. */
  logFile: (deployment: string) => `/v1/deployments/${segment(deployment)}/log.txt`,
};
