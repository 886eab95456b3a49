"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Problem } from "@/lib/api/problem";
import { shortAddress } from "@/lib/format";
import { deploymentPath } from "@/lib/routes";
import { useCreate } from "../actions";
import {
  addressLike,
  EMPTY_FORM,
  isField,
  isRepositoryAddress,
  suggestName,
  toInspection,
  validate,
  type FieldErrors,
  type FieldName,
  type FormValues,
} from "../form";
import { useAnyProject, useInspection, useSettled } from "../queries";
import { Detection } from "./detection";
import { CommandField, Field } from "./field";
import { PlatformFields } from "./platform-fields";
import { SubmitProblem } from "./submit-problem";

/** Typing has paused when nothing was typed for so long. */
const TYPING_PAUSE_MS = 600;

export function NewDeploymentForm() {
  const router = useRouter();
  const create = useCreate();
  const [values, setValues] = useState<FormValues>(EMPTY_FORM);
  const [ownName, setOwnName] = useState(false);
  const [errors, setErrors] = useState<FieldErrors>({});
  const settled = useSettled(values, TYPING_PAUSE_MS);
  const inspection = useInspection(isRepositoryAddress(settled.repositoryUrl) ? toInspection(settled) : undefined);
  const plan = inspection.data?.plan;
  const address = addressLike(useAnyProject(), values.name);

  const set = <K extends FieldName>(field: K, value: FormValues[K]) => {
    setValues((before) => {
      const name = field === "repositoryUrl" && !ownName ? { name: suggestName(String(value)) } : {};
      return { ...before, ...name, [field]: value };
    });
    setErrors((before) => ({ ...before, [field]: undefined }));
  };

  const text = (field: Exclude<FieldName, "noInstall" | "noBuild">) => ({
    name: field,
    value: values[field],
    error: errors[field],
    onChange: (value: string) => set(field, value),
  });

  const choice = (field: "buildSize" | "storageRegion") => ({
    value: values[field],
    error: errors[field],
    onChange: (value: string) => set(field, value),
  });

  const show = (found: FieldErrors) => {
    setErrors(found);
    const first = Object.keys(EMPTY_FORM).find((field) => isField(field) && found[field]);
    document.getElementById(first ?? "")?.focus();
  };

  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    const found = validate(values);
    if (Object.keys(found).length > 0) {
      show(found);
      return;
    }
    create.mutate(values, {
      onSuccess: (deployment) => router.push(deploymentPath(deployment.id)),
      onError: (error) => {
        if (error instanceof Problem && isField(fieldOf(error))) {
          show({ [fieldOf(error) as FieldName]: error.message });
        }
      },
    });
  };

  const isAtField = create.error instanceof Problem && isField(fieldOf(create.error));
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_12rem]">
        <Field {...text("repositoryUrl")} label="Repository" placeholder="https://example.com/team/site.git" inputMode="url" autoFocus required />
        <Field {...text("branch")} label="Branch or tag" placeholder="default branch" />
      </div>
      <Detection
        isRunning={inspection.isFetching}
        inspection={inspection.data}
        error={inspection.error}
      />
      <Field
        {...text("name")}
        onChange={(value) => {
          setOwnName(value !== "");
          set("name", value);
        }}
        label="Project name"
        required
        hint={address ? `It will be served at ${shortAddress(address)}` : "It becomes the first part of the site’s address."}
      />
      <PlatformFields buildSize={choice("buildSize")} storageRegion={choice("storageRegion")} />
      <fieldset className="grid gap-5 rounded-lg border border-line bg-surface p-4 sm:grid-cols-2 sm:p-5">
        <legend className="px-1 text-sm font-semibold">Build settings</legend>
        <p className="-mt-2 text-[0.8125rem] text-muted sm:col-span-2">Leave empty what should be detected at every deployment.</p>
        <Field {...text("rootDirectory")} label="Root folder" placeholder="the repository’s root" className="font-mono" />
        <Field
          {...text("outputDirectory")}
          label="Output folder"
          placeholder={plan?.outputDirectory ?? "detected"}
          hint={plan && !values.outputDirectory ? "Detected" : undefined}
          className="font-mono"
        />
        <CommandField
          {...text("installCommand")}
          label="Install command"
          placeholder={plan ? (plan.installCommand ?? "nothing to install") : "detected"}
          hint={plan && !values.installCommand && !values.noInstall ? "Detected" : undefined}
          noneName="noInstall"
          noneLabel="Install nothing"
          isNone={values.noInstall}
          onNone={(none) => set("noInstall", none)}
        />
        <CommandField
          {...text("buildCommand")}
          label="Build command"
          placeholder={plan ? (plan.buildCommand ?? "nothing to build") : "detected"}
          hint={plan && !values.buildCommand && !values.noBuild ? "Detected" : undefined}
          noneName="noBuild"
          noneLabel="Build nothing"
          isNone={values.noBuild}
          onNone={(none) => set("noBuild", none)}
        />
      </fieldset>
      {create.error && !isAtField && <SubmitProblem error={create.error} />}
      <div>
        <Button type="submit" variant="primary" disabled={create.isPending}>
          {create.isPending ? "Starting…" : "Create and deploy"}
        </Button>
      </div>
    </form>
  );
}

/** The field a problem is about; a taken name is about the name, whether or not the api says so. */
function fieldOf(problem: Problem): string | undefined {
  return problem.code === "NAME_TAKEN" ? "name" : problem.field;
}
