/** People on the left, one phone on the right: a list that nothing is in yet. */
export function EmptyPicture() {
  return (
    <svg
      width="96"
      height="72"
      viewBox="0 0 96 72"
      fill="none"
      stroke="var(--mantine-color-placeholder)"
      strokeWidth="1.5"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M22 14h14c12 0 10 22 22 22M22 36h36M22 58h14c12 0 10-22 22-22" opacity=".45" />
      <g fill="var(--mantine-color-body)">
        <circle cx="14" cy="14" r="8" />
        <circle cx="14" cy="36" r="8" />
        <circle cx="14" cy="58" r="8" />
        <rect x="58" y="6" width="32" height="60" rx="7" />
      </g>
      <path d="M66 28h16M69 35h10" stroke="var(--mantine-color-anchor)" strokeWidth="3" />
      <path d="M71 59h6" />
    </svg>
  );
}
