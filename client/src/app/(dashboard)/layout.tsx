import { Header } from "@/components/header";
import { SessionGate } from "@/features/session/components/session-gate";
import { SignOutButton } from "@/features/session/components/sign-out-button";

export default function DashboardLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <Header>
        <SignOutButton />
      </Header>
      <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-4 py-6 outline-none sm:px-6 sm:py-8">
        <SessionGate>{children}</SessionGate>
      </main>
    </>
  );
}
