import { describe, expect, it } from "vitest";
import {
  addressLike,
  EMPTY_FORM,
  isField,
  isRepositoryAddress,
  MAX_NAME,
  suggestName,
  toDeployment,
  toInspection,
  toProject,
  validate,
} from "./form";

const GOOD = { ...EMPTY_FORM, repositoryUrl: "https://example.com/team/site.git", name: "site" };

describe("the form", () => {
  it("is content with an address and a name", () => {
    expect(validate(GOOD)).toEqual({});
    expect(validate({ ...GOOD, repositoryUrl: ` ${GOOD.repositoryUrl} ` })).toEqual({});
  });

  it("wants an address and a name", () => {
    expect(Object.keys(validate(EMPTY_FORM))).toEqual(["repositoryUrl", "name"]);
  });

  it.each(["a", "0", "a-b", "a".repeat(MAX_NAME)])("takes the name %s", (name) => {
    expect(validate({ ...GOOD, name }).name).toBeUndefined();
  });

  it.each(["-a", "a-", "A", "a.b", "a_b", "ä", "a b", "a".repeat(MAX_NAME + 1)])("refuses the name %s", (name) => {
    expect(validate({ ...GOOD, name }).name).toBeDefined();
  });

  it.each(["example.com/site", "javascript:alert(1)", "-uhttps://x", "https://", "https://a b"])(
    "refuses the address %s",
    (repositoryUrl) => {
      expect(validate({ ...GOOD, repositoryUrl }).repositoryUrl).toBeDefined();
      expect(isRepositoryAddress(repositoryUrl)).toBe(false);
    },
  );

  it("keeps folders inside the repository", () => {
    expect(Object.keys(validate({ ...GOOD, rootDirectory: "../x", outputDirectory: "a/.." }))).toEqual([
      "rootDirectory",
      "outputDirectory",
    ]);
    expect(validate({ ...GOOD, rootDirectory: "a..b/c" })).toEqual({});
  });
});

describe("the suggested name", () => {
  it.each([
    ["https://example.com/team/My_Site.git", "my-site"],
    ["https://example.com/team/site/", "site"],
    ["https://example.com/team/site.git?x=1#y", "site"],
    ["ssh://git@example.com:team/blog", "blog"],
    ["https://example.com/--.git", ""],
    [`https://example.com/${"ab-".repeat(30)}`, "ab-".repeat(30).slice(0, MAX_NAME).replace(/-$/, "")],
    ["", ""],
  ])("of %s is “%s”", (url, name) => expect(suggestName(url)).toBe(name));
});

describe("what is sent", () => {
  it("leaves out what is to be detected", () => {
    expect(JSON.parse(JSON.stringify(toProject(GOOD)))).toEqual({ name: "site", repositoryUrl: GOOD.repositoryUrl });
    expect(JSON.parse(JSON.stringify(toDeployment(GOOD)))).toEqual({});
    expect(JSON.parse(JSON.stringify(toInspection(GOOD)))).toEqual({ repositoryUrl: GOOD.repositoryUrl });
  });

  it("says with an empty text that nothing is to be run", () => {
    const project = toProject({ ...GOOD, noInstall: true, installCommand: "npm ci", noBuild: true });
    expect(project).toMatchObject({ installCommand: "", buildCommand: "" });
  });

  it("sends what was typed, trimmed", () => {
    const form = { ...GOOD, branch: " next ", rootDirectory: " web", buildCommand: "make " };
    expect(toProject(form)).toMatchObject({ rootDirectory: "web", buildCommand: "make" });
    expect(toDeployment(form)).toEqual({ branch: "next" });
    expect(toInspection(form)).toMatchObject({ branch: "next", rootDirectory: "web" });
  });
});

describe("names in the api's problems", () => {
  it("knows its own fields", () => {
    expect(isField("repositoryUrl")).toBe(true);
    expect(isField("after")).toBe(false);
    expect(isField(undefined)).toBe(false);
  });
});

describe("the address to come", () => {
  it("is like that of another project", () => {
    expect(addressLike({ name: "a", url: "http://a.localhost:8081" }, "b")).toBe("http://b.localhost:8081");
    expect(addressLike({ name: "a", url: "https://www.example.com" }, "b")).toBeUndefined();
    expect(addressLike(undefined, "b")).toBeUndefined();
    expect(addressLike({ name: "a", url: "http://a.localhost:8081" }, "")).toBeUndefined();
  });
});
