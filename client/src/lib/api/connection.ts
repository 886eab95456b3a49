type Listener = () => void;

const listeners = new Set<Listener>();
let reachable = true;

/** Notes whether the last request got any answer. */
export function noteReachable(now: boolean): void {
  if (now !== reachable) {
    reachable = now;
    listeners.forEach((listener) => listener());
  }
}

/** Whether the api answered the last request; for `useSyncExternalStore`. */
export const connection = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isReachable: (): boolean => reachable,
};
