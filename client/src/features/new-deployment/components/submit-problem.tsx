import Link from "next/link";
import { ProblemAlert } from "@/components/problem-alert";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { messageOf } from "@/lib/api/problem";
import { projectPath } from "@/lib/routes";
import { DeploymentNotStarted } from "../actions";

/** Why the form was sent in vain, where no field is to blame. */
export function SubmitProblem({ error }: { error: Error }) {
  if (!(error instanceof DeploymentNotStarted)) {
    return <ProblemAlert title="Nothing was deployed" error={error} />;
  }
  return (
    <Alert variant="error" role="alert">
      <AlertTitle>{error.message}</AlertTitle>
      <p>
        {messageOf(error.cause)}{" "}
        <Link href={projectPath(error.project)} className="text-link underline">
          Deploy it from the project’s page
        </Link>
        .
      </p>
    </Alert>
  );
}
