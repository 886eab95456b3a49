import { describe, expect, it } from "vitest";
import { isNotFound, messageOf, Problem } from "./problem";

describe("problems", () => {
  it("reads a problem document", () => {
    const body = {
      type: "about:blank",
      title: "The name is taken",
      status: 409,
      detail: "There is a project hello; choose another name.",
      code: "NAME_TAKEN",
      field: "name",
    };
    const problem = Problem.of(409, body);
    expect(problem).toMatchObject({ code: "NAME_TAKEN", status: 409, field: "name", message: body.detail });
  });

  it("has no field where the document has none", () => {
    const body = { status: 404, detail: "There is no such project.", code: "NOT_FOUND", field: null };
    expect(Problem.of(404, body).field).toBeUndefined();
    expect(isNotFound(Problem.of(404, body))).toBe(true);
  });

  it.each([undefined, null, "<html>", { status: "up" }, []])("explains an answer that is no problem document: %j", (body) => {
    const problem = Problem.of(502, body);
    expect(problem.code).toBe("NOT_UNDERSTOOD");
    expect(problem.message).toContain("502");
  });

  it("says what to do when nothing answers", () => {
    expect(messageOf(Problem.unreachable())).toContain("./fairlead up");
  });

  it("shows no inner error to people", () => {
    expect(messageOf(new TypeError("x is undefined"))).not.toContain("undefined");
    expect(isNotFound(new TypeError("x"))).toBe(false);
  });
});
