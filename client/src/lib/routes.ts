/** Where a project's page is. The pages are files, so what they show is in the query. */
export function projectPath(name: string): string {
  return `/project/?${new URLSearchParams({ name })}`;
}

export function deploymentPath(id: string): string {
  return `/deployment/?${new URLSearchParams({ id })}`;
}
