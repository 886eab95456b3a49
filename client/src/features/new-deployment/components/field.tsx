import type { ComponentProps } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { cn } from "@/lib/cn";
import type { FieldName } from "../form";

export type FieldProps = Omit<ComponentProps<typeof Input>, "onChange" | "value" | "name" | "id"> & {
  name: FieldName;
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: React.ReactNode;
  error?: string;
  children?: React.ReactNode;
};

/** A text with its label, a hint and what is wrong with it. */
export function Field({ name, label, value, onChange, hint, error, children, ...input }: FieldProps) {
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <Label htmlFor={name}>{label}</Label>
      <Input
        id={name}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={`${name}-hint ${name}-error`}
        autoComplete="off"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        {...input}
      />
      {children}
      <p id={`${name}-hint`} className="text-[0.8125rem] text-muted [overflow-wrap:anywhere] empty:hidden">
        {error === undefined && hint}
      </p>
      <p id={`${name}-error`} className="text-[0.8125rem] text-bad [overflow-wrap:anywhere] empty:hidden">
        {error}
      </p>
    </div>
  );
}

type ChoiceFieldProps = {
  name: FieldName;
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What may be chosen: value and text. */
  choices: [string, string][];
  hint?: React.ReactNode;
  error?: string;
};

/** One of a few. */
export function ChoiceField({ name, label, value, onChange, choices, hint, error }: ChoiceFieldProps) {
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <Label htmlFor={name}>{label}</Label>
      <Select
        id={name}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error !== undefined}
        aria-describedby={`${name}-hint`}
      >
        {choices.map(([choice, text]) => (
          <option key={choice} value={choice}>
            {text}
          </option>
        ))}
      </Select>
      <p id={`${name}-hint`} className={cn("text-[0.8125rem]", error === undefined ? "text-muted" : "text-bad")}>
        {error ?? hint}
      </p>
    </div>
  );
}

type CommandFieldProps = FieldProps & {
  noneName: FieldName;
  noneLabel: string;
  isNone: boolean;
  onNone: (none: boolean) => void;
};

/** A command, which may also be wished away. */
export function CommandField({ noneName, noneLabel, isNone, onNone, ...field }: CommandFieldProps) {
  return (
    <Field
      {...field}
      value={isNone ? "" : field.value}
      disabled={isNone}
      placeholder={isNone ? "Nothing is run" : field.placeholder}
      className="font-mono"
    >
      <div className="flex items-center gap-2">
        <Checkbox id={noneName} checked={isNone} onCheckedChange={(checked) => onNone(checked === true)} />
        <Label htmlFor={noneName} className="font-normal">
          {noneLabel}
        </Label>
      </div>
    </Field>
  );
}
