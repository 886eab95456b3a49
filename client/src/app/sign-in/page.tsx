import type { Metadata } from "next";
import { Header } from "@/components/header";
import { SignIn } from "@/features/session/components/sign-in";

export const metadata: Metadata = { title: "Sign in" };

export default function SignInPage() {
  return (
    <>
      <Header />
      <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-4 outline-none sm:px-6">
        <SignIn />
      </main>
    </>
  );
}
