import { ExternalLink } from "@/components/external-link";
import type { Deployment } from "@/lib/api/types";

/** Where a deployment can be looked at; nothing before it is ready. */
export function Addresses({ deployment }: { deployment: Deployment }) {
  if (deployment.state !== "ready") {
    return null;
  }
  return (
    <section aria-label="Addresses" className="mb-5 grid gap-3 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2">
      <div className="min-w-0">
        <p className="text-[0.8125rem] text-muted">This deployment, forever</p>
        <ExternalLink url={deployment.url} className="font-medium" />
      </div>
      <div className="min-w-0">
        <p className="text-[0.8125rem] text-muted">{deployment.live ? "Live now at" : "Production, serving another deployment"}</p>
        <ExternalLink url={deployment.siteUrl} className="font-medium" />
      </div>
      {!deployment.served && (
        <p role="status" className="text-[0.8125rem] text-muted sm:col-span-2">
          Its addresses answer in a moment.
        </p>
      )}
    </section>
  );
}
