import type { Metadata } from "next";
import { Header } from "@/components/header";
import { Missing } from "@/components/missing";

export const metadata: Metadata = { title: "No such page" };

export default function NotFound() {
  return (
    <>
      <Header />
      <main id="main" tabIndex={-1} className="mx-auto max-w-6xl px-4 outline-none sm:px-6">
        <Missing title="No such page">Nothing is at this address.</Missing>
      </main>
    </>
  );
}
