import type { Metadata } from "next";
import { Suspense } from "react";
import { PageSkeleton } from "@/components/page-skeleton";
import { DeploymentScreen } from "./deployment-screen";

export const metadata: Metadata = { title: "Deployment" };

export default function DeploymentPage() {
  return (
    <Suspense fallback={<PageSkeleton />}>
      <DeploymentScreen />
    </Suspense>
  );
}
