import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { DeploymentRules, RuleProblem } from "@/lib/api/types";
import { queryKeys } from "@/lib/query-keys";
import { RuleProblems } from "./rule-problems";

const client = new QueryClient();

function show(problems: RuleProblem[], errors: number, warnings: number, state = "ready") {
  const rules: DeploymentRules = {
    htmlHandling: "auto-trailing-slash",
    notFound: "none",
    redirects: 3,
    headers: 1,
    problems,
  };
  client.setQueryData(queryKeys.rulesOf("dep0000000000001"), rules);
  return render(page(errors, warnings, state));
}

function page(errors: number, warnings: number, state = "ready") {
  const ruleProblems = errors + warnings > 0 ? { errors, warnings } : undefined;
  return (
    <QueryClientProvider client={client}>
      <RuleProblems deployment={{ id: "dep0000000000001", ruleProblems, state }} />
    </QueryClientProvider>
  );
}

function problem(line: number, severity: "error" | "warning", sentence: string): RuleProblem {
  return { file: "_redirects", line, severity, sentence };
}

describe("the problems of a site's rules", () => {
  it("are not mentioned where there are none", () => {
    const { container } = show([], 0, 0);
    expect(container).toBeEmptyDOMElement();
  });

  it("say where, how bad and what", () => {
    show([problem(3, "error", "The status is 300."), problem(0, "warning", "This is never reached.")], 1, 1);
    const region = screen.getByRole("region", { name: "Problems in the site’s rules" });
    expect(region).toHaveTextContent("1 error: what is wrong is not applied.");
    expect(region).toHaveTextContent("1 warning: applied as written");
    const [first, second] = within(region).getAllByRole("listitem");
    expect(first).toHaveTextContent("Error_redirects:3The status is 300.");
    expect(second).toHaveTextContent("Warning_redirectsThis is never reached.");
  });

  it("say that a failed build has published nothing for them", () => {
    show([problem(3, "error", "The status is 300.")], 1, 2, "failed");
    const region = screen.getByRole("region", { name: "Problems in the site’s rules" });
    expect(region).toHaveTextContent("1 error and 2 warnings. Nothing was published");
    expect(region).toHaveTextContent("The status is 300.");
    expect(region).not.toHaveTextContent("applied");
  });

  it("are red for errors and amber for warnings", () => {
    show([problem(3, "error", "The status is 300."), problem(4, "warning", "This is never reached.")], 1, 1);
    expect(screen.getByText("Error")).toHaveClass("text-bad");
    expect(screen.getByText("Warning")).toHaveClass("text-busy");
  });

  it("show markup as text", () => {
    const { container } = show([problem(1, "error", "<img src=x onerror=alert(1)>")], 1, 0);
    expect(container.querySelector("img")).toBeNull();
    expect(container).toHaveTextContent("<img src=x onerror=alert(1)>");
  });

  it("are shown in part until someone asks for more", async () => {
    show(Array.from({ length: 25 }, (_, index) => problem(index + 1, "error", `Problem ${index + 1}`)), 25, 0);
    expect(screen.getAllByRole("listitem")).toHaveLength(20);
    await userEvent.click(screen.getByRole("button", { name: "Show 5 more" }));
    expect(screen.getAllByRole("listitem")).toHaveLength(25);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it.each([
    [0, 1, "open"],
    [0, 3, "open"],
    [0, 4, "folded"],
    [0, 60, "folded"],
    [1, 0, "open"],
    [1, 59, "open"],
    [60, 0, "open"],
  ])("with %i errors and %i warnings are %s at first", (errors, warnings, state) => {
    show([problem(3, "warning", "This is never reached.")], errors, warnings);
    const line = screen.getByText("This is never reached.");
    expect(line.closest("details")?.open).toBe(state === "open");
    expect(screen.getByRole("heading", { name: "Problems in the site’s rules" })).toBeVisible();
    expect(screen.getByText(/^\d+ (error|warning)/)).toBeVisible();
  });

  it("unfold and fold on request, and stay so as the page is drawn again", async () => {
    const { rerender } = show([problem(3, "warning", "This is never reached.")], 0, 60);
    const line = screen.getByText("This is never reached.");
    expect(line).not.toBeVisible();
    await userEvent.click(screen.getByText("Problems in the site’s rules"));
    expect(line).toBeVisible();
    rerender(page(0, 60));
    expect(line).toBeVisible();
    await userEvent.click(screen.getByText("Problems in the site’s rules"));
    expect(line).not.toBeVisible();
  });
});
