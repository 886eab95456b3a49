import Link from "next/link";
import { Mark } from "./mark";
import { ThemeToggle } from "./theme-toggle";

/** The top of every page; `children` are what only those who are signed in need. */
export function Header({ children }: { children?: React.ReactNode }) {
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex h-14 max-w-6xl items-center gap-2 px-4 sm:px-6">
        <Link href="/" className="mr-auto flex items-center gap-2 rounded-sm text-[0.9375rem] font-semibold tracking-tight">
          <Mark className="size-6" />
          Fairlead
        </Link>
        {children}
        <ThemeToggle />
      </div>
    </header>
  );
}
