const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration in ms as a person says it: `25 ms`, `0.8 s`, `42 s`, `3 min 05 s`, `1 h 20 min`. */
export function formatDuration(ms: number): string {
  const duration = Math.max(0, ms);
  if (duration < 95) {
    return `${Math.round(duration)} ms`;
  }
  if (duration < 9_950) {
    return `${(duration / SECOND).toFixed(1)} s`;
  }
  const seconds = Math.round(duration / SECOND);
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  }
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** How long ago a moment was: `just now`, `5 min ago`, `3 h ago`, `yesterday`, `12 days ago`, then the date. */
export function formatAge(at: string, now: number): string {
  const age = now - Date.parse(at);
  if (age < 10 * SECOND) {
    return "just now";
  }
  if (age < MINUTE) {
    return `${Math.floor(age / SECOND)} s ago`;
  }
  if (age < HOUR) {
    return `${Math.floor(age / MINUTE)} min ago`;
  }
  if (age < DAY) {
    return `${Math.floor(age / HOUR)} h ago`;
  }
  if (age < 2 * DAY) {
    return "yesterday";
  }
  if (age < 30 * DAY) {
    return `${Math.floor(age / DAY)} days ago`;
  }
  return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
}

/** Bytes in binary units: `512 B`, `3.4 KiB`, `12 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A number with its noun: `1 file`, `2 files`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

/** The address without scheme, as people write it. */
export function shortAddress(url: string): string {
  return url.replace(/^https?:\/\//, "").replace(/\/$/, "");
}

/** A repository without scheme and ending, as people write it. */
export function shortRepository(url: string): string {
  return shortAddress(url).replace(/^file:\/\//, "").replace(/\.git$/, "");
}

/** The address if a browser may open it; undefined for `file:`, `ssh:` and everything else. */
export function webAddress(url: string | null | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}
