import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

/** The browser's own list: it has keyboard, screen reader and touch support built in. */
export function Select({ className, ...props }: ComponentProps<"select">) {
  return (
    <select
      className={cn(
        "h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2 text-base transition-colors sm:text-sm",
        "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-bad",
        className,
      )}
      {...props}
    />
  );
}
