import { memo, type CSSProperties } from "react";
import type { LogLine } from "@/lib/api/types";
import { LogLineView } from "./log-line";

type LogBlockProps = {
  lines: readonly LogLine[];
  /** A line of this block that is to be seen at once. */
  marked?: number;
};

/** Lines that are laid out only while they are near what is seen. */
export const LogBlock = memo(function LogBlock({ lines, marked }: LogBlockProps) {
  return (
    <div className="log-block" style={{ "--lines": lines.length } as CSSProperties}>
      {lines.map((line) => (
        <LogLineView key={line.number} line={line} isMarked={line.number === marked} />
      ))}
    </div>
  );
});
