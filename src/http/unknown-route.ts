import type { Method, Route } from '#http/route.ts';

/** For an address, the methods under which some route has it; none where it is no route's. */
export function allowedMethods(routes: readonly Route[]): (url: string) => readonly Method[] {
  const byPattern = new Map<string, { readonly pattern: RegExp; readonly methods: Method[] }>();
  for (const { method, path } of routes) {
    const source = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
    const known = byPattern.get(source);
    if (known === undefined) byPattern.set(source, { pattern: new RegExp(`^${source}$`), methods: [method] });
    else known.methods.push(method);
  }
  const entries = [...byPattern.values()];
  return (url) => {
    const path = url.split('?', 1)[0] ?? '';
    return entries.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
  };
}
