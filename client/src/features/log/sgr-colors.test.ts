import { describe, expect, it } from "vitest";
import type { Rgb } from "./sgr";
import { contrast, lookOf, readable } from "./sgr-colors";

const BACKGROUNDS: Rgb[] = [
  [250, 252, 252],
  [8, 14, 19],
  [197, 48, 40],
  [128, 128, 128],
];

function rgb(text: unknown): Rgb {
  return String(text).match(/\d+/g)?.map(Number) as unknown as Rgb;
}

describe("colours of the log", () => {
  it("knows the contrast of black and white", () => {
    expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21);
  });

  it("makes every colour readable on every background", () => {
    for (const background of BACKGROUNDS) {
      for (let red = 0; red <= 255; red += 51) {
        for (let green = 0; green <= 255; green += 51) {
          for (let blue = 0; blue <= 255; blue += 51) {
            expect(contrast(readable([red, green, blue], background), background)).toBeGreaterThanOrEqual(4.5);
          }
        }
      }
    }
  });

  it("leaves a colour alone that can be read", () => {
    expect(readable([255, 255, 0], [8, 14, 19])).toEqual([255, 255, 0]);
  });

  it("takes the sixteen colours from the theme", () => {
    expect(lookOf({ color: 2, bold: true })).toEqual({ className: "font-semibold", style: { color: "var(--ansi-2)" } });
  });

  it("gives a colour of its own one variant for each theme", () => {
    const look = lookOf({ color: [255, 255, 0] });
    const style = look.style as Record<string, string>;
    expect(look.className).toBe("sgr-own");
    expect(contrast(rgb(style["--sgr-light"]), [250, 252, 252])).toBeGreaterThanOrEqual(4.5);
    expect(style["--sgr-dark"]).toBe("rgb(255 255 0)");
  });

  it("makes text readable on each of the sixteen backgrounds, whatever its colour", () => {
    for (let background = 0; background < 16; background++) {
      for (let color = -1; color < 16; color++) {
        const { style } = lookOf({ background, color: color < 0 ? undefined : color });
        expect(contrast(rgb(style?.color), rgb(style?.backgroundColor))).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});
