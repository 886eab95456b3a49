import { describe, expect, it } from "vitest";
import type { LogLine } from "@/lib/api/types";
import { BLOCK_LINES, LogBook, MAX_LINES } from "./log-book";

function lines(from: number, to: number): LogLine[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    number: from + i,
    at: "2026-01-01T00:00:00Z",
    stream: "stdout",
    text: `line ${from + i}`,
  }));
}

function numbers(book: LogBook): number[] {
  return book.snapshot.blocks.flatMap((block) => block.map((line) => line.number));
}

describe("the log book", () => {
  it("begins before the first line", () => {
    expect(new LogBook().cursor).toBe("0.0");
  });

  it("keeps lines in order and says where to read on", () => {
    const book = new LogBook();
    expect(book.add(1, lines(1, 3))).toBe(true);
    expect(book.add(1, lines(4, 5))).toBe(true);
    expect(numbers(book)).toEqual([1, 2, 3, 4, 5]);
    expect(book.cursor).toBe("1.5");
  });

  it("takes every line once, however pieces overlap", () => {
    const book = new LogBook();
    book.add(1, lines(1, 4));
    expect(book.add(1, lines(2, 6))).toBe(true);
    expect(book.add(1, lines(1, 6))).toBe(false);
    expect(numbers(book)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("begins anew with a later attempt and ignores an earlier one", () => {
    const book = new LogBook();
    book.add(1, lines(1, 9));
    expect(book.add(2, lines(1, 2))).toBe(true);
    expect(book.add(1, lines(10, 12))).toBe(false);
    expect(numbers(book)).toEqual([1, 2]);
    expect(book.cursor).toBe("2.2");
  });

  it("forgets the lines of an attempt when the next one has none yet", () => {
    const book = new LogBook();
    book.add(1, lines(1, 9));
    expect(book.add(2, [])).toBe(true);
    expect(numbers(book)).toEqual([]);
    expect(book.cursor).toBe("2.0");
  });

  it("never changes a block that is full", () => {
    const book = new LogBook();
    book.add(1, lines(1, BLOCK_LINES + 1));
    const before = book.snapshot.blocks;
    book.add(1, lines(BLOCK_LINES + 2, BLOCK_LINES + 3));
    const after = book.snapshot.blocks;
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after.map((block) => block.length)).toEqual([BLOCK_LINES, 3]);
  });

  it("drops the first lines when there are too many", () => {
    const book = new LogBook();
    book.add(1, lines(1, MAX_LINES));
    book.add(1, lines(MAX_LINES + 1, MAX_LINES + 1));
    expect(book.snapshot.dropped).toBe(BLOCK_LINES);
    expect(numbers(book)[0]).toBe(BLOCK_LINES + 1);
    expect(numbers(book).at(-1)).toBe(MAX_LINES + 1);
    expect(book.cursor).toBe(`1.${MAX_LINES + 1}`);
  });
});
