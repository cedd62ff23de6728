/**
 * The five dependency rules of the architecture. A rule's name begins with its number; `tests/boundaries.test.ts`
 * plants a violation of each and sees it caught.
 */

const ROOTS = ['^main/host/', '^renderer/app/', '^server/host/']
const SHARED_ROOTS = ['^shared/(registry|contract)[.]ts$']
const TESTS = ['^tests/', '[.]test[.]tsx?$']
const STORE = ['^(main|server)/kernel/(store|sync)/']
/** A module's folder; its last group is the module's path below `modules`. */
const MODULE = 'modules/(connectors/[^/]+|[^/]+)/'

/** Npm packages, found or not, also by a file inside them. */
const packages = (...names) => names.map(name => `(^|/)node_modules/${name}/`).concat(names.map(name => `^${name}(/|$)`))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: '1-sides',
      comment: 'A side imports itself and shared; shared imports shared.',
      severity: 'error',
      from: { path: '^(shared|main|preload|renderer|server)/' },
      to: { path: '^(shared|main|preload|renderer|server|scripts)/', pathNot: ['^$1/', '^shared/'] },
    },
    {
      name: '1-assets-for-the-core-and-the-window',
      severity: 'error',
      from: { path: '^(shared|preload|server)/', pathNot: TESTS },
      to: { path: '^assets/' },
    },
    {
      name: '1-shared-without-node',
      severity: 'error',
      from: { path: '^shared/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: '2-kernel-below-modules',
      comment: 'The kernel knows no business topic.',
      severity: 'error',
      from: { path: '^[^/]+/kernel/', pathNot: TESTS },
      to: { path: '^[^/]+/modules/' },
    },
    {
      name: '2-nothing-imports-a-root',
      comment: 'Only entry points import a composition root.',
      severity: 'error',
      from: { pathNot: [...ROOTS, ...TESTS, '^renderer/main[.]tsx$', '^scripts/'] },
      to: { path: ROOTS },
    },
    {
      name: '2-shared-roots',
      comment: 'The registry and the contract know every module of shared, so nothing below them may know them.',
      severity: 'error',
      from: { path: '^shared/', pathNot: [...SHARED_ROOTS, ...TESTS] },
      to: { path: SHARED_ROOTS },
    },
    {
      name: '3-modules-apart',
      comment: 'Acting across modules goes through ctx.call or an effect.',
      severity: 'error',
      from: { path: `^(main|renderer|server)/${MODULE}` },
      to: { path: '^$1/modules/', pathNot: '^$1/modules/$2/' },
    },
    {
      name: '3-shared-modules-see-entities',
      comment: "In shared a module sees only another module's entity types.",
      severity: 'error',
      from: { path: `^shared/${MODULE}` },
      to: { path: '^shared/modules/', pathNot: ['^shared/modules/$1/', '[.]entity[.]ts$'] },
    },
    {
      name: '4-electron-in-its-host',
      severity: 'error',
      from: { pathNot: ['^main/host/electron[^/]*', '^preload/'] },
      to: { path: packages('electron', 'electron-updater') },
    },
    {
      name: '4-rxdb-in-the-store',
      severity: 'error',
      from: { pathNot: [...STORE, '^tests/(storage|crash)/'] },
      to: { path: packages('rxdb', 'rxjs') },
    },
    {
      name: '4-driver-in-the-store',
      severity: 'error',
      from: { pathNot: [...STORE, '^tests/bench/(floor|cipher)', '^tests/fixtures/layouts/make'] },
      to: { path: [...packages('better-sqlite3-multiple-ciphers', 'better-sqlite3', 'pg'), '^(node:)?sqlite$'] },
    },
    {
      name: '4-no-database-beside-the-windows',
      comment: 'A wait for the disk in the process that owns the windows freezes them all.',
      severity: 'error',
      from: { path: '^main/host/electron[.]ts$' },
      to: { path: '^main/kernel/store/driver[.]ts$', reachable: true },
    },
    {
      name: '4-packages-in-shared',
      comment: 'Only packages that are pure: no I/O, no clock, no DOM.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TESTS },
      to: {
        path: '(^|/)node_modules/',
        pathNot: packages('zod', 'stdnum', 'fastest-levenshtein', 'big[.]js', 'temporal-polyfill', 'libphonenumber-js', 'ibantools'),
      },
    },
    {
      name: '5-no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: '5-no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [...TESTS, '[.]d[.]ts$', '(^|/)[^/]+[.]config[.]ts$', '^scripts/', '^(preload/index|renderer/main)[.]tsx?$', '^main/host/(node|electron[^/]*)[.]ts$', '-thread[.]ts$'],
      },
      to: {},
    },
    {
      name: '5-no-import-of-tests',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: '5-tests-apart',
      comment: 'A test is run, never imported.',
      severity: 'error',
      from: { path: TESTS },
      to: { path: '[.]test[.]tsx?$' },
    },
    {
      name: '5-resolvable',
      comment: 'What cannot be found cannot be checked; what the window build writes itself has no file.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|coverage|test-results|playwright-report)/' },
    // An import of a type couples as much as one of a value.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types', 'typings'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.d.ts'],
    },
    skipAnalysisNotInRules: true,
  },
}
