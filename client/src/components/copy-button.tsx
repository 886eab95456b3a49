"use client";

import { Check, Copy, X } from "lucide-react";
import { useEffect, useState, type ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { copyText } from "@/lib/copy";

type CopyButtonProps = Omit<ComponentProps<typeof Button>, "onClick"> & {
  /** What is copied, worked out when it is wanted. */
  text: () => string;
  label: string;
  /** Shows the icon only. */
  iconOnly?: boolean;
};

export function CopyButton({ text, label, iconOnly = false, ...props }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "refused">();
  useEffect(() => {
    const timer = setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const Icon = outcome === "copied" ? Check : outcome === "refused" ? X : Copy;
  const said = outcome === "copied" ? "Copied" : outcome === "refused" ? "Copying is not allowed" : label;
  return (
    <Button
      {...props}
      title={iconOnly ? said : undefined}
      onClick={async () => setOutcome((await copyText(text())) ? "copied" : "refused")}
    >
      <Icon aria-hidden />
      <span className={iconOnly ? "sr-only" : undefined} aria-live="polite">
        {said}
      </span>
    </Button>
  );
}
