/** Where the server tells how far it is with the roster that was sent under a key. */
export function filingPath(actKey: string): string {
  return `/api/roster-filings?key=${actKey}`;
}
