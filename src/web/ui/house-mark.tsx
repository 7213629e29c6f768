import type { ReactElement } from 'react';

/** The mark of the house, 同舟: a boat on union red. The same drawing stands in each page's icon. */
export function HouseMark(): ReactElement {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="#c0161c" />
      <path d="M6 19h20c-1 4-4 6-7 6h-6c-3 0-6-2-7-6Z" fill="#fff" />
      <path d="M15 6v11H8.5C9.5 12 11.5 8.5 15 6Zm2 2c3 2 5 5 5.5 9H17V8Z" fill="#fff" />
    </svg>
  );
}
