/** Stands in the built pages where the server puts the nonce of each answer. */
export const CSP_NONCE_PLACEHOLDER = '__CSP_NONCE__';

/**
 * What a page may do, told to the browser, which enforces it.
 *
 * The calculator gets `connect-src 'none'`: no script of the page, and none of its workers, can send anything anywhere,
 * not even to the server it came from. That is what makes 「文件不离开这台电脑」 a fact rather than a promise. The
 * signed-in apps speak to this server alone, and show pictures that they fetched. Styles that the theme writes at run
 * time carry the nonce.
 */
export function contentSecurityPolicy(nonce: string, app: 'offline' | 'signed-in'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    app === 'offline' ? "img-src 'self' data:" : "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    app === 'offline' ? "connect-src 'none'" : "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
