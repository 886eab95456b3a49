import { memo } from "react";
import type { LogLine } from "@/lib/api/types";
import { cn } from "@/lib/cn";
import { parseSgr } from "../sgr";
import { lookOf } from "../sgr-colors";

type LogLineProps = { line: LogLine; isMarked: boolean };

/** Id of a line in the page. */
export function lineId(number: number): string {
  return `line-${number}`;
}

const STREAMS: Record<LogLine["stream"], string> = {
  system: "border-ring text-link",
  stdout: "border-transparent",
  stderr: "border-rope",
};

export const LogLineView = memo(function LogLineView({ line, isMarked }: LogLineProps) {
  return (
    <div
      id={lineId(line.number)}
      className={cn("flex border-l-2", STREAMS[line.stream], isMarked && "border-bad bg-bad-soft")}
    >
      <span aria-hidden className="w-13 shrink-0 pr-3 text-right text-muted tabular-nums select-none">
        {line.number}
      </span>
      <span className="min-w-0 flex-1 pr-3 [overflow-wrap:anywhere] whitespace-pre-wrap">
        {parseSgr(line.text).map((span, index) => {
          const { className, style } = lookOf(span.style);
          return className || style ? (
            <span key={index} className={className} style={style}>
              {span.text}
            </span>
          ) : (
            span.text
          );
        })}
        {"\n"}
      </span>
    </div>
  );
});
