import { TriangleAlert } from "lucide-react";
import type { Deployment } from "@/lib/api/types";
import { count, formatBytes } from "@/lib/format";

/** What was built how, and what came of it. */
export function PlanCard({ deployment }: { deployment: Deployment }) {
  const { plan, upload } = deployment;
  if (!plan) {
    return null;
  }
  const ranUnprotected = plan.isolation === "none" && Boolean(plan.installCommand || plan.buildCommand);
  return (
    <section aria-labelledby="plan" className="rounded-lg border border-line bg-surface p-4 text-[0.8125rem]">
      <h2 id="plan" className="mb-3 text-sm font-semibold">
        Build
      </h2>
      {ranUnprotected && (
        <p className="mb-3 flex gap-2 rounded-md bg-busy-soft p-2.5 text-busy">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            <strong>No sandbox.</strong> The commands ran with all rights of the account that runs Fairlead, because it was
            started with --unsafe-no-sandbox.
          </span>
        </p>
      )}
      <dl className="space-y-2">
        <Fact name="Framework">
          {plan.framework}
          <span className="block text-muted">{plan.evidence}</span>
        </Fact>
        {plan.packageManager && <Fact name="Packages">{plan.packageManager}</Fact>}
        {plan.nodeVersion && <Fact name="Node.js">{plan.nodeVersion}</Fact>}
        <Fact name="Install">{plan.installCommand ? <Code>{plan.installCommand}</Code> : "Nothing"}</Fact>
        <Fact name="Build">{plan.buildCommand ? <Code>{plan.buildCommand}</Code> : "Nothing"}</Fact>
        <Fact name="Output">
          <Code>{plan.outputDirectory}</Code>
        </Fact>
        <Fact name="Sandbox">{plan.isolation === "none" ? "None" : plan.isolation}</Fact>
        {upload && (
          <Fact name="Site">
            {count(upload.files, "file")}, {formatBytes(upload.bytes)}
            <span className="block text-muted">
              {upload.uploadedBlobs === 0
                ? "All of it was there already"
                : `Uploaded, with compressed forms: ${count(upload.uploadedBlobs, "new file")}, ${formatBytes(upload.uploadedBytes)}`}
            </span>
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-2">
      <dt className="text-muted">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Code({ children }: { children: React.ReactNode }) {
  return <code className="font-mono text-xs">{children}</code>;
}
