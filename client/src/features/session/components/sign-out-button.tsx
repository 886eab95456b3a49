"use client";

import { LogOut } from "lucide-react";
import { Button } from "@/components/ui/button";
import { messageOf } from "@/lib/api/problem";
import { useSignOut } from "../actions";
import { useSession } from "../queries";

/** Ends the session; nothing where there is none. */
export function SignOutButton() {
  const session = useSession();
  const signOut = useSignOut();
  if (!session.data || session.isError) {
    return null;
  }
  const label = `Sign out ${session.data.account}`;
  return (
    <>
      {signOut.isError && (
        <span role="alert" className="truncate text-bad">
          {messageOf(signOut.error)}
        </span>
      )}
      <Button variant="ghost" size="icon" title={label} aria-label={label} disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        <LogOut aria-hidden />
      </Button>
    </>
  );
}
