"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { CommandLine } from "@/components/command-line";
import { Mark } from "@/components/mark";
import { ProblemAlert } from "@/components/problem-alert";
import { useSignIn } from "../actions";

/** Takes the code out of the address, so that neither the history nor a screenshot keeps it. */
function takeCode(): string {
  const code = window.location.hash.slice(1);
  if (code) {
    window.history.replaceState(null, "", window.location.pathname);
  }
  return code;
}

/** Signs in with the code of the link that has led here. */
export function SignIn() {
  const router = useRouter();
  const { mutate, isError, error } = useSignIn();
  const started = useRef(false);
  const [hasNoCode, setHasNoCode] = useState(false);
  const begin = useCallback(() => {
    const code = takeCode();
    if (code) {
      started.current = true;
      mutate(code, { onSuccess: () => router.replace("/") });
    }
    setHasNoCode(!started.current);
  }, [mutate, router]);
  useEffect(() => {
    // The code is known only to the browser, so it is read after the first render.
     
    begin();
    window.addEventListener("hashchange", begin);
    return () => window.removeEventListener("hashchange", begin);
  }, [begin]);
  return (
    <div className="mx-auto max-w-md py-16">
      <Mark className="size-10" />
      <h1 className="mt-5 mb-3 text-xl font-semibold tracking-tight">Sign in</h1>
      {!isError && !hasNoCode && <p role="status">Signing in…</p>}
      {isError && <ProblemAlert title="The link does not work" error={error} />}
      {hasNoCode && <p className="text-muted">This address signs in only with a link made for it. Make one:</p>}
      {(isError || hasNoCode) && (
        <div className="mt-3">
          <CommandLine command="./fairlead open" />
        </div>
      )}
    </div>
  );
}
