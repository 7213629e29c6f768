/** The clause under which `id` stands, or `undefined` for a document's own head: `附件1-5(一).7` → `附件1-5(一)`. */
export function parentClauseId(id: string): string | undefined {
  const parent = id.replace(/(?:\.\d+|\([^)]*\)|-[^-.(]+)$/, '');
  return parent === id ? undefined : parent;
}
