"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { applyTheme, nextTheme, readTheme, subscribeTheme, type Theme } from "@/lib/theme";

const ICONS: Record<Theme, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

/** Goes round: as the system has it, light, dark. */
export function ThemeToggle() {
  const theme = useSyncExternalStore(subscribeTheme, readTheme, () => "system" as const);
  const Icon = ICONS[theme];
  const label = `Colours: ${theme}. Change to ${nextTheme(theme)}`;
  return (
    <Button variant="ghost" size="icon" onClick={() => applyTheme(nextTheme(theme))} title={label} aria-label={label}>
      <Icon aria-hidden />
    </Button>
  );
}
