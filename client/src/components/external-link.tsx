import { ArrowUpRight } from "lucide-react";
import { cn } from "@/lib/cn";
import { shortAddress, webAddress } from "@/lib/format";

type ExternalLinkProps = { url: string; className?: string; children?: React.ReactNode };

/** A link out of the dashboard; plain text where a browser could not follow it. */
export function ExternalLink({ url, className, children }: ExternalLinkProps) {
  const text = children ?? shortAddress(url);
  const address = webAddress(url);
  if (!address) {
    return <span className={cn("[overflow-wrap:anywhere]", className)}>{text}</span>;
  }
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      className={cn("text-link underline-offset-3 hover:underline [overflow-wrap:anywhere]", className)}
    >
      {text}
      <ArrowUpRight aria-hidden className="ml-0.5 inline size-3.5 align-[-0.15em]" />
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
