import type { Metadata } from "next";
import { Suspense } from "react";
import { PageSkeleton } from "@/components/page-skeleton";
import { ProjectScreen } from "./project-screen";

export const metadata: Metadata = { title: "Project" };

export default function ProjectPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <ProjectScreen />
    </Suspense>
  );
}
