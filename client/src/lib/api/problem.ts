import { z } from "zod";
import type { ErrorCode } from "./types";

const Document = z.object({
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  field: z.string().nullish(),
});

/** Codes that only this side knows: the api was not reached, or what answered was not the api. */
export type ProblemCode = ErrorCode | "UNREACHABLE" | "NOT_UNDERSTOOD";

/** Why a request failed: the api's problem document (RFC 9457), or what kept us from getting one. */
export class Problem extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string,
    /** HTTP status; 0 where there was no answer. */
    readonly status: number,
    /** The property of the request that is not valid, if it is one. */
    readonly field?: string,
  ) {
    super(message);
    this.name = "Problem";
  }

  static unreachable(): Problem {
    return new Problem("UNREACHABLE", "Fairlead does not answer. Is it running? Start it with ./fairlead up.", 0);
  }

  /** Reads the body of an answer that is no success. */
  static of(status: number, body: unknown): Problem {
    const document = Document.safeParse(body);
    if (!document.success) {
      return new Problem("NOT_UNDERSTOOD", `The answer was HTTP ${status} without an explanation. Try again.`, status);
    }
    const { code, detail, field } = document.data;
    // The document's types are generated from the api; a newer api may have further codes.
    return new Problem(code as ErrorCode, detail, status, field ?? undefined);
  }
}

/** What to tell a person about any error. */
export function messageOf(error: unknown): string {
  return error instanceof Problem ? error.message : "Something went wrong in this page. Reload it and try again.";
}

/** Whether an error says that what was asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Problem && error.code === "NOT_FOUND";
}
