import Link from "next/link";
import { Button } from "@/components/ui/button";

/** Says that what the address names is not there. */
export function Missing({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="mx-auto max-w-md py-16 text-center">
      <h1 className="text-xl font-semibold">{title}</h1>
      <p className="mt-2 text-muted [overflow-wrap:anywhere]">{children}</p>
      <Button asChild className="mt-5">
        <Link href="/">All projects</Link>
      </Button>
    </div>
  );
}
