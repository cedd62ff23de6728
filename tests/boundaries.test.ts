import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Tree = Readonly<Record<string, string>>

const FOLDERS = ['shared', 'main', 'preload', 'renderer', 'server', 'tests', 'scripts']

const PACKAGES = ['electron', 'rxdb', 'rxjs', 'better-sqlite3-multiple-ciphers', 'zod', 'lodash']

/** A small application that keeps every rule, and uses what each rule permits. */
const CLEAN: Tree = {
  'package.json': JSON.stringify({ type: 'module', dependencies: Object.fromEntries(PACKAGES.map(name => [name, '1.0.0'])) }),
  ...Object.fromEntries(
    PACKAGES.flatMap(name => [
      [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' })],
      [`node_modules/${name}/index.js`, 'export const it = 1'],
    ]),
  ),
  'assets/names.json': '{}',
  'shared/kernel/text.ts': "import { it } from 'zod'\nexport const text = it",
  'shared/kernel/text.test.ts': "import { readFileSync } from 'node:fs'\nimport { it } from 'lodash'\nimport { text } from './text.ts'\nvoid [readFileSync, it, text]",
  'shared/modules/persons/contact.entity.ts': "import { text } from '../../kernel/text.ts'\nexport const contact = text",
  'shared/modules/persons/persons.rules.ts': "import { contact } from './contact.entity.ts'\nexport const rules = contact",
  'shared/modules/billing/invoice.entity.ts': "import { contact } from '../persons/contact.entity.ts'\nexport const invoice = contact",
  'shared/registry.ts': "import { invoice } from './modules/billing/invoice.entity.ts'\nimport { rules } from './modules/persons/persons.rules.ts'\nexport const registry = [invoice, rules]",
  'main/kernel/store/driver.ts': "import { it } from 'better-sqlite3-multiple-ciphers'\nimport { it as rx } from 'rxdb'\nimport { it as js } from 'rxjs'\nexport const driver = [it, rx, js]",
  'main/modules/persons/persons.handlers.ts': "import { driver } from '../../kernel/store/driver.ts'\nimport { rules } from '../../../shared/modules/persons/persons.rules.ts'\nexport const persons = [driver, rules]",
  'main/modules/billing/billing.handlers.ts': "import { invoice } from '../../../shared/modules/billing/invoice.entity.ts'\nexport const billing = invoice",
  'main/host/core.ts': "import { billing } from '../modules/billing/billing.handlers.ts'\nimport { persons } from '../modules/persons/persons.handlers.ts'\nimport { registry } from '../../shared/registry.ts'\nimport names from '../../assets/names.json' with { type: 'json' }\nexport const core = [billing, persons, registry, names]",
  'main/host/electron-window.ts': "import { it } from 'electron'\nimport { core } from './core.ts'\nvoid [it, core]",
  'preload/index.ts': "import { it } from 'electron'\nvoid it",
  'renderer/kernel/Button.tsx': "import { text } from '../../shared/kernel/text.ts'\nexport const Button = () => <button>{text}</button>",
  'renderer/modules/persons/index.tsx': "import { Button } from '../../kernel/Button.tsx'\nexport const persons = Button",
  'renderer/app/start.tsx': "import { persons } from '../modules/persons/index.tsx'\nexport const start = persons",
  'renderer/main.tsx': "import { start } from './app/start.tsx'\nvoid start",
  'tests/bench/floor.ts': "import { it } from 'better-sqlite3-multiple-ciphers'\nexport const floor = it",
  'tests/contract/core.test.ts': "import { core } from '../../main/host/core.ts'\nimport { floor } from '../bench/floor.ts'\nvoid [core, floor]",
}

/** One violation each: what is planted, and the rules that must catch it. */
const VIOLATIONS: readonly (readonly [sentence: string, planted: Tree, rule: string])[] = [
  ['shared importing the core', { 'shared/kernel/bad.ts': "import '../../main/kernel/store/driver.ts'" }, '1-sides'],
  ['shared importing only a type of the core', { 'shared/kernel/bad.ts': "import type { driver } from '../../main/kernel/store/driver.ts'\nexport type Driver = typeof driver" }, '1-sides'],
  ['the core importing the window', { 'main/kernel/bad.ts': "import '../../renderer/kernel/Button.tsx'" }, '1-sides'],
  ['the window importing the core', { 'renderer/kernel/Bad.tsx': "import '../../main/kernel/store/driver.ts'\nexport const Bad = () => <b />" }, '1-sides'],
  ['the preload importing the window', { 'preload/bad.ts': "import '../renderer/kernel/Button.tsx'" }, '1-sides'],
  ['the server importing the core', { 'server/kernel/bad.ts': "import '../../main/kernel/store/driver.ts'" }, '1-sides'],
  ['shared importing an asset', { 'shared/kernel/bad.ts': "import names from '../../assets/names.json' with { type: 'json' }\nexport const bad = names" }, '1-assets-for-the-core-and-the-window'],
  ['shared importing something of Node', { 'shared/kernel/bad.ts': "import { readFileSync } from 'node:fs'\nexport const bad = readFileSync" }, '1-shared-without-node'],
  ['the kernel importing a module', { 'main/kernel/bad.ts': "import '../modules/persons/persons.handlers.ts'" }, '2-kernel-below-modules'],
  ['the kernel importing a module of shared', { 'renderer/kernel/bad.ts': "import '../../shared/modules/persons/persons.rules.ts'" }, '2-kernel-below-modules'],
  ['a module importing a host', { 'main/modules/persons/bad.ts': "import '../../host/core.ts'" }, '2-nothing-imports-a-root'],
  ['a module importing the app', { 'renderer/modules/persons/bad.ts': "import '../../app/start.tsx'" }, '2-nothing-imports-a-root'],
  ['the kernel of the server importing its host', { 'server/host/start.ts': 'export const start = 1', 'server/kernel/bad.ts': "import '../host/start.ts'" }, '2-nothing-imports-a-root'],
  ['a definition importing the registry', { 'shared/kernel/bad.ts': "import '../registry.ts'" }, '2-shared-roots'],
  ['a module importing another', { 'main/modules/billing/bad.ts': "import '../persons/persons.handlers.ts'" }, '3-modules-apart'],
  ['a module of the window importing another', { 'renderer/modules/billing/bad.ts': "import '../persons/index.tsx'" }, '3-modules-apart'],
  ['a connector importing another', { 'main/modules/connectors/one/one.ts': 'export const one = 1', 'main/modules/connectors/two/bad.ts': "import '../one/one.ts'" }, '3-modules-apart'],
  ["a module of shared importing another's rules", { 'shared/modules/billing/bad.ts': "import '../persons/persons.rules.ts'" }, '3-shared-modules-see-entities'],
  ['electron outside its host', { 'main/host/bad.ts': "import 'electron'" }, '4-electron-in-its-host'],
  ['a type of electron outside its host', { 'main/kernel/bad.ts': "import type { it } from 'electron'\nexport type It = typeof it" }, '4-electron-in-its-host'],
  ['rxdb outside the store', { 'main/modules/persons/bad.ts': "import 'rxdb'" }, '4-rxdb-in-the-store'],
  ['rxjs outside the store', { 'renderer/kernel/bad.ts': "import 'rxjs'" }, '4-rxdb-in-the-store'],
  ['the SQLite driver outside the store', { 'main/kernel/jobs/bad.ts': "import 'better-sqlite3-multiple-ciphers'" }, '4-driver-in-the-store'],
  ["Node's own SQLite outside the store", { 'main/kernel/jobs/bad.ts': "import 'node:sqlite'" }, '4-driver-in-the-store'],
  ['the SQLite driver in the bench outside the floor', { 'tests/bench/run.ts': "import 'better-sqlite3-multiple-ciphers'" }, '4-driver-in-the-store'],
  ['a database in the process that owns the windows', { 'main/host/electron.ts': "import './electron-window.ts'" }, '4-no-database-beside-the-windows'],
  ['a package in shared that is not on the list', { 'shared/kernel/bad.ts': "import 'lodash'" }, '4-packages-in-shared'],
  ['two files that import each other', { 'main/kernel/bad.ts': "import './worse.ts'", 'main/kernel/worse.ts': "import './bad.ts'" }, '5-no-cycles'],
  [
    'two files that import types of each other',
    { 'main/kernel/bad.ts': "import type { B } from './worse.ts'\nexport type A = B", 'main/kernel/worse.ts': "import type { A } from './bad.ts'\nexport type B = A" },
    '5-no-cycles',
  ],
  ['a file that nothing imports', { 'main/kernel/bad.ts': 'export const bad = 1' }, '5-no-orphans'],
  ['the core importing a fixture', { 'main/kernel/bad.ts': "import '../../tests/bench/floor.ts'" }, '5-no-import-of-tests'],
  ['a file importing a test', { 'shared/kernel/bad.ts': "import './text.test.ts'" }, '5-no-import-of-tests'],
  ['a test importing a test', { 'shared/kernel/bad.test.ts': "import './text.test.ts'" }, '5-tests-apart'],
  ['an import of nothing', { 'main/kernel/bad.ts': "import './nowhere.ts'" }, '5-resolvable'],
]

describe('the dependency rules', async () => {
  const config = await extractConfig(join(import.meta.dirname, '../.dependency-cruiser.cjs'))
  const rules = (config.forbidden ?? []).map(rule => rule.name)
  let folder = ''

  const plant = async (at: string, tree: Tree): Promise<void> => {
    for (const [path, content] of Object.entries(tree)) {
      await mkdir(dirname(join(at, path)), { recursive: true })
      await writeFile(join(at, path), content)
    }
  }

  const cruised = async (planted: Tree): Promise<ICruiseResult> => {
    const baseDir = await mkdtemp(join(folder, 'tree-'))
    await plant(baseDir, CLEAN)
    await plant(baseDir, planted)
    for (const side of FOLDERS) await mkdir(join(baseDir, side), { recursive: true })
    const { output } = await cruise(FOLDERS, { ...config.options, ruleSet: config, validate: true, baseDir })
    if (typeof output === 'string') throw new Error('dependency-cruiser answered text')
    return output
  }
  const violated = async (planted: Tree): Promise<string[]> => [...new Set((await cruised(planted)).summary.violations.map(violation => violation.rule.name))]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'boundaries-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('are applied to TypeScript', async () => {
    const { modules } = await cruised({})
    expect(modules.map(module => module.source)).toEqual(expect.arrayContaining(['shared/registry.ts', 'renderer/kernel/Button.tsx']))
  })

  it('pass a tree that keeps them', async () => {
    expect(await violated({})).toEqual([])
  })

  it.each(VIOLATIONS)('catch %s', async (_, planted, rule) => {
    expect(await violated(planted)).toEqual([rule])
  })

  it('are each seen at work', () => {
    expect(new Set(VIOLATIONS.map(([, , rule]) => rule))).toEqual(new Set(rules))
  })
})
