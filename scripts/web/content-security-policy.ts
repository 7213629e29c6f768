/** Stands in the built pages where the server puts the nonce of each answer. */
export const CSP_NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * What a page may do, told to the browser, which enforces it.
 *
 * `connect-src 'none'`: no script of the page, and none of its workers, can send anything anywhere, not even to the
 * server it came from. That is what makes 「文件不离开这台电脑」 a fact rather than a promise. Styles that the theme
 * writes at run time carry the nonce.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "worker-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
