"use client";

import { useEffect } from "react";

/** Names the page in the browser's tab once it knows what it shows. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) {
      document.title = `${title} · Fairlead`;
    }
  }, [title]);
}
