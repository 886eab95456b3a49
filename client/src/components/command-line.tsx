"use client";

import { CopyButton } from "./copy-button";

/** A command to type in a terminal. */
export function CommandLine({ command }: { command: string }) {
  return (
    <div className="flex max-w-full items-center gap-1 rounded-md border border-line bg-sunken pl-3">
      <code className="min-w-0 flex-1 overflow-x-auto py-1.5 font-mono text-[0.8125rem] whitespace-nowrap" tabIndex={0}>
        <span aria-hidden className="text-muted select-none">
          ${" "}
        </span>
        {command}
      </code>
      <CopyButton variant="ghost" size="small" iconOnly label={`Copy the command ${command}`} text={() => command} />
    </div>
  );
}
