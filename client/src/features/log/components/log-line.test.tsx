import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { LogLineView } from "./log-line";

function show(text: string) {
  const line = { number: 12, at: "2026-01-01T00:00:00Z", stream: "stderr" as const, text };
  return render(<LogLineView line={line} isMarked={false} />);
}

describe("a line of the log", () => {
  it("shows markup as text", () => {
    const { container } = show("<img src=x onerror=alert(1)> \u001b[31m<b>red</b>\u001b[0m");
    expect(container.querySelector("img, b")).toBeNull();
    expect(container).toHaveTextContent("<img src=x onerror=alert(1)> <b>red</b>");
  });

  it("colours what is coloured and carries its number", () => {
    show("ok \u001b[1;32mdone\u001b[0m");
    expect(screen.getByText("done")).toHaveClass("font-semibold");
    expect(screen.getByText("12")).toBeInTheDocument();
    expect(document.getElementById("line-12")).not.toBeNull();
  });
});
