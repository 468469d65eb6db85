/** The mark: twin trails, one breaking up. In ink. */
export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
    >
      <path d="M21.2 4.4C15.6 4.9 11.6 7.5 9.3 11" />
      <path d="M6.6 15.5c-.8 1.6-1.4 3.2-1.8 4.9" />
      <path d="M21.2 11.2c-4.6 1.1-7.8 4.2-9.4 9.2" />
    </svg>
  )
}
