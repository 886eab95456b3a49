import { describe, expect, it } from "vitest";
import { parseLogMessage } from "./log-socket";

describe("frames of the log socket", () => {
  it("reads lines and the end", () => {
    const line = { number: 7, at: "2026-01-01T00:00:00Z", stream: "stderr", text: "oh" };
    expect(parseLogMessage(JSON.stringify({ type: "lines", attempt: 2, lines: [line] }))).toEqual({
      type: "lines",
      attempt: 2,
      lines: [line],
    });
    expect(parseLogMessage('{"type":"end","state":"ready"}')).toEqual({ type: "end", state: "ready" });
  });

  it.each(["", "{", "[]", '{"type":"news"}', '{"type":"lines","attempt":1}', new ArrayBuffer(2)])(
    "passes over what it does not know: %s",
    (frame) => expect(parseLogMessage(frame)).toBeUndefined(),
  );
});
