export type Theme = "system" | "light" | "dark";

const KEY = "fairlead-theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];
const listeners = new Set<() => void>();

/** Runs before the page is painted, so that no wrong colour flashes. Inline in the head. */
export const THEME_SCRIPT = `(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let theme;
    try { theme = localStorage.getItem("${KEY}"); } catch {}
    document.documentElement.classList.toggle("dark", theme === "dark" || (theme !== "light" && dark.matches));
  };
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
  addEventListener("fairlead-theme", apply);
  apply();
})()`;

export function nextTheme(theme: Theme): Theme {
  return ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system";
}

export function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

export function applyTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // A browser that stores nothing shows the system's colours.
  }
  dispatchEvent(new Event("fairlead-theme"));
  listeners.forEach((listener) => listener());
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
