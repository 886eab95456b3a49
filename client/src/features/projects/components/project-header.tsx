"use client";

import { Age } from "@/components/age";
import { CommandLine } from "@/components/command-line";
import { ExternalLink } from "@/components/external-link";
import type { Project } from "@/lib/api/types";
import { shortRepository } from "@/lib/format";

type ProjectHeaderProps = {
  project: Project;
  /** What can be done with the project. */
  actions: React.ReactNode;
};

export function ProjectHeader({ project, actions }: ProjectHeaderProps) {
  return (
    <div className="mb-6 rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 p-4 sm:p-5">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold tracking-tight [overflow-wrap:anywhere]">{project.name}</h1>
          <ExternalLink url={project.url} className="text-[0.9375rem]" />
          {!project.productionDeployment && <p className="text-muted">Not live yet: until a build is ready, a page there tells how it stands.</p>}
        </div>
        {actions}
      </div>
      <dl className="grid gap-x-8 gap-y-3 border-t border-line p-4 text-[0.8125rem] sm:grid-cols-3 sm:px-5">
        <Fact name="Repository">
          {project.repositoryUrl ? (
            <ExternalLink url={project.repositoryUrl}>{shortRepository(project.repositoryUrl)}</ExternalLink>
          ) : (
            "None: uploaded from a folder"
          )}
        </Fact>
        <Fact name="Production branch">{productionBranch(project)}</Fact>
        <Fact name="Stored in">{project.storageRegion}</Fact>
        <Fact name="Created">
          <Age at={project.createdAt} />
        </Fact>
        <Settings project={project} />
      </dl>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line px-4 py-3 text-[0.8125rem] text-muted sm:px-5">
        <span>Deploy a folder of your machine:</span>
        <CommandLine command={`./fairlead deploy . --name ${project.name}`} />
      </div>
    </div>
  );
}

/** A folder has none; of a repository, the first build that can clone it finds it, whatever becomes of that build. */
function productionBranch(project: Project): string {
  return project.productionBranch ?? (project.repositoryUrl ? "Not known yet: a build finds it" : "None");
}

/** What has been set by hand; what is detected is shown with each deployment. */
function Settings({ project }: { project: Project }) {
  const settings: [string, string | null | undefined][] = [
    ["Root folder", project.rootDirectory],
    ["Install command", project.installCommand],
    ["Build command", project.buildCommand],
    ["Output folder", project.outputDirectory],
  ];
  return settings
    .filter(([, value]) => value != null)
    .map(([name, value]) => (
      <Fact key={name} name={name}>
        {value === "" ? "None" : <code className="font-mono">{value}</code>}
      </Fact>
    ));
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
