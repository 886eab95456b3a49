"use client";

import { useEffect } from "react";
import { ArrowDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/api/api";
import { BLOCK_LINES, type LogPages } from "../log-book";
import type { Connection } from "../follow-log";
import { stripSgr } from "../sgr";
import { useFollowing } from "../use-following";
import { useLog } from "../use-log";
import { LogBlock } from "./log-block";
import { lineId } from "./log-line";
import { LogToolbar } from "./log-toolbar";

type LogViewerProps = {
  deployment: string;
  isFinal: boolean;
  /** A line to show, with a count that grows each time it is asked for. */
  shown?: { line: number; times: number };
};

export function LogViewer({ deployment, isFinal, shown }: LogViewerProps) {
  const { pages, connection } = useLog(deployment, isFinal);
  const { box, isFollowing, setFollowing, onScroll } = useFollowing(pages, !isFinal);
  const lineCount = pages.blocks.at(-1)?.at(-1)?.number ?? 0;
  const isOver = connection === "complete" || connection === "refused";

  useEffect(() => {
    if (shown) {
      setFollowing(false);
      document.getElementById(lineId(shown.line))?.scrollIntoView({ block: "center" });
      box.current?.focus({ preventScroll: true });
    }
    // Only when it is asked for, not whenever a line comes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shown]);

  return (
    <section aria-label="Log" className="relative overflow-hidden rounded-lg border border-line bg-surface">
      <LogToolbar
        connection={connection}
        lineCount={lineCount}
        isFollowing={isFollowing}
        onFollow={setFollowing}
        text={() => textOf(pages)}
        file={api.logFile(deployment)}
      />
      <div
        ref={box}
        role="log"
        aria-label="Lines of the build log"
        // A build prints more than anyone can listen to; its state is announced instead.
        aria-live="off"
        tabIndex={0}
        onScroll={onScroll}
        className="h-[min(38rem,70dvh)] overflow-y-auto bg-log py-2 font-mono text-xs leading-5 [overflow-anchor:none] focus-visible:outline-offset-[-2px]"
      >
        {pages.dropped > 0 && (
          <p className="px-3 pb-2 text-muted">The first {pages.dropped.toLocaleString("en-US")} lines are in the download.</p>
        )}
        {pages.blocks.map((lines, index) => {
          const first = lines[0]?.number ?? 0;
          const isHere = shown && shown.line >= first && shown.line < first + BLOCK_LINES;
          return (
            <LogBlock
              key={`${pages.attempt}-${first}`}
              lines={lines}
              isLast={index === pages.blocks.length - 1}
              marked={isHere ? shown.line : undefined}
            />
          );
        })}
        {pages.blocks.length === 0 && <p className="px-4 py-2 font-sans text-sm text-muted">{emptyText(connection)}</p>}
      </div>
      {!isFollowing && !isOver && lineCount > 0 && (
        <Button
          variant="primary"
          size="small"
          className="absolute right-4 bottom-4 rounded-full shadow-lg"
          onClick={() => setFollowing(true)}
        >
          <ArrowDown aria-hidden />
          Jump to the end
        </Button>
      )}
    </section>
  );
}

function emptyText(connection: Connection): string {
  switch (connection) {
    case "complete":
      return "Nothing was logged.";
    case "refused":
      return "The log cannot be read.";
    default:
      return "The first line has not come yet.";
  }
}

function textOf(pages: LogPages): string {
  return pages.blocks.flatMap((lines) => lines.map((line) => stripSgr(line.text) + "\n")).join("");
}
