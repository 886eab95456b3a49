import { LoaderCircle, SearchCheck } from "lucide-react";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { messageOf } from "@/lib/api/problem";
import type { BuildPlan, Inspection } from "@/lib/api/types";

type DetectionProps = { isRunning: boolean; inspection?: Inspection; error: unknown };

/** What was found in the repository, while it is looked at and after. */
export function Detection({ isRunning, inspection, error }: DetectionProps) {
  return <div role="status" className="empty:-mt-5">{content(isRunning, inspection, error)}</div>;
}

function content(isRunning: boolean, inspection: Inspection | undefined, error: unknown) {
  if (isRunning) {
    return (
      <Alert className="flex items-center gap-2 text-muted">
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin" />
        Looking at the repository…
      </Alert>
    );
  }
  if (error) {
    return (
      <Alert variant="warning">
        <AlertTitle>The repository was not looked at</AlertTitle>
        {messageOf(error)}
      </Alert>
    );
  }
  if (inspection?.failure) {
    return (
      <Alert variant="warning">
        <AlertTitle>A deployment would not succeed yet</AlertTitle>
        {inspection.failure.message}
      </Alert>
    );
  }
  return inspection?.plan ? <Found plan={inspection.plan} /> : null;
}

function Found({ plan }: { plan: BuildPlan }) {
  const tools = [plan.packageManager, plan.nodeVersion && `Node.js ${plan.nodeVersion}`].filter(Boolean).join(", ");
  return (
    <Alert className="flex gap-2.5">
      <SearchCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
      <div className="min-w-0">
        <p className="font-semibold">
          {plan.framework}
          {tools && <span className="font-normal text-muted"> with {tools}</span>}
        </p>
        <p className="text-muted">{plan.evidence}</p>
      </div>
    </Alert>
  );
}
