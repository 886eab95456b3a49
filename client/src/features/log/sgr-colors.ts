import type { CSSProperties } from "react";
import type { Rgb, SgrColor, SgrStyle } from "./sgr";

/** WCAG 2 AA for text of this size. */
const CONTRAST = 4.5;

/** The log's background in each theme, as in globals.css; the text's colour is chosen against it. */
const LIGHT: Rgb = [250, 252, 252];
const DARK: Rgb = [8, 14, 19];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** The palette as it is where a program sets the background too, alike in both themes. */
const PALETTE: readonly Rgb[] = [
  [36, 41, 47], [197, 48, 40], [38, 132, 68], [176, 124, 20], [32, 98, 208], [147, 58, 163], [17, 122, 136], [208, 215, 222],
  [101, 109, 118], [224, 88, 80], [74, 178, 108], [222, 170, 60], [88, 152, 240], [190, 120, 208], [70, 178, 192], [246, 248, 250],
];

/** How a span looks: class names and, for colours of its own, style. */
export function lookOf(style: SgrStyle): { className: string; style?: CSSProperties } {
  const classes = [
    style.bold && "font-semibold",
    style.faint && "opacity-80",
    style.italic && "italic",
    style.underline && "underline",
    style.strike && "line-through",
  ];
  const colored = colorsOf(style);
  return {
    className: [...classes, colored.own && "sgr-own"].filter(Boolean).join(" "),
    style: colored.style as CSSProperties | undefined,
  };
}

function colorsOf({ color, background, inverse }: SgrStyle): { own?: boolean; style?: Record<string, string> } {
  if (inverse || background !== undefined) {
    const [front, back] = inverse ? [background, color ?? 7] : [color, background];
    const backRgb = rgb(back ?? 0);
    const frontRgb = front === undefined ? (luminance(backRgb) > 0.25 ? BLACK : WHITE) : rgb(front);
    return { style: { backgroundColor: css(backRgb), color: css(readable(frontRgb, backRgb)) } };
  }
  if (color === undefined) {
    return {};
  }
  if (typeof color === "number") {
    return { style: { color: `var(--ansi-${color})` } };
  }
  return {
    own: true,
    style: { "--sgr-light": css(readable(color, LIGHT)), "--sgr-dark": css(readable(color, DARK)) },
  };
}

/** The nearest colour on the way to black or white that can be read on a background. */
export function readable(color: Rgb, background: Rgb): Rgb {
  const goal = luminance(background) > 0.18 ? BLACK : WHITE;
  for (let step = 0; step <= 20; step++) {
    const mixed = mix(color, goal, step / 20);
    if (contrast(mixed, background) >= CONTRAST) {
      return mixed;
    }
  }
  return goal;
}

/** Contrast ratio of WCAG 2, 1–21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const part = value / 255;
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [part(a[0], b[0]), part(a[1], b[1]), part(a[2], b[2])];
}

function rgb(color: SgrColor): Rgb {
  return typeof color === "number" ? (PALETTE[color] ?? BLACK) : color;
}

function css([red, green, blue]: Rgb): string {
  return `rgb(${red} ${green} ${blue})`;
}
