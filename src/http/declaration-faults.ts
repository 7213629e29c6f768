import { PERMISSIONS } from '#contracts/permissions.ts';
import { refusals } from '#http/refusals.ts';
import type { Route } from '#http/route.ts';

/**
 * What the types of a route can't hold: words for people, parameters that match the path, nothing declared twice. A
 * server with a faulty route does not start.
 */
export function declarationFaults(routes: readonly Route[]): string[] {
  const taken = new Set<string>();
  return routes.flatMap((route) => {
    const name = `${route.method} ${route.path}`;
    const faults = faultsOf(route);
    const shape = name.replace(/:\w+/g, ':');
    if (taken.has(shape)) faults.push('another route has this method and path');
    taken.add(shape);
    return faults.map((fault) => `${name}: ${fault}`);
  });
}

function faultsOf({ method, path, permission, summary, tags, input, refusals: codes, upload }: Route): string[] {
  const faults: string[] = [];
  if (!/^(?:\/(?:[a-z][a-z0-9-]*|:[a-z][A-Za-z0-9]*))+$/.test(path)) faults.push('its path is not of kebab-case steps');
  if (permission !== 'public' && permission !== 'signed-in' && !(permission in PERMISSIONS)) {
    faults.push(`no permission is called ${String(permission)}`);
  }
  if (!/\p{Script=Han}/u.test(summary)) faults.push('its summary is not in Chinese');
  if (tags.length === 0) faults.push('it has no tag');
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name).toSorted();
  const declared = Object.keys(input.params?.properties ?? {}).toSorted();
  if (inPath.join() !== declared.join()) faults.push('its parameters are not those of its path');
  if (method === 'GET' && input.body !== undefined) faults.push('a GET has no body');
  if (upload !== undefined && (input.body !== undefined || method === 'GET'))
    faults.push('an upload has no other body');
  for (const code of codes) if (!(code in refusals)) faults.push(`no refusal is called ${code}`);
  if (new Set(codes).size !== codes.length) faults.push('it names a refusal twice');
  return faults;
}
