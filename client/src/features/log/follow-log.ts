import type { LogMessage } from "@/lib/api/log-socket";
import { Problem } from "@/lib/api/problem";
import type { LogPage } from "@/lib/api/types";
import type { LogBook } from "./log-book";

/** How the log reaches us now. */
export type Connection = "connecting" | "live" | "waiting" | "complete" | "refused";

/** Where a log is read from. */
export type LogSource = {
  /** A page over HTTP, of the lines after a cursor. */
  page: (after: string, signal: AbortSignal) => Promise<LogPage>;
  /** A single-use address of the log's WebSocket. */
  ticket: (signal: AbortSignal) => Promise<string>;
  /** Listens until the connection closes, for whatever reason. */
  listen: (url: string, onMessage: (message: LogMessage) => void, signal: AbortSignal) => Promise<void>;
  /** Resolves after some ms, or at once when the signal is aborted. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
};

export type LogSink = {
  book: LogBook;
  onLines: () => void;
  onConnection: (connection: Connection) => void;
};

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/** The wait before the next try: doubles from 0.5 s to 10 s with each failure in a row. */
export function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE_MS);
}

/**
 * Fills the book until the log is complete or the signal is aborted: live over the WebSocket, and over
 * HTTP when that fails, has no such log (yet or any more), or when the deployment is over.
 */
export async function followLog(source: LogSource, sink: LogSink, isFinal: boolean, signal: AbortSignal): Promise<void> {
  let failures = 0;
  let live = !isFinal;
  sink.onConnection("connecting");
  while (!signal.aborted) {
    const before = sink.book.cursor;
    try {
      if ((live && (await watch(source, sink, signal))) || (await readPages(source, sink, signal))) {
        sink.onConnection("complete");
        return;
      }
    } catch (error) {
      if (!signal.aborted && isRefusal(error)) {
        sink.onConnection("refused");
        return;
      }
    }
    if (signal.aborted) {
      return;
    }
    live = true;
    failures = sink.book.cursor === before ? failures + 1 : 1;
    sink.onConnection("waiting");
    await source.pause(pauseAfter(failures), signal);
  }
}

/** Whether trying again cannot help: signed out, or no such deployment. */
function isRefusal(error: unknown): boolean {
  return error instanceof Problem && (error.status === 401 || error.status === 404);
}

/** Watches live; true when the end of the log has been seen. */
async function watch(source: LogSource, sink: LogSink, signal: AbortSignal): Promise<boolean> {
  const url = await source.ticket(signal);
  let ended = false;
  await source.listen(
    `${url}&after=${sink.book.cursor}`,
    (message) => {
      sink.onConnection("live");
      if (message.type === "end") {
        ended = true;
      } else if (sink.book.add(message.attempt, message.lines)) {
        sink.onLines();
      }
    },
    signal,
  );
  return ended;
}

/** Reads what there is over HTTP; true when no more will come. */
async function readPages(source: LogSource, sink: LogSink, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    const page = await source.page(sink.book.cursor, signal);
    if (sink.book.add(page.attempt, page.lines)) {
      sink.onLines();
    }
    if (page.complete || page.lines.length === 0) {
      return page.complete;
    }
  }
  return false;
}
