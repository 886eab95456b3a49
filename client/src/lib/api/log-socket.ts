import { z } from "zod";

const Line = z.object({
  number: z.number().int(),
  at: z.string(),
  stream: z.enum(["system", "stdout", "stderr"]),
  text: z.string().default(""),
});

const Message = z.discriminatedUnion("type", [
  z.object({ type: z.literal("lines"), attempt: z.number().int(), lines: z.array(Line) }),
  z.object({ type: z.literal("end"), state: z.string() }),
]);

export type LogMessage = z.infer<typeof Message>;

/** Longest wait for a connection to open. */
const OPEN_TIMEOUT_MS = 10_000;

/** Reads one frame; undefined for what this version does not know. */
export function parseLogMessage(frame: unknown): LogMessage | undefined {
  if (typeof frame !== "string") {
    return undefined;
  }
  try {
    return Message.safeParse(JSON.parse(frame)).data;
  } catch {
    return undefined;
  }
}

/**
 * Listens at a log's WebSocket until it closes. Never rejects, and does not tell why it closed: a refused
 * ticket (4401), an unknown log (4404), a full server (1013) and a broken network all mean to read on over
 * HTTP and to come back later, and whether coming back can help is what the api says then.
 */
export function listen(url: string, onMessage: (message: LogMessage) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    const close = () => socket.close();
    const patience = setTimeout(close, OPEN_TIMEOUT_MS);
    signal.addEventListener("abort", close);
    socket.onopen = () => clearTimeout(patience);
    socket.onmessage = (event) => {
      const message = parseLogMessage(event.data);
      if (message && !signal.aborted) {
        onMessage(message);
      }
    };
    socket.onclose = () => {
      clearTimeout(patience);
      signal.removeEventListener("abort", close);
      resolve();
    };
  });
}
