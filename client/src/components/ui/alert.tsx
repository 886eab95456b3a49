import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";

const alertVariants = cva("rounded-md border px-4 py-3 text-sm [overflow-wrap:anywhere]", {
  variants: {
    variant: {
      info: "border-line bg-sunken",
      warning: "border-busy/35 bg-busy-soft",
      error: "border-bad-line bg-bad-soft",
    },
  },
  defaultVariants: { variant: "info" },
});

export function Alert({ className, variant, ...props }: ComponentProps<"div"> & VariantProps<typeof alertVariants>) {
  return <div className={cn(alertVariants({ variant }), className)} {...props} />;
}

export function AlertTitle({ className, ...props }: ComponentProps<"p">) {
  return <p className={cn("mb-0.5 font-semibold", className)} {...props} />;
}
