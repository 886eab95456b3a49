import type { Metadata } from "next";
import { CommandLine } from "@/components/command-line";
import { NewDeploymentForm } from "@/features/new-deployment/components/new-deployment-form";

export const metadata: Metadata = { title: "New deployment" };

export default function NewDeploymentPage() {
  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="text-xl font-semibold tracking-tight">New deployment</h1>
      <p className="mt-1 mb-6 text-muted">From a git repository to a served site.</p>
      <NewDeploymentForm />
      <section className="mt-8 border-t border-line pt-5">
        <h2 className="mb-2 text-sm font-semibold">A folder of your machine instead?</h2>
        <CommandLine command="./fairlead deploy path/to/site" />
      </section>
    </div>
  );
}
