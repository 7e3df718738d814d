/** The mark of Callas, as in public/favicon.svg: whoever calls, and the one number that the other side sees. */
export function Mark({ size = 24 }: Readonly<{ size?: number }>) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="8.5" fill="var(--c-accent)" />
      <path d="M20.7 11.2a7.5 7.5 0 1 0 0 9.6" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="23.4" cy="16" r="2.6" fill="#fff" />
    </svg>
  );
}
