import { Badge } from "@/components/ui/badge";
import { cn } from "@/lib/cn";

type Look = { label: string; badge: "neutral" | "good" | "busy" | "bad"; dot: string };

const LOOKS: Record<string, Look> = {
  queued: { label: "Queued", badge: "neutral", dot: "border-2 border-current" },
  building: { label: "Building", badge: "busy", dot: "bg-current working" },
  ready: { label: "Ready", badge: "good", dot: "bg-current" },
  failed: { label: "Failed", badge: "bad", dot: "bg-current rounded-none rotate-45" },
  cancelled: { label: "Cancelled", badge: "neutral", dot: "h-0.5 bg-current rounded-none" },
};

/** The name of a deployment's state as people read it. */
export function stateLabel(state: string): string {
  return LOOKS[state]?.label ?? state;
}

/** A deployment's state: word, colour and shape, so that none of them is needed alone. */
export function DeploymentState({ state }: { state: string }) {
  const look = LOOKS[state];
  return (
    <Badge variant={look?.badge}>
      <span aria-hidden className={cn("size-2 rounded-full", look?.dot ?? "bg-current")} />
      {stateLabel(state)}
    </Badge>
  );
}
