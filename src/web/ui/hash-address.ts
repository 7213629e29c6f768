import { useSyncExternalStore } from 'react';

/**
 * The place inside an app, kept behind the # of the page's address so that it can be linked, and never sent to a server.
 *
 * `#/batch?outcome=decline` is the path `['batch']` with the query `{ outcome: 'decline' }`.
 */
export interface Address {
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
}

export function parseAddress(hash: string): Address {
  const text = hash.startsWith('#') ? hash.slice(1) : hash;
  const [pathText = '', queryText = ''] = text.split('?', 2);
  return {
    path: pathText.split('/').filter(Boolean).map(decoded),
    query: Object.fromEntries(new URLSearchParams(queryText)),
  };
}

/** An address that someone cut off in the middle of a `%` still opens. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Entries without a value are left out: a filter that is off leaves no trace. */
export function formatAddress(
  path: readonly string[],
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined && value !== '') parameters.set(key, value);
  const queryText = parameters.size === 0 ? '' : `?${parameters}`;
  return `#/${path.map(encodeURIComponent).join('/')}${queryText}`;
}

/** `push` leaves a step to go back to; `replace` does not: right for what follows each key stroke. */
export function goTo(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') window.location.hash = address;
  else {
    window.history.replaceState(null, '', address);
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  }
}

let lastHash: string | undefined;
let lastAddress: Address = { path: [], query: {} };

function currentAddress(): Address {
  if (window.location.hash !== lastHash) {
    lastHash = window.location.hash;
    lastAddress = parseAddress(lastHash);
  }
  return lastAddress;
}

function onAddressChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

export function useAddress(): Address {
  return useSyncExternalStore(onAddressChange, currentAddress);
}
