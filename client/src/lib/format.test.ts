import { describe, expect, it } from "vitest";
import { count, formatAge, formatBytes, formatDuration, shortAddress, shortRepository, webAddress } from "./format";

describe("durations", () => {
  it.each([
    [-5, "0 ms"],
    [0, "0 ms"],
    [24, "24 ms"],
    [94, "94 ms"],
    [95, "0.1 s"],
    [840, "0.8 s"],
    [9_949, "9.9 s"],
    [9_950, "10 s"],
    [59_400, "59 s"],
    [59_600, "1 min 00 s"],
    [185_000, "3 min 05 s"],
    [3_599_600, "1 h 00 min"],
    [4_800_000, "1 h 20 min"],
  ])("%i ms is %s", (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe("ages", () => {
  const now = Date.parse("2026-06-15T12:00:00Z");
  it.each([
    ["2026-06-15T12:00:30Z", "just now"],
    ["2026-06-15T11:59:55Z", "just now"],
    ["2026-06-15T11:59:20Z", "40 s ago"],
    ["2026-06-15T11:55:00Z", "5 min ago"],
    ["2026-06-15T09:00:00Z", "3 h ago"],
    ["2026-06-14T11:00:00Z", "yesterday"],
    ["2026-06-03T12:00:00Z", "12 days ago"],
    ["2026-01-02T12:00:00Z", "2 Jan 2026"],
  ])("%s is %s", (at, text) => expect(formatAge(at, now)).toBe(text));
});

describe("sizes and numbers", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [3482, "3.4 KiB"],
    [12_582_912, "12 MiB"],
    [5_000_000_000_000, "4657 GiB"],
  ])("%i bytes are %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it("counts in words", () => {
    expect(count(1, "file")).toBe("1 file");
    expect(count(20_000, "line")).toBe("20,000 lines");
  });
});

describe("addresses", () => {
  it("shortens them", () => {
    expect(shortAddress("http://a.localhost:8081/")).toBe("a.localhost:8081");
    expect(shortRepository("https://example.com/team/site.git")).toBe("example.com/team/site");
    expect(shortRepository("file:///srv/site")).toBe("/srv/site");
  });

  it.each(["javascript:alert(1)", "file:///etc/passwd", "ssh://git@example.com/a", "data:text/html,x", "", null, undefined])(
    "makes no link of %s",
    (url) => expect(webAddress(url)).toBeUndefined(),
  );

  it("makes a link of web addresses", () => {
    expect(webAddress("HTTPS://example.com")).toBe("HTTPS://example.com");
  });
});
