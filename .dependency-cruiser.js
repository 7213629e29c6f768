/**
 * Who may import whom. The list below is the whole truth: an edge that it does not name is a violation.
 *
 * TypeScript's project references hold the same layers, but they are transitive (what scheme may see, cli may see
 * through it) and know nothing of npm packages or of modules. Checked by scripts/walls.ts; every line is proved by a
 * planted violation in test/architecture.
 */

/** A layer of src, with the layers, the npm packages and the Node built-ins that it may import. Its own files always. */
const LAYERS = {
  kernel: { layers: [], packages: [] },
  scheme: { layers: ['kernel'], packages: [] },
  intake: { layers: ['kernel', 'scheme'], packages: [] },
  generator: { layers: ['kernel', 'scheme', 'intake'], packages: [], builtins: true },
  contracts: { layers: ['kernel'], packages: ['typebox'] },
  platform: { layers: ['kernel'], packages: '*', builtins: true },
  http: {
    layers: ['kernel', 'scheme', 'intake', 'contracts', 'platform'],
    modules: true,
    packages: '*',
    builtins: true,
  },
  cli: {
    layers: ['kernel', 'scheme', 'intake', 'generator', 'contracts', 'platform'],
    modules: true,
    packages: ['yaml'],
    builtins: true,
  },
  web: {
    layers: ['kernel', 'scheme', 'intake', 'contracts'],
    packages: ['react', 'react-dom', 'antd', '@ant-design/icons', '@tanstack/react-query', 'react-router', 'typebox'],
  },
};

/** What a module (src/modules/<name>) may import besides its own files and the faces of the modules listed below. */
const MODULE = {
  layers: ['kernel', 'scheme', 'intake', 'contracts', 'platform'],
  packages: ['sql-template-tag'],
  builtins: true,
};

/** From one module to others, through their index.ts: without a cycle. */
const MODULE_EDGES = {
  keys: ['persons'],
  accounts: ['persons'],
  organisations: ['accounts'],
  unmasking: ['accounts', 'organisations', 'persons'],
  covers: ['persons'],
  contributions: ['covers', 'ledger', 'refunds'],
  rosters: ['contributions', 'persons', 'reviews'],
  claims: ['ledger', 'persons', 'reviews'],
  'case-papers': ['claims'],
  investigations: ['accounts', 'claims'],
  appeals: ['accounts', 'claims', 'persons', 'recoveries', 'reviews'],
  payouts: ['claims', 'ledger', 'persons', 'recoveries'],
  drafts: ['accounts', 'claims', 'hospitals', 'payouts', 'persons'],
  recoveries: ['claims', 'ledger', 'persons'],
  refunds: ['ledger'],
  explanations: ['ledger', 'payouts', 'recoveries', 'refunds'],
  vouchers: ['ledger'],
  books: ['ledger', 'vouchers'],
};

const MODULE_FACE = '^src/modules/[^/]+/index[.]ts$';
const TEST = '[.]test[.]tsx?$';
/** Where a module keeps its SQL, and the checks over the whole chain, which are kept as data. */
const SQL_FILES = ['[/-]store[.]ts$', '^src/modules/books/check[.]ts$', '^src/modules/books/.*-checks[.]ts$'];
/** An entry of the build that stands alone, as browsers want it. */
const SERVICE_WORKER = '^src/web/member/install/service-worker[.]ts$';

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A third-party package as its imports resolve. */
const packagePath = (name) => `node_modules/${literally(name)}/`;

/** The allowed edges of the files under `from`. */
function edgesOf(from, { layers, packages, modules = false, builtins = false }) {
  const edge = (to) => ({ from: { path: from, pathNot: TEST }, to });
  return [
    edge({ path: from }),
    ...layers.map((layer) => edge({ path: `^src/${layer}/`, pathNot: TEST })),
    ...(packages === '*'
      ? [edge({ path: 'node_modules/' })]
      : packages.map((name) => edge({ path: packagePath(name) }))),
    ...(modules ? [edge({ path: MODULE_FACE })] : []),
    ...(builtins ? [edge({ dependencyTypes: ['core'] })] : []),
  ];
}

export default {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphan',
      comment: 'a file that nothing imports and that imports nothing is dead, or its entry is missing here',
      severity: 'error',
      from: { orphan: true, pathNot: [TEST, '[.]d[.]ts$', '^src/main[.]ts$', '^src/cli/main[.]ts$', SERVICE_WORKER] },
      to: {},
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-test-in-product',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-sql-outside-stores',
      comment: 'what is found and changed stands in the store files of a module; its use cases decide',
      severity: 'error',
      from: { path: '^src/', pathNot: [TEST, '^src/platform/', ...SQL_FILES] },
      to: { path: packagePath('sql-template-tag') },
    },
  ],
  allowed: [
    ...Object.entries(LAYERS).flatMap(([layer, may]) => edgesOf(`^src/${layer}/`, may)),
    ...edgesOf('^src/modules/([^/]+)/', MODULE).map(({ from, to }) => ({
      from,
      to: to.path === from.path ? { path: '^src/modules/$1/' } : to,
    })),
    ...Object.entries(MODULE_EDGES).flatMap(([module, others]) =>
      others.map((other) => ({
        from: { path: `^src/modules/${module}/`, pathNot: TEST },
        to: { path: `^src/modules/${other}/index[.]ts$` },
      })),
    ),
    // the composition root knows everything, and a test may use what its subject may not
    { from: { path: '^src/(main[.]ts$|composition/)', pathNot: TEST }, to: { pathNot: TEST } },
    { from: { path: TEST }, to: {} },
    { from: { path: '^test/' }, to: {} },
  ],
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)[.]build/' },
    moduleSystems: ['es6'],
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'],
    },
  },
};
