import { describe, expect, it } from "vitest";
import type { LogMessage } from "@/lib/api/log-socket";
import { Problem } from "@/lib/api/problem";
import type { LogLine, LogPage } from "@/lib/api/types";
import { followLog, pauseAfter, type Connection, type LogSource } from "./follow-log";
import { LogBook } from "./log-book";

const ALL: LogLine[] = Array.from({ length: 10 }, (_, i) => ({
  number: i + 1,
  at: "2026-01-01T00:00:00Z",
  stream: "stdout",
  text: `line ${i + 1}`,
}));

const END: LogMessage = { type: "end", state: "ready" };

function chunk(from: number, to: number): LogMessage {
  return { type: "lines", attempt: 1, lines: ALL.slice(from - 1, to) };
}

/** A log server that plays a script: what each connection sends before it closes, and each page. */
class ScriptedServer implements LogSource {
  readonly addresses: string[] = [];
  readonly cursors: string[] = [];
  readonly pauses: number[] = [];

  constructor(
    private readonly connections: LogMessage[][],
    private readonly pages: (LogPage | Problem)[] = [],
    private readonly onPause: () => void = () => undefined,
  ) {}

  ticket = async () => "ws://logs/x?ticket=t";

  listen = async (url: string, onMessage: (message: LogMessage) => void) => {
    this.addresses.push(url);
    (this.connections.shift() ?? []).forEach(onMessage);
  };

  page = async (after: string): Promise<LogPage> => {
    this.cursors.push(after);
    const page = this.pages.shift() ?? { attempt: 1, lines: [], next: after, complete: false };
    if (page instanceof Problem) {
      throw page;
    }
    return page;
  };

  pause = async (ms: number) => {
    this.pauses.push(ms);
    this.onPause();
  };
}

async function follow(server: ScriptedServer, isFinal = false, gone = new AbortController()) {
  const book = new LogBook();
  const seen: Connection[] = [];
  await followLog(server, { book, onLines: () => undefined, onConnection: (now) => seen.push(now) }, isFinal, gone.signal);
  return { seen, numbers: book.snapshot.blocks.flat().map((line) => line.number) };
}

const EVERY = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

describe("following a log", () => {
  it("reads live until the end", async () => {
    const server = new ScriptedServer([[chunk(1, 6), chunk(7, 10), END]]);
    const { seen, numbers } = await follow(server);
    expect(numbers).toEqual(EVERY);
    expect(server.addresses).toEqual(["ws://logs/x?ticket=t&after=0.0"]);
    expect(server.cursors).toEqual([]);
    expect(seen.at(0)).toBe("connecting");
    expect(seen).toContain("live");
    expect(seen.at(-1)).toBe("complete");
  });

  it("reads a finished log over HTTP only, page by page", async () => {
    const server = new ScriptedServer(
      [],
      [
        { attempt: 1, lines: ALL.slice(0, 5), next: "1.5", complete: false },
        { attempt: 1, lines: ALL.slice(5), next: "1.10", complete: true },
      ],
    );
    const { numbers } = await follow(server, true);
    expect(numbers).toEqual(EVERY);
    expect(server.addresses).toEqual([]);
    expect(server.cursors).toEqual(["0.0", "1.5"]);
  });

  it("comes back after a lost connection, from the last line it has seen", async () => {
    const server = new ScriptedServer([[chunk(1, 4)], [chunk(3, 10), END]]);
    const { numbers, seen } = await follow(server);
    expect(numbers).toEqual(EVERY);
    expect(server.addresses[1]).toBe("ws://logs/x?ticket=t&after=1.4");
    expect(server.cursors).toEqual(["1.4"]);
    expect(seen).toContain("waiting");
  });

  it("goes on over HTTP where no connection is possible", async () => {
    const server = new ScriptedServer(
      [],
      [
        { attempt: 1, lines: ALL.slice(0, 5), next: "1.5", complete: false },
        { attempt: 1, lines: [], next: "1.5", complete: false },
        { attempt: 1, lines: ALL.slice(5), next: "1.10", complete: true },
      ],
    );
    expect((await follow(server)).numbers).toEqual(EVERY);
  });

  it("waits longer with each failure in a row, but not without bound", async () => {
    const gone = new AbortController();
    const server: ScriptedServer = new ScriptedServer([], [], () => {
      if (server.pauses.length === 7) {
        gone.abort();
      }
    });
    await follow(server, false, gone);
    expect(server.pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(pauseAfter(1000)).toBe(10_000);
  });

  it("goes on after the api could not be reached", async () => {
    const server = new ScriptedServer([[], [chunk(1, 10), END]], [Problem.unreachable()]);
    expect((await follow(server)).numbers).toEqual(EVERY);
  });

  it.each([401, 404])("gives up when the api answers %i", async (status) => {
    const server = new ScriptedServer([], [new Problem("NOT_FOUND", "There is no such deployment.", status)]);
    const { seen } = await follow(server);
    expect(seen.at(-1)).toBe("refused");
    expect(server.pauses).toEqual([]);
  });

  it("stops when nobody looks any more", async () => {
    const gone = new AbortController();
    gone.abort();
    const server = new ScriptedServer([[chunk(1, 10)]]);
    const { numbers } = await follow(server, false, gone);
    expect(numbers).toEqual([]);
    expect(server.addresses).toEqual([]);
  });
});
