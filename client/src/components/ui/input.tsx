import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={cn(
        "h-9 w-full min-w-0 rounded-md border border-line-strong bg-surface px-3 text-base transition-colors sm:text-sm",
        "placeholder:text-muted placeholder:italic disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted",
        "aria-invalid:border-bad aria-invalid:bg-bad-soft/40",
        className,
      )}
      {...props}
    />
  );
}
