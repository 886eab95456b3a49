import { Skeleton } from "@/components/ui/skeleton";

/** Stands where a page will be. */
export function PageSkeleton() {
  return (
    <div role="status" className="space-y-4">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-8 w-56" />
      <Skeleton className="h-24" />
      <Skeleton className="h-64" />
    </div>
  );
}
