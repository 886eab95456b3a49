import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { AppRouterContext, type AppRouterInstance } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NewDeploymentForm } from "./new-deployment-form";

type Answer = { status: number; body: unknown };
type Call = { method: string; path: string; body: unknown };

const REPOSITORY = "https://example.com/team/site.git";
const PLAN = {
  framework: "Vite",
  packageManager: "npm",
  installCommand: "npm ci",
  buildCommand: "npm run build",
  outputDirectory: "dist",
  evidence: "vite is among the dependencies",
  isolation: "bubblewrap",
};

/** The api at the end of the wire: answers by method and path, and remembers what it was asked. */
class Wire {
  readonly calls: Call[] = [];
  readonly answers = new Map<string, Answer>([
    ["GET /v1/projects", { status: 200, body: [{ id: "1", name: "hello", url: "http://hello.localhost:8081", createdAt: "" }] }],
    ["POST /v1/inspections", { status: 201, body: { id: "i", state: "done", plan: PLAN } }],
    ["POST /v1/projects", { status: 201, body: { id: "2", name: "site", url: "", createdAt: "" } }],
    ["POST /v1/projects/site/deployments", { status: 201, body: { id: "d1" } }],
  ]);

  readonly fetch: typeof globalThis.fetch = async (path, init) => {
    const call = { method: init?.method ?? "GET", path: String(path), body: JSON.parse(String(init?.body ?? "null")) };
    this.calls.push(call);
    const answer = this.answers.get(`${call.method} ${call.path}`) ?? { status: 404, body: {} };
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  };
}

const realFetch = globalThis.fetch;
let wire: Wire;
let visited: string[];

beforeEach(() => {
  wire = new Wire();
  visited = [];
  globalThis.fetch = wire.fetch;
});

afterEach(() => {
  globalThis.fetch = realFetch;
});

function show() {
  const router = { push: (path: string) => visited.push(path) } as unknown as AppRouterInstance;
  render(
    <AppRouterContext.Provider value={router}>
      <QueryClientProvider client={new QueryClient()}>
        <NewDeploymentForm />
      </QueryClientProvider>
    </AppRouterContext.Provider>,
  );
  return userEvent.setup();
}

const submit = { name: "Create and deploy" };

describe("the form for a new deployment", () => {
  it("suggests a name and shows the address to come and what detection would choose", async () => {
    const user = show();
    await user.type(screen.getByLabelText("Repository"), REPOSITORY);
    expect(screen.getByLabelText("Project name")).toHaveValue("site");
    expect(await screen.findByText("It will be served at site.localhost:8081")).toBeInTheDocument();
    expect(await screen.findByText("vite is among the dependencies")).toBeInTheDocument();
    expect(screen.getByLabelText("Build command")).toHaveAttribute("placeholder", "npm run build");
    expect(screen.getByLabelText("Output folder")).toHaveAttribute("placeholder", "dist");
  });

  it("creates the project, deploys it and goes to the deployment", async () => {
    const user = show();
    await user.type(screen.getByLabelText("Repository"), REPOSITORY);
    await user.click(screen.getByLabelText("Install nothing"));
    await user.type(screen.getByLabelText("Branch or tag"), "next");
    await user.click(screen.getByRole("button", submit));
    await expect.poll(() => visited).toEqual(["/deployment/?id=d1"]);
    expect(wire.calls).toContainEqual({
      method: "POST",
      path: "/v1/projects",
      body: { name: "site", repositoryUrl: REPOSITORY, installCommand: "" },
    });
    expect(wire.calls).toContainEqual({ method: "POST", path: "/v1/projects/site/deployments", body: { branch: "next" } });
  });

  it("offers regions and machines where the platform has several, and nothing otherwise", async () => {
    wire.answers.set("GET /v1/platform", {
      status: 200,
      body: { storageRegions: ["eu-central-1", "us-east-1"], buildSizes: ["small", "medium"] },
    });
    const user = show();
    await user.type(screen.getByLabelText("Repository"), REPOSITORY);
    await user.selectOptions(await screen.findByLabelText("Stored in"), "us-east-1");
    await user.selectOptions(screen.getByLabelText("Build machine"), "small");
    await user.click(screen.getByRole("button", submit));
    await expect.poll(() => visited).toEqual(["/deployment/?id=d1"]);
    expect(wire.calls).toContainEqual({
      method: "POST",
      path: "/v1/projects",
      body: { name: "site", repositoryUrl: REPOSITORY, buildSize: "small", storageRegion: "us-east-1" },
    });
  });

  it("asks for no region and no machine where there is no choice", async () => {
    wire.answers.set("GET /v1/platform", { status: 200, body: { storageRegions: ["local-1"], buildSizes: [] } });
    show();
    await expect.poll(() => wire.calls.map((call) => call.path)).toContain("/v1/platform");
    expect(screen.queryByLabelText("Stored in")).not.toBeInTheDocument();
    expect(screen.queryByLabelText("Build machine")).not.toBeInTheDocument();
  });

  it("sends nothing while a field is not valid, and goes to that field", async () => {
    const user = show();
    await user.click(screen.getByRole("button", submit));
    expect(screen.getByLabelText("Repository")).toHaveFocus();
    expect(screen.getByLabelText("Repository")).toBeInvalid();
    expect(wire.calls.filter((call) => call.method === "POST")).toEqual([]);
  });

  it("shows at the name that it is taken", async () => {
    wire.answers.set("POST /v1/projects", {
      status: 409,
      body: { status: 409, code: "NAME_TAKEN", detail: "Another project is called “site”; choose another name." },
    });
    const user = show();
    await user.type(screen.getByLabelText("Repository"), REPOSITORY);
    await user.click(screen.getByRole("button", submit));
    expect(await screen.findByText(/Another project is called/)).toHaveAttribute("id", "name-error");
    expect(screen.getByLabelText("Project name")).toHaveFocus();
    expect(visited).toEqual([]);
  });

  it("leads to the project where it was created but not deployed", async () => {
    wire.answers.set("POST /v1/projects/site/deployments", {
      status: 429,
      body: { status: 429, code: "TOO_MANY", detail: "Too many deployments wait; try again later." },
    });
    const user = show();
    await user.type(screen.getByLabelText("Repository"), REPOSITORY);
    await user.click(screen.getByRole("button", submit));
    expect(await screen.findByText(/Too many deployments wait/)).toBeInTheDocument();
    expect(screen.getByRole("link", { name: /Deploy it/ })).toHaveAttribute("href", expect.stringContaining("name=site"));
  });
});
