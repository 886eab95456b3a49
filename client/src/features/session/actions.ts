import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/lib/api/api";

/** Exchanges the code of a sign-in link for the session cookie. */
export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => api.signIn(code),
    onSuccess: () => client.clear(),
  });
}

/** Ends the session and forgets everything that was read in it. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.signOut,
    onSuccess: () => client.resetQueries(),
  });
}
