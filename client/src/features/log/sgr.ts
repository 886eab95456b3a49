/**
 * Text with one look.
 *
 * `color` and `background` are numbers of the palette (0–15) or a colour of their own.
 */
export type Span = { text: string; style: SgrStyle };

export type Rgb = readonly [red: number, green: number, blue: number];
export type SgrColor = number | Rgb;

export type SgrStyle = {
  color?: SgrColor;
  background?: SgrColor;
  bold?: boolean;
  faint?: boolean;
  italic?: boolean;
  underline?: boolean;
  strike?: boolean;
  inverse?: boolean;
};

const PLAIN: SgrStyle = {};
const ESCAPE = "\u001b[";
 
const SEQUENCE = /\u001b\[([0-9;:]*)m/g;
/** Levels of the 6×6×6 cube of the 256 colours. */
const CUBE = [0, 95, 135, 175, 215, 255] as const;

/** Splits a line at its SGR sequences (ECMA-48 §8.3.117). The build has removed all other escapes. */
export function parseSgr(line: string): Span[] {
  if (!line.includes(ESCAPE)) {
    return [{ text: line, style: PLAIN }];
  }
  const spans: Span[] = [];
  let style = PLAIN;
  let position = 0;
  for (const match of line.matchAll(SEQUENCE)) {
    push(spans, line.slice(position, match.index), style);
    style = apply(style, match[1] ?? "");
    position = match.index + match[0].length;
  }
  push(spans, line.slice(position), style);
  return spans.length > 0 ? spans : [{ text: "", style: PLAIN }];
}

/** The line as it reads without its colours. */
export function stripSgr(line: string): string {
  return line.includes(ESCAPE) ? line.replace(SEQUENCE, "") : line;
}

function push(spans: Span[], text: string, style: SgrStyle): void {
  if (text !== "") {
    spans.push({ text, style });
  }
}

function apply(before: SgrStyle, parameters: string): SgrStyle {
  const codes = parameters.split(";").flatMap(numbers);
  let style = { ...before };
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i] ?? 0;
    if (code === 38 || code === 48) {
      const [color, used] = extended(codes, i + 1);
      if (color !== undefined) {
        style = code === 38 ? { ...style, color } : { ...style, background: color };
      }
      i += used;
    } else {
      style = simple(style, code);
    }
  }
  return style;
}

/** `38:2::r:g:b` has an empty place for a colour space that `38;2;r;g;b` has not. */
function numbers(parameter: string): number[] {
  const parts = parameter.split(":");
  const hasColorSpace = parts.length >= 6 && parts[1] === "2";
  return (hasColorSpace ? parts.toSpliced(2, 1) : parts).map((part) => Number(part || 0));
}

/** Reads `5;n` or `2;r;g;b`: the colour, and how many numbers it took. */
function extended(codes: number[], at: number): [SgrColor | undefined, number] {
  if (codes[at] === 5) {
    return [indexed(codes[at + 1]), 2];
  }
  if (codes[at] === 2) {
    const [red, green, blue] = codes.slice(at + 1, at + 4);
    const color = byte(red) && byte(green) && byte(blue) ? ([red, green, blue] as Rgb) : undefined;
    return [color, 4];
  }
  return [undefined, 1];
}

function byte(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && value <= 255;
}

function indexed(index: number | undefined): SgrColor | undefined {
  if (index === undefined || index > 255) {
    return undefined;
  }
  if (index < 16) {
    return index;
  }
  if (index >= 232) {
    const level = 8 + (index - 232) * 10;
    return [level, level, level];
  }
  const cell = index - 16;
  const level = (n: number) => CUBE[n % 6] ?? 0;
  return [level(Math.floor(cell / 36)), level(Math.floor(cell / 6)), level(cell)];
}

function simple(style: SgrStyle, code: number): SgrStyle {
  if (code >= 30 && code <= 37) {
    return { ...style, color: code - 30 };
  }
  if (code >= 90 && code <= 97) {
    return { ...style, color: code - 90 + 8 };
  }
  if (code >= 40 && code <= 47) {
    return { ...style, background: code - 40 };
  }
  if (code >= 100 && code <= 107) {
    return { ...style, background: code - 100 + 8 };
  }
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { ...style, bold: true };
    case 2:
      return { ...style, faint: true };
    case 3:
      return { ...style, italic: true };
    case 4:
    case 21:
      return { ...style, underline: true };
    case 7:
      return { ...style, inverse: true };
    case 9:
      return { ...style, strike: true };
    case 22:
      return { ...style, bold: false, faint: false };
    case 23:
      return { ...style, italic: false };
    case 24:
      return { ...style, underline: false };
    case 27:
      return { ...style, inverse: false };
    case 29:
      return { ...style, strike: false };
    case 39:
      return { ...style, color: undefined };
    case 49:
      return { ...style, background: undefined };
    default:
      return style;
  }
}
