import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The test files that take longest, longest first: begun last, each would keep one core idle at the end of its run. */
const SLOW = [
  'whole-path.test.ts',
  'start.test.ts',
  'embedded-server-crashes.test.ts',
  'embedded-server.test.ts',
  'kill-at-every-step.store.test.ts',
  'attack.store.test.ts',
  'jobs.store.test.ts',
  'rotate-key.store.test.ts',
  'attack-routes.store.test.ts',
  'walk.store.test.ts',
] as const;

/** Vitest's own order (what failed before, then the larger files), with the slow files of each project put first. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    return projects.flatMap((name) =>
      sorted.filter(({ project }) => project.name === name).sort((a, b) => rankOf(a) - rankOf(b)),
    );
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const place = SLOW.findIndex((name) => moduleId.endsWith(`/${name}`));
  return place === -1 ? SLOW.length : place;
}
