import { describe, expect, it } from 'vitest'
import { sampleCompany } from '../../main/modules/app/sample-company.ts'
import { compileValidator } from '../../shared/kernel/entity/validate.ts'
import { registry } from '../../shared/registry.ts'
import { openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const info = ({ client }: TestCore) => valueOf(client.app.info({}))
const count = async ({ client }: TestCore, type: string, trashed = false): Promise<number> => (await valueOf(client.entities.count({ type, trashed }))).count

describe('the sample company', () => {
  it('keeps to the definitions, offers values that are offered, and leads only to what came before', () => {
    const seen = new Set<string>()
    for (const { type, name, data, links = {} } of sampleCompany('2026-11-20')) {
      const { fields, ...entity } = registry.find(each => each.type === type)!
      expect(compileValidator({ ...entity, fields })(data as Record<string, unknown>), name).toEqual([])
      for (const [field, value] of Object.entries(data)) {
        const { values } = fields[field]!
        if (values) expect(values.values.map(each => each.key), `${name} ${field}`).toContain(value)
      }
      for (const to of Object.values(links)) expect(seen, `${name} leads to ${to}`).toContain(to)
      expect(seen, 'each name once').not.toContain(name)
      seen.add(name)
    }
    expect(seen.size).toBeGreaterThan(180)
  })

  it('comes as one operation, once, and goes without a trace', async () => {
    const test = await openTestCore()
    expect(await info(test)).toMatchObject({ isEmpty: true, hasSample: false })
    const { op, count: brought } = await valueOf(test.client.app.addSample({}))
    expect(await info(test)).toMatchObject({ isEmpty: false, hasSample: true })
    expect((await valueOf(test.client.journal.operations({ limit: 10 }))).operations).toMatchObject([{ op, name: 'sample', count: brought }])
    expect(await test.client.app.addSample({})).toMatchObject({ ok: false, error: { code: 'SAMPLE_THERE' } })
    expect((await valueOf(test.client.search.find({ text: 'cimes bleues' }))).hits.length).toBeGreaterThan(0)
    expect(await valueOf(test.client.app.removeSample({}))).toEqual({ count: brought, kept: 0 })
    expect(await info(test)).toMatchObject({ isEmpty: true, hasSample: false })
    for (const { type } of registry) expect([await count(test, type), await count(test, type, true)], type).toEqual([0, 0])
    expect((await valueOf(test.client.search.find({ text: 'cimes bleues' }))).hits).toEqual([])
    await valueOf(test.client.app.addSample({}))
    expect(await count(test, 'organisation')).toBe(36)
  })

  it('leaves what somebody changed or built upon, and what that leads to', async () => {
    const test = await openTestCore()
    const { count: brought } = await valueOf(test.client.app.addSample({}))
    const [person] = (await valueOf(test.client.entities.list({ type: 'contact', limit: 1 }))).rows
    await valueOf(test.client.entities.save({ type: 'contact', id: person!.id, patch: { jobTitle: 'Mon amie' } }))
    const [, , , other] = (await valueOf(test.client.entities.list({ type: 'organisation', limit: 10 }))).rows
    await valueOf(test.client.entities.save({ type: 'contact', patch: { lastName: 'À moi', organisation: other!.id } }))
    const { count: gone, kept } = await valueOf(test.client.app.removeSample({}))
    expect(gone + kept).toBe(brought)
    const organisation = (person as { organisation?: { id: string } }).organisation!.id
    expect(new Set((await valueOf(test.client.entities.list({ type: 'organisation', limit: 10 }))).rows.map(row => row.id))).toEqual(new Set([organisation, other!.id]))
    expect(await count(test, 'contact')).toBe(2)
  })
})
