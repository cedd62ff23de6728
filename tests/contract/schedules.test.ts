import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { assetPlace } from '../../main/kernel/i18n/asset-place.ts'
import { LANGUAGES, loadLocales } from '../../main/kernel/i18n/locales.ts'
import { openTestCore, stage, textOf, valueOf } from '../fixtures/core.ts'

it('what runs by itself is told of, run at any time, paused and switched off', async () => {
  const test = await openTestCore()
  const { client } = test
  const find = async () => (await valueOf(client.jobs.schedules({}))).schedules.find(({ kind }) => kind === 'housekeeping')
  expect(await find()).toMatchObject({ words: 'schedules.housekeeping', timing: { cron: '30 3 * * *' }, isOn: true, isPaused: false, isModuleOff: false })

  const left = await stage(test, 'oublié.csv', 'nom\nMoreau\n')
  const fresh = await stage(test, 'clients.csv', 'nom\nDupré\n')
  const longAgo = new Date(Date.now() - 4 * 24 * 3_600_000)
  await utimes(join(test.folder, 'data', 'files', 'staged', left), longAgo, longAgo)
  const { lastResult } = await valueOf(client.jobs.runNow({ kind: 'housekeeping' }))
  expect(lastResult).toMatchObject({ state: 'done', counts: { removed: 1 } })
  await expect(textOf(test, left)).rejects.toThrow(left)
  expect(await textOf(test, fresh)).toContain('Dupré')
  expect(await valueOf(client.jobs.get({ job: lastResult!.job! }))).toMatchObject({ kind: 'housekeeping', title: 'schedules.housekeeping', state: 'done' })

  expect((await valueOf(client.jobs.runNow({ kind: 'housekeeping' }))).lastResult).toEqual({ state: 'done', counts: {} })
  expect((await valueOf(client.jobs.list({}))).jobs).toHaveLength(1)

  await valueOf(client.jobs.setSchedule({ kind: 'housekeeping', isPaused: true }))
  await valueOf(client.jobs.setSchedule({ kind: 'housekeeping', isOn: false }))
  expect(await find()).toMatchObject({ isOn: false, isPaused: true })
  expect(await find()).not.toHaveProperty('nextRun')
  expect(await client.jobs.runNow({ kind: 'nothing' })).toMatchObject({ ok: false, error: { code: 'JOB_NOT_FOUND' } })
})

it('everything that runs by itself has a name and a hint in every language', async () => {
  const { client } = await openTestCore()
  const locales = loadLocales(assetPlace('locales'))
  const { schedules } = await valueOf(client.jobs.schedules({}))
  const paths = schedules.flatMap(({ words }) => [`${words}.name`, `${words}.hint`])
  expect(LANGUAGES.flatMap(language => paths.filter(path => locales.label(language, path) === path).map(path => `${language} ${path}`))).toEqual([])
})
