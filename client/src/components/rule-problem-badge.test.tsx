import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { RuleProblemBadge } from "./rule-problem-badge";

describe("the badge of rule problems", () => {
  it.each([
    [1, 0, "1 rule error", "text-bad"],
    [2, 5, "2 rule errors", "text-bad"],
    [0, 1, "1 rule warning", "text-busy"],
    [0, 1_001, "1,001 rule warnings", "text-busy"],
  ])("says of %i errors and %i warnings “%s”, in its colour", (errors, warnings, text, colour) => {
    render(<RuleProblemBadge problems={{ errors, warnings }} />);
    expect(screen.getByText(text)).toHaveClass(colour);
  });

  it("is not there where nothing is wrong", () => {
    const { container } = render(<RuleProblemBadge problems={undefined} />);
    expect(container).toBeEmptyDOMElement();
  });
});
