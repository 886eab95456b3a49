import { z } from "zod";
import type { NewDeployment, NewInspection, NewProject } from "@/lib/api/types";

/** The api's limit, so that `<name>-<deployment>` is a DNS label as well. */
export const MAX_NAME = 46;

const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
/** What the api may fetch from; which of these it does is its own decision. */
const REPOSITORY = /^(https?|git|ssh|file):\/\/\S+$/i;

const path = z.string().refine((text) => !text.split(/[\\/]/).includes(".."), "Stay inside the repository: leave out “..”.");

/** What is in the form. Empty text means: as detected. */
export const FormSchema = z.object({
  repositoryUrl: z
    .string()
    .min(1, "Give the address of the repository.")
    .regex(REPOSITORY, "Give the whole address, such as https://example.com/team/site.git."),
  branch: z.string(),
  name: z
    .string()
    .min(1, "Give the project a name; it becomes its address.")
    .max(MAX_NAME, `At most ${MAX_NAME} characters.`)
    .regex(LABEL, "Only a–z, 0–9 and hyphens, which may be neither first nor last."),
  rootDirectory: path,
  installCommand: z.string(),
  noInstall: z.boolean(),
  buildCommand: z.string(),
  noBuild: z.boolean(),
  outputDirectory: path,
  buildSize: z.string(),
  storageRegion: z.string(),
});

export type FormValues = z.infer<typeof FormSchema>;
export type FieldName = keyof FormValues;
export type FieldErrors = Partial<Record<FieldName, string>>;

export const EMPTY_FORM: FormValues = {
  repositoryUrl: "",
  branch: "",
  name: "",
  rootDirectory: "",
  installCommand: "",
  noInstall: false,
  buildCommand: "",
  noBuild: false,
  outputDirectory: "",
  buildSize: "",
  storageRegion: "",
};

/** The form without white space round its texts. */
export function trimmed(values: FormValues): FormValues {
  const entries = Object.entries(values).map(([key, value]) => [key, typeof value === "string" ? value.trim() : value]);
  return Object.fromEntries(entries) as FormValues;
}

/** The first thing that is wrong with each field. */
export function validate(values: FormValues): FieldErrors {
  const result = FormSchema.safeParse(trimmed(values));
  const errors: FieldErrors = {};
  for (const issue of result.error?.issues ?? []) {
    const field = issue.path[0] as FieldName;
    errors[field] ??= issue.message;
  }
  return errors;
}

/** Whether a text is a field of the form, as the api names it in a problem. */
export function isField(name: string | undefined): name is FieldName {
  return name !== undefined && name in EMPTY_FORM;
}

export function isRepositoryAddress(text: string): boolean {
  return REPOSITORY.test(text.trim());
}

/** A project name made of the last part of a repository's address; empty when nothing is left. */
export function suggestName(repositoryUrl: string): string {
  const last = repositoryUrl.trim().replace(/[?#].*$/, "").replace(/\/+$/, "").split(/[/:]/).at(-1) ?? "";
  return last
    .replace(/\.git$/i, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_NAME)
    .replace(/^-+|-+$/g, "");
}

/** A command for the api: absent to detect it, empty for none. */
function command(text: string, isNone: boolean): string | undefined {
  return isNone ? "" : text || undefined;
}

export function toProject(form: FormValues): NewProject {
  const values = trimmed(form);
  return {
    name: values.name,
    repositoryUrl: values.repositoryUrl,
    rootDirectory: values.rootDirectory || undefined,
    installCommand: command(values.installCommand, values.noInstall),
    buildCommand: command(values.buildCommand, values.noBuild),
    outputDirectory: values.outputDirectory || undefined,
    buildSize: values.buildSize || undefined,
    storageRegion: values.storageRegion || undefined,
  };
}

export function toDeployment(form: FormValues): NewDeployment {
  return { branch: form.branch.trim() || undefined };
}

export function toInspection(form: FormValues): NewInspection {
  const values = trimmed(form);
  return {
    repositoryUrl: values.repositoryUrl,
    branch: values.branch || undefined,
    rootDirectory: values.rootDirectory || undefined,
  };
}

/**
 * The address that a project of this name will have, made from that of another project; undefined when it
 * cannot be known.
 */
export function addressLike(other: { name: string; url: string } | undefined, name: string): string | undefined {
  if (!other || !name || !other.url.includes(`//${other.name}.`)) {
    return undefined;
  }
  return other.url.replace(`//${other.name}.`, `//${name}.`);
}
