"use client";

import { CommandLine } from "@/components/command-line";
import { Mark } from "@/components/mark";
import { useTitle } from "@/lib/title";

/** What those see who are not signed in: there is no password, the command line lets them in. */
export function SignedOut() {
  useTitle("Signed out");
  return (
    <div className="mx-auto max-w-md py-16">
      <Mark className="size-10" />
      <h1 className="mt-5 text-xl font-semibold tracking-tight">You are signed out</h1>
      <p className="mt-2 mb-4 text-muted">
        There is no password. Whoever may use the command line on the machine that runs Fairlead can sign in; this opens
        the dashboard with a link that works once:
      </p>
      <CommandLine command="./fairlead open" />
      <p className="mt-3 text-muted">
        With <code className="font-mono text-foreground">--print</code> it prints the link, for another browser.
      </p>
    </div>
  );
}
