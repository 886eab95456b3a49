import { Alert, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { messageOf } from "@/lib/api/problem";

type ProblemAlertProps = { title: string; error: unknown; onRetry?: () => void };

/** What went wrong, said at once to those who listen. */
export function ProblemAlert({ title, error, onRetry }: ProblemAlertProps) {
  return (
    <Alert variant="error" role="alert">
      <AlertTitle>{title}</AlertTitle>
      <p>{messageOf(error)}</p>
      {onRetry && (
        <Button size="small" className="mt-2" onClick={onRetry}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
