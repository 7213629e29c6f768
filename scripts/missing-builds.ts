interface LockedPackage {
  version?: string;
  /** The hash of the package, absent where nobody could fetch it. */
  integrity?: string;
  /** Where it was fetched from; omitted, so that the file holds for every registry (.npmrc). */
  resolved?: string;
  cpu?: string[];
  dev?: true;
  libc?: string[];
  optional?: true;
  os?: string[];
  optionalDependencies?: Record<string, string>;
}

/** The part of package-lock.json that is looked at here. */
export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

export interface MissingBuild {
  readonly name: string;
  readonly version: string;
  /** The place in node_modules of the package that asks for it. */
  readonly wantedBy: string;
}

/** The optional packages that some package names and no entry of the lock file answers. */
export function findMissingBuilds(lockfile: Lockfile): MissingBuild[] {
  const missing: MissingBuild[] = [];
  for (const [path, { optionalDependencies = {} }] of Object.entries(lockfile.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!isReachable(lockfile, path, name)) missing.push({ name, version, wantedBy: path });
    }
  }
  return missing;
}

/** The same lock file with an entry for every missing build, in npm's order of paths. */
export function completeLockfile(lockfile: Lockfile): Lockfile {
  const packages = { ...lockfile.packages };
  for (const { name, version, wantedBy } of findMissingBuilds(lockfile)) {
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${wantedBy} wants ${name}@${version}, which is no exact version`);
    const dev = packages[wantedBy]?.dev;
    const { os, cpu, libc } = machinesOf(name);
    // in npm's own order of keys, so that it leaves them as they are
    packages[`node_modules/${name}`] = {
      version,
      cpu,
      ...(dev === undefined ? {} : { dev }),
      ...(libc === undefined ? {} : { libc }),
      optional: true,
      os,
    };
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return { ...lockfile, packages: Object.fromEntries(sorted) };
}

/** Whether a package at `path` finds `name` in its own node_modules or in one further out, as Node looks for it. */
function isReachable(lockfile: Lockfile, path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lockfile.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
  }
}

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

/** `@oxc-parser/binding-linux-arm-musleabihf` → linux, arm, musl. */
function machinesOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  if (os.length === 0 || cpu.length === 0) throw new Error(`cannot tell from its name which machines ${name} is for`);
  if (!os.includes('linux')) return { os, cpu };
  return { os, cpu, libc: [words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc'] };
}
