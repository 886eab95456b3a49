"use client";

import { useSyncExternalStore } from "react";

type Ticker = { subscribe: (listener: () => void) => () => void; now: () => number };

/** One timer for all who watch; the time stands still between two ticks, as React wants it. */
function ticker(periodMs: number): Ticker {
  const listeners = new Set<() => void>();
  let time = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  return {
    subscribe(listener) {
      listeners.add(listener);
      time = Date.now();
      timer ??= setInterval(() => {
        time = Date.now();
        listeners.forEach((each) => each());
      }, periodMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
      };
    },
    now: () => (time ||= Date.now()),
  };
}

const slow = ticker(10_000);
const fast = ticker(200);

/** The time now, every ten seconds; 0 while the page is rendered to a file. */
export function useNow(): number {
  return useSyncExternalStore(slow.subscribe, slow.now, () => 0);
}

/** The time now, five times a second while `running`, else every ten seconds. */
export function useStopwatch(running: boolean): number {
  const clock = running ? fast : slow;
  return useSyncExternalStore(clock.subscribe, clock.now, () => 0);
}
