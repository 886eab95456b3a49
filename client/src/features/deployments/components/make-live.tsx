"use client";

import { Undo2 } from "lucide-react";
import { useState } from "react";
import { ProblemAlert } from "@/components/problem-alert";
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
  AlertDialogTrigger,
} from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { Deployment } from "@/lib/api/types";
import { shortAddress } from "@/lib/format";
import { useMakeLive } from "../actions";
import { headline } from "../life";

type MakeLiveProps = {
  deployment: Deployment;
  /** Whether what is live now is newer. */
  isOlder?: boolean;
  compact?: boolean;
};

/** Asks, then makes production serve this deployment: a roll-back, or a preview that goes live. */
export function MakeLive({ deployment, isOlder = false, compact = false }: MakeLiveProps) {
  const [open, setOpen] = useState(false);
  const makeLive = useMakeLive(deployment.projectName);
  const verb = isOlder ? "Roll back to this" : "Make this live";
  return (
    <AlertDialog
      open={open}
      onOpenChange={(now) => {
        makeLive.reset();
        setOpen(now);
      }}
    >
      <AlertDialogTrigger asChild>
        <Button size={compact ? "small" : "default"} aria-label={compact ? `${verb}: ${headline(deployment)}` : undefined}>
          <Undo2 aria-hidden />
          {verb}
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogTitle>{verb}?</AlertDialogTitle>
        <AlertDialogDescription className="[overflow-wrap:anywhere]">
          {shortAddress(deployment.siteUrl)} will serve “{headline(deployment)}” at once and without a build. Builds that
          run meanwhile do not undo it; the next new deployment goes live as usual.
        </AlertDialogDescription>
        {makeLive.isError && <ProblemAlert title="Production was not changed" error={makeLive.error} />}
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button>Keep as it is</Button>
          </AlertDialogCancel>
          <Button
            variant="primary"
            disabled={makeLive.isPending}
            onClick={() => makeLive.mutate(deployment.id, { onSuccess: () => setOpen(false) })}
          >
            {makeLive.isPending ? "Changing…" : verb}
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
