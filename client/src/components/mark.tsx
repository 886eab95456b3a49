/** Fairlead's mark: a rope that a ring leads round the corner. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden className={className}>
      <path d="M2 27 C 9 27 13 23 15.5 17.5" stroke="var(--rope)" strokeWidth="3.4" strokeLinecap="round" />
      <circle cx="17" cy="15" r="9" stroke="currentColor" strokeWidth="3.6" />
      <path d="M15.5 17.5 C 18.5 10.5 23 5 30 5" stroke="var(--rope)" strokeWidth="3.4" strokeLinecap="round" />
    </svg>
  );
}
