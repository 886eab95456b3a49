import { noteReachable } from "./connection";
import { Problem } from "./problem";

type Options = {
  method?: "GET" | "POST" | "DELETE";
  body?: unknown;
  signal?: AbortSignal;
};

/** No request of the dashboard waits for work to be done, so an answer is due soon. */
const TIMEOUT_MS = 30_000;

/**
 * Sends a request to the api, which serves this page: same origin, session cookie.
 *
 * @throws Problem for every answer that is no success, and for none
 */
export async function request<T>(path: string, { method = "GET", body, signal }: Options = {}): Promise<T> {
  const response = await send(path, {
    method,
    credentials: "same-origin",
    cache: "no-store",
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: withTimeout(signal),
  });
  if (response.status === 204) {
    return undefined as T;
  }
  const json: unknown = await response.json().catch(() => undefined);
  if (!response.ok || json === undefined) {
    throw Problem.of(response.status, json);
  }
  return json as T;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(path, init);
    noteReachable(true);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") {
      throw error;
    }
    noteReachable(false);
    throw Problem.unreachable();
  }
}

function withTimeout(signal?: AbortSignal): AbortSignal {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return signal ? AbortSignal.any([signal, timeout]) : timeout;
}
