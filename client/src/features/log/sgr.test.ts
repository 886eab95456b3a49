import { describe, expect, it } from "vitest";
import { parseSgr, stripSgr } from "./sgr";

const E = "\u001b[";

describe("SGR", () => {
  it("leaves a plain line whole", () => {
    expect(parseSgr("hello")).toEqual([{ text: "hello", style: {} }]);
    expect(parseSgr("")).toEqual([{ text: "", style: {} }]);
  });

  it("splits at each sequence and starts plain", () => {
    expect(parseSgr(`a${E}31mred${E}0m b`)).toEqual([
      { text: "a", style: {} },
      { text: "red", style: { color: 1 } },
      { text: " b", style: {} },
    ]);
  });

  it.each([
    ["32", { color: 2 }],
    ["92", { color: 10 }],
    ["44", { background: 4 }],
    ["104", { background: 12 }],
    ["1;33", { bold: true, color: 3 }],
    ["2;3;4;9", { faint: true, italic: true, underline: true, strike: true }],
    ["7", { inverse: true }],
    ["38;5;9", { color: 9 }],
    ["38;5;196", { color: [255, 0, 0] }],
    ["38;5;16", { color: [0, 0, 0] }],
    ["48;5;244", { background: [128, 128, 128] }],
    ["38;2;1;20;255", { color: [1, 20, 255] }],
    ["38:2::1:20:255", { color: [1, 20, 255] }],
    ["38:5:231", { color: [255, 255, 255] }],
    ["48;2;10;20;30;1", { background: [10, 20, 30], bold: true }],
  ])("understands %s", (codes, style) => {
    expect(parseSgr(`${E}${codes}mx`)).toEqual([{ text: "x", style }]);
  });

  it.each(["0", "", "39;49", "31;0"])("returns to plain with %s", (codes) => {
    const [span] = parseSgr(`${E}31;42m${E}${codes}mx`);
    expect(span?.style.color).toBeUndefined();
    expect(span?.style.background).toBeUndefined();
  });

  it("ends bold and faint together", () => {
    expect(parseSgr(`${E}1;2m${E}22mx`)).toEqual([{ text: "x", style: { bold: false, faint: false } }]);
  });

  it.each(["38;5;256", "38;2;1;2", "38;2;300;0;0", "38;9", "999"])("passes over %s, which means nothing", (codes) => {
    expect(parseSgr(`${E}${codes}mx`)).toEqual([{ text: "x", style: {} }]);
  });

  it("gives the text without colours", () => {
    expect(stripSgr(`${E}1;38;2;1;2;3mred${E}0m <b>&`)).toBe("red <b>&");
  });
});
