"use client";

import { useEffect, useState } from "react";
import { api } from "@/lib/api/api";
import { listen } from "@/lib/api/log-socket";
import { followLog, type Connection, type LogSource } from "./follow-log";
import { LogBook, type LogPages } from "./log-book";

function sourceOf(deployment: string): LogSource {
  return {
    page: (after, signal) => api.log(deployment, after, signal),
    ticket: async (signal) => (await api.logTicket(deployment, signal)).url,
    listen,
    pause,
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

/**
 * The log of a deployment, followed while the component is shown.
 *
 * @param isFinal whether the deployment was over when the page was opened
 */
export function useLog(deployment: string, isFinal: boolean): { pages: LogPages; connection: Connection } {
  const [pages, setPages] = useState<LogPages>({ attempt: 0, blocks: [], dropped: 0 });
  const [connection, setConnection] = useState<Connection>("connecting");
  useEffect(() => {
    const gone = new AbortController();
    const book = new LogBook();
    let frame = 0;
    // Lines come faster than a screen can show them: draw once a frame.
    const draw = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setPages(book.snapshot));
    };
    const onConnection = (now: Connection) => {
      if (!gone.signal.aborted) {
        setConnection(now);
      }
    };
    void followLog(sourceOf(deployment), { book, onLines: draw, onConnection }, isFinal, gone.signal);
    return () => {
      gone.abort();
      cancelAnimationFrame(frame);
    };
    // A deployment that ends while it is watched is told by the log itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [deployment]);
  return { pages, connection };
}
