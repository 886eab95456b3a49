import { Badge } from "@/components/ui/badge";
import type { Deployment } from "@/lib/api/types";
import { count } from "@/lib/format";

/** How many problems the rules of a deployment have: errors if there are any, else warnings; nothing where none are. */
export function RuleProblemBadge({ problems }: { problems: Deployment["ruleProblems"] }) {
  if (!problems) {
    return null;
  }
  return problems.errors > 0 ? (
    <Badge variant="bad">{count(problems.errors, "rule error")}</Badge>
  ) : (
    <Badge variant="busy">{count(problems.warnings, "rule warning")}</Badge>
  );
}
