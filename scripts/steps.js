/** The steps of `npm run check` and `npm test`, and how they run: in order, up to the first that fails. */

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp, buildRenderer, say, sourceFiles, tool } from './setup.js'

const SIDES = ['shared', 'main', 'preload', 'renderer', 'server', 'tests']

/** Tests counted so far. */
const totals = { passed: 0, failed: 0 }

const types = async () => {
  for (const side of SIDES) {
    if (!sourceFiles(side).some(path => /\.tsx?$/.test(path))) {
      process.stderr.write(`${side}: no TypeScript\n`)
      continue
    }
    const code = await tool('tsc', ['-p', side], { dependency: '@typescript/native' })
    if (code !== 0) return code
  }
  return 0
}

/** Runs a test tool that writes a JSON report, and adds what it counted. */
const counted = async (start, count) => {
  const folder = mkdtempSync(join(tmpdir(), 'calepin-report-'))
  const report = join(folder, 'report.json')
  try {
    const code = await start(report)
    if (!existsSync(report)) return code || 1
    const { passed, failed } = count(JSON.parse(readFileSync(report, 'utf8')))
    totals.passed += passed
    totals.failed += failed
    return code || Number(failed > 0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const unit = () =>
  counted(
    report => tool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]),
    ({ numPassedTests, numFailedTests, testResults }) => {
      // A file that cannot even be loaded has no tests to fail.
      const broken = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.some(result => result.status === 'failed'))
      return { passed: numPassedTests, failed: numFailedTests + broken.length }
    },
  )

const e2e = () =>
  counted(
    report => tool('playwright', ['test', '--reporter=list,json'], { dependency: '@playwright/test', env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } }),
    ({ stats, errors }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length }),
  )

export const CHECKS = [
  ['types', types],
  ['lint', () => tool('oxlint', [])],
  ['boundaries', () => tool('depcruise', ['--config', '.dependency-cruiser.cjs', ...SIDES, 'scripts'], { dependency: 'dependency-cruiser' })],
  ['unused', () => tool('knip', [])],
  ['unit', unit],
]

export const TESTS = [...CHECKS, ['build', async () => Number(!((await buildRenderer()) && (await buildApp())))], ['e2e', e2e]]

/** Runs steps up to the first that fails; answers whether none did, and how many tests passed and failed. */
export const runSteps = async steps => {
  for (const [name, step] of steps) {
    process.stderr.write(`\n== ${name}\n`)
    if ((await step()) === 0) continue
    process.stderr.write('\n')
    say('stepFailed', { step: name })
    return { ok: false, ...totals }
  }
  return { ok: true, ...totals }
}
