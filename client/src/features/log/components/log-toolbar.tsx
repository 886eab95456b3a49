"use client";

import { ArrowDownToLine, Download, Pause } from "lucide-react";
import { CopyButton } from "@/components/copy-button";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";
import { count } from "@/lib/format";
import type { Connection } from "../follow-log";

type LogToolbarProps = {
  connection: Connection;
  lineCount: number;
  isFollowing: boolean;
  onFollow: (on: boolean) => void;
  text: () => string;
  file: string;
};

const SAID: Record<Connection, string> = {
  connecting: "Waiting for lines",
  live: "Live",
  waiting: "Reconnecting",
  complete: "Complete",
  refused: "Not available",
};

export function LogToolbar({ connection, lineCount, isFollowing, onFollow, text, file }: LogToolbarProps) {
  const isLive = connection === "live";
  const isOver = connection === "complete" || connection === "refused";
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <h2 className="text-sm font-semibold">Log</h2>
      <p className="mr-auto flex items-center gap-1.5 text-[0.8125rem] text-muted">
        <span aria-hidden className={cn("size-2 rounded-full", isLive ? "bg-good working" : isOver ? "bg-line-strong" : "bg-busy")} />
        {SAID[connection]}
        {lineCount > 0 && <span className="tabular-nums">· {count(lineCount, "line")}</span>}
      </p>
      {lineCount > 0 && (
        <>
          {isOver ? (
            <Button size="small" onClick={() => onFollow(true)}>
              <ArrowDownToLine aria-hidden />
              To the end
            </Button>
          ) : (
            <Button size="small" aria-pressed={isFollowing} onClick={() => onFollow(!isFollowing)}>
              {isFollowing ? <Pause aria-hidden /> : <ArrowDownToLine aria-hidden />}
              {isFollowing ? "Pause" : "Follow"}
            </Button>
          )}
          <CopyButton size="small" label="Copy" text={text} />
          <Button asChild size="small">
            <a href={file} download>
              <Download aria-hidden />
              Download
            </a>
          </Button>
        </>
      )}
    </div>
  );
}
