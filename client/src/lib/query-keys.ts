/** Names of what is kept of the api's answers; a change in one feature may concern another one's. */
export const queryKeys = {
  session: ["session"] as const,
  platform: ["platform"] as const,
  projects: ["projects"] as const,
  project: (name: string) => ["projects", name] as const,
  deploymentsOf: (project: string) => ["deployments-of", project] as const,
  deployment: (id: string) => ["deployment", id] as const,
  rulesOf: (deployment: string) => ["rules-of", deployment] as const,
};
