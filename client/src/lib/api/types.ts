import type { components } from "./schema";

type Schemas = components["schemas"];

export type Deployment = Schemas["Deployment"];
export type BuildPlan = Schemas["BuildPlan"];
export type Failure = Schemas["Failure"];
export type Phase = Schemas["Phase"];
export type DeploymentRules = Schemas["DeploymentRules"];
export type RuleProblem = Schemas["RuleProblem"];
export type Project = Schemas["Project"];
export type Platform = Schemas["Platform"];
export type NewProject = Schemas["NewProject"];
export type NewDeployment = Schemas["NewDeployment"];
export type NewInspection = Schemas["NewInspection"];
export type Inspection = Schemas["Inspection"];
export type LogLine = Schemas["LogLine"];
export type LogPage = Schemas["LogPage"];
export type LogTicket = Schemas["LogTicket"];
export type Session = Schemas["SessionView"];
export type ErrorCode = Schemas["ErrorCode"];
