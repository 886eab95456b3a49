import { describe, expect, it } from "vitest";
import type { BuildPlan, Phase } from "@/lib/api/types";
import { phaseRows } from "./phases";

const T0 = Date.parse("2026-01-01T00:00:00Z");

function at(seconds: number): string {
  return new Date(T0 + seconds * 1000).toISOString();
}

function phase(name: string, from: number, to?: number): Phase {
  return { name, startedAt: at(from), finishedAt: to === undefined ? null : at(to) };
}

const STATIC: BuildPlan = { framework: "Static files", outputDirectory: ".", evidence: "index.html", isolation: "none" };

describe("the list of phases", () => {
  it("shows all that will come while nothing has begun", () => {
    const rows = phaseRows({ state: "queued", phases: [] }, T0);
    expect(rows.map((row) => row.state)).toEqual(Array.from({ length: 8 }, () => "waiting"));
    expect(rows[0]).toEqual({ name: "provisioning", label: "Provision", state: "waiting" });
  });

  it("counts up the one that is running", () => {
    const rows = phaseRows({ state: "building", phases: [phase("provisioning", 0, 1), phase("cloning", 1)] }, T0 + 4500);
    expect(rows.slice(0, 3)).toEqual([
      { name: "provisioning", label: "Provision", state: "done", duration: 1000 },
      { name: "cloning", label: "Clone", state: "running", duration: 3500 },
      { name: "detecting", label: "Detect", state: "waiting" },
    ]);
  });

  it("never counts below zero where clocks differ", () => {
    const [row] = phaseRows({ state: "building", phases: [phase("provisioning", 5)] }, T0);
    expect(row?.duration).toBe(0);
  });

  it("leaves out what will not run", () => {
    const rows = phaseRows({ state: "building", plan: STATIC, phases: [phase("detecting", 0)] }, T0);
    expect(rows.map((row) => row.name)).toEqual(["detecting", "collecting", "uploading", "publishing"]);
  });

  it("ends with the phase in which a build failed", () => {
    const failed = { state: "failed", finishedAt: at(9), phases: [phase("cloning", 0, 2), phase("building", 2)] };
    expect(phaseRows(failed, T0 + 99_000)).toEqual([
      { name: "cloning", label: "Clone", state: "done", duration: 2000 },
      { name: "building", label: "Build", state: "broken", duration: 7000 },
    ]);
  });

  it("shows only what was run once a build is ready", () => {
    const ready = { state: "ready", finishedAt: at(3), phases: [phase("cloning", 0, 1), phase("publishing", 1, 3)] };
    expect(phaseRows(ready, T0).map((row) => row.state)).toEqual(["done", "done"]);
  });

  it("shows a phase that it does not know by its name", () => {
    expect(phaseRows({ state: "building", phases: [phase("polishing", 0)] }, T0)[0]?.label).toBe("polishing");
  });
});
