/** The sign of the product: a notebook with its ribbon. */
export const Mark = () => (
  <svg width="20" height="22" viewBox="0 0 20 22" aria-hidden="true">
    <rect x="1" y="1" width="18" height="20" rx="3" fill="var(--accent)" />
    <path d="M5 1v20" stroke="var(--on-accent)" strokeOpacity=".5" strokeWidth="1.2" />
    <path d="M11 1h5v9l-2.5-2.3L11 10z" fill="var(--ribbon)" />
  </svg>
)
