/** The product's mark: a torn-edged sheet with a tick. */
export function Mark() {
  return (
    <svg className="desk-mark" viewBox="0 0 64 64" aria-hidden focusable="false">
      <rect width="64" height="64" rx="18" fill="var(--brand)" />
      <path d="M19 14h26a2 2 0 0 1 2 2v33l-5-3.6-5 3.6-5-3.6-5 3.6-5-3.6-5 3.6V16a2 2 0 0 1 2-2z" fill="#fff" />
      <path d="m25 28 5.2 5.4L40 23.5" fill="none" stroke="var(--brand)" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
      <path d="M25 40h14" stroke="#b9d9cf" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
