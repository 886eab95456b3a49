"use client";

import { Plus } from "lucide-react";
import Link from "next/link";
import { CommandLine } from "@/components/command-line";
import { ProblemAlert } from "@/components/problem-alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useProjects } from "../queries";
import { ProjectRow } from "./project-row";

export function ProjectList() {
  const projects = useProjects();
  const isEmpty = projects.data?.length === 0;
  return (
    <>
      <div className="mb-4 flex items-center justify-between gap-3">
        <h1 className="text-xl font-semibold tracking-tight">Projects</h1>
        {!isEmpty && (
          <Button asChild variant="primary">
            <Link href="/new/">
              <Plus aria-hidden />
              New deployment
            </Link>
          </Button>
        )}
      </div>
      {projects.data && !isEmpty && (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {projects.data.map((project) => (
            <ProjectRow key={project.id} project={project} />
          ))}
        </ul>
      )}
      {isEmpty && <NoProjects />}
      {projects.isPending && <Waiting />}
      {projects.isError && !projects.data && (
        <ProblemAlert title="The projects cannot be listed" error={projects.error} onRetry={() => projects.refetch()} />
      )}
    </>
  );
}

function Waiting() {
  return (
    <div role="status" className="space-y-2">
      <span className="sr-only">Loading projects</span>
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
      <Skeleton className="h-16" />
    </div>
  );
}

function NoProjects() {
  return (
    <div className="grid gap-8 rounded-lg border border-line bg-surface p-6 sm:grid-cols-2 sm:p-8">
      <section>
        <h2 className="text-base font-semibold">From a git repository</h2>
        <p className="mt-1 mb-4 text-muted">
          Give the address of a repository. Fairlead clones it, finds out how it is built, builds it in a sandbox and
          serves what comes out.
        </p>
        <Button asChild variant="primary">
          <Link href="/new/">
            <Plus aria-hidden />
            Deploy a repository
          </Link>
        </Button>
      </section>
      <section className="min-w-0">
        <h2 className="text-base font-semibold">From a folder on your machine</h2>
        <p className="mt-1 mb-4 text-muted">
          A folder under git deploys its newest commit; any other folder is packed and uploaded as it is.
        </p>
        <CommandLine command="./fairlead deploy path/to/site" />
      </section>
    </div>
  );
}
