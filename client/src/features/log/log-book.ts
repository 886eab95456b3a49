import type { LogLine } from "@/lib/api/types";

/** Lines of one block; a block that is full never changes, so that it is drawn once. */
export const BLOCK_LINES = 200;

/** Most lines that are kept to be looked at; the whole log can be downloaded. */
export const MAX_LINES = 50_000;

/** What the book holds at one moment. Blocks are replaced, never changed. */
export type LogPages = {
  attempt: number;
  blocks: readonly (readonly LogLine[])[];
  /** Lines that were left out at the beginning because there are too many. */
  dropped: number;
};

const EMPTY: LogPages = { attempt: 0, blocks: [], dropped: 0 };

/**
 * The log as far as it has been read: every line once, in order, however often pieces of it arrive.
 * Lines of a later attempt replace those of an earlier one.
 */
export class LogBook {
  private pages = EMPTY;
  private last = 0;

  /** Where to read on: `<attempt>.<line>`. */
  get cursor(): string {
    return `${this.pages.attempt}.${this.last}`;
  }

  get snapshot(): LogPages {
    return this.pages;
  }

  /** Adds lines, in rising order; returns whether any of them was new. */
  add(attempt: number, lines: readonly LogLine[]): boolean {
    if (attempt < this.pages.attempt) {
      return false;
    }
    const restarts = attempt > this.pages.attempt;
    if (restarts) {
      this.pages = { ...EMPTY, attempt };
      this.last = 0;
    }
    const fresh: LogLine[] = [];
    for (const line of lines) {
      if (line.number > this.last) {
        fresh.push(line);
        this.last = line.number;
      }
    }
    if (fresh.length > 0) {
      this.pages = append(this.pages, fresh);
    }
    return restarts || fresh.length > 0;
  }
}

function append(pages: LogPages, fresh: readonly LogLine[]): LogPages {
  const blocks = [...pages.blocks];
  const open = blocks.at(-1);
  let rest = fresh;
  if (open && open.length < BLOCK_LINES) {
    const room = BLOCK_LINES - open.length;
    blocks[blocks.length - 1] = [...open, ...fresh.slice(0, room)];
    rest = fresh.slice(room);
  }
  for (let i = 0; i < rest.length; i += BLOCK_LINES) {
    blocks.push(rest.slice(i, i + BLOCK_LINES));
  }
  const excess = Math.max(0, blocks.length - MAX_LINES / BLOCK_LINES);
  return { attempt: pages.attempt, blocks: blocks.slice(excess), dropped: pages.dropped + excess * BLOCK_LINES };
}
