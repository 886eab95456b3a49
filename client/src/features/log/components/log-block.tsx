"use client";

import { memo, useEffect, useRef, useState, type CSSProperties } from "react";
import type { LogLine } from "@/lib/api/types";
import { stripSgr } from "../sgr";
import { LogLineView } from "./log-line";

type LogBlockProps = {
  lines: readonly LogLine[];
  isLast: boolean;
  /** A line of this block that is to be seen at once. */
  marked?: number;
};

/** How near to what is seen a block gets its colours. */
const MARGIN = "1500px 0px";

/**
 * Some lines of the log. Far from what is seen they are one piece of plain text, of the same height, so that
 * a log of many thousand lines opens quickly and the browser's search still finds what is in it.
 */
export const LogBlock = memo(function LogBlock({ lines, isLast, marked }: LogBlockProps) {
  const block = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    const element = block.current;
    if (!element) {
      return;
    }
    const root = element.closest<HTMLElement>("[role=log]");
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root,
      rootMargin: MARGIN,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const isDrawn = isNear || isLast || marked !== undefined;
  return (
    <div ref={block} className="log-block" style={{ "--lines": lines.length } as CSSProperties}>
      {isDrawn
        ? lines.map((line) => <LogLineView key={line.number} line={line} isMarked={line.number === marked} />)
        : <PlainLines lines={lines} />}
    </div>
  );
});

const PlainLines = memo(function PlainLines({ lines }: { lines: readonly LogLine[] }) {
  return (
    <div className="pr-3 pl-13.5 [overflow-wrap:anywhere] whitespace-pre-wrap">
      {lines.map((line) => stripSgr(line.text) + "\n").join("")}
    </div>
  );
});
