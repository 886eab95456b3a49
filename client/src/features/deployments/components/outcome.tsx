import { Button } from "@/components/ui/button";
import { Alert, AlertTitle } from "@/components/ui/alert";
import type { Deployment } from "@/lib/api/types";

type OutcomeProps = {
  deployment: Deployment;
  /** Shows a line of the log. */
  onShowLine: (line: number) => void;
};

/** Why a deployment is not ready: what failed, or why it was cancelled. */
export function Outcome({ deployment, onShowLine }: OutcomeProps) {
  const { failure, cancelReason } = deployment;
  if (failure) {
    const line = failure.logLine;
    return (
      <Alert variant="error" className="mb-5">
        <AlertTitle>{failure.message}</AlertTitle>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-muted">
          <code className="font-mono text-xs">{failure.code}</code>
          {line != null && (
            <Button size="small" onClick={() => onShowLine(line)}>
              Show line {line} of the log
            </Button>
          )}
        </p>
      </Alert>
    );
  }
  if (deployment.state === "cancelled") {
    return (
      <Alert className="mb-5">
        {cancelReason === "superseded"
          ? "Cancelled: a newer deployment of the same branch took its place."
          : "Cancelled by a person. What was served before is still served."}
      </Alert>
    );
  }
  return null;
}
