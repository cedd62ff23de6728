import { describe, expect, it, vi } from 'vitest'
import { exported, importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string) => valueOf(client.entities.save({ type, patch, ...(id === undefined ? {} : { id }) }))
const create = async (test: TestCore, type: string, patch: Record<string, unknown>): Promise<string> => (await save(test, type, patch)).record.id
const read = async ({ client }: TestCore, type: string, id: string) => (await valueOf(client.entities.get({ type, id }))).record
const titles = async ({ client }: TestCore, more: Partial<Parameters<TestCore['client']['entities']['list']>[0]> = {}) => (await valueOf(client.entities.list({ type: 'opportunity', limit: 100, ...more }))).rows.map(row => row.title)
const count = async ({ client }: TestCore, more: object = {}) => (await valueOf(client.entities.count({ type: 'opportunity', ...more }))).count
const EUR = (amount: number) => ({ amount, currency: 'EUR' })

describe('deals', () => {
  it('are weighted by their phase, whether saved one by one, all at once or by a table, and sum up so', async () => {
    const test = await openTestCore()
    await create(test, 'opportunity', { name: 'Four', phase: 'proposal', amount: EUR(100_000) })
    const imported = await importFile(test, 'affaires.csv', 'Nom;Société;Phase;Montant;Probabilité\nÉtuve;Atelier Lenoir;Prospection;2000,00 €;\nPétrin;Atelier Lenoir;Gagnée;300,00 €;\nLaminoir;Fournil Roux;Négociation;100,00 €;40\n', { type: 'opportunity' })
    expect(imported.counts).toMatchObject({ created: 3, failed: 0, linksCreated: 2 })
    const { rows } = await valueOf(test.client.entities.list({ type: 'opportunity', view: ['name', 'chance', 'weighted', 'outcome', 'organisation'], limit: 10, sort: [{ field: 'weighted', dir: 'desc' }] }))
    expect(rows.map(({ name, chance, weighted, outcome }) => [name, chance, (weighted as { amount: number }).amount, outcome])).toEqual([
      ['Four', 50, 50_000, 'open'],
      ['Pétrin', 100, 30_000, 'won'],
      ['Étuve', 10, 20_000, 'open'],
      ['Laminoir', 40, 4_000, 'open'],
    ])
    expect(rows.map(row => (row['organisation'] as { title: string } | undefined)?.title)).toEqual([undefined, 'Atelier Lenoir', 'Atelier Lenoir', 'Fournil Roux'])
    const { totals } = await valueOf(test.client.entities.totals({ type: 'opportunity', fields: ['weighted'] }))
    expect(totals['weighted']).toEqual([{ sum: 104_000, count: 4, currency: 'EUR' }])
    const all = await valueOf(test.client.entities.changeMany({ type: 'opportunity', filter: { saved: 'opportunity.open' }, patch: { phase: 'negotiation' } }))
    expect(all.count).toBe(2)
    expect((await valueOf(test.client.entities.totals({ type: 'opportunity', fields: ['weighted'] }))).totals['weighted']![0]!.sum).toBe(75_000 + 150_000 + 4_000 + 30_000)
    await valueOf(test.client.journal.undo({ op: all.op }))
    expect((await valueOf(test.client.entities.totals({ type: 'opportunity', fields: ['weighted'] }))).totals['weighted']![0]!.sum).toBe(104_000)
  })

  it('refuse a chance that is none, and a phase that is won and lost at once', async () => {
    const test = await openTestCore()
    expect(await test.client.entities.save({ type: 'opportunity', patch: { name: 'Four', chance: 120 } })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'chance', code: 'NOT_A_SHARE' }] } } })
    expect(await test.client.entities.save({ type: 'listValue', patch: { list: 'phase', key: 'won', isWon: true, isLost: true } })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD' } })
  })

  it('tell through which phases they went, and what that comes to over all', async () => {
    const test = await openTestCore()
    const id = await create(test, 'opportunity', { name: 'Four', phase: 'prospecting' })
    const other = await create(test, 'opportunity', { name: 'Étuve', phase: 'prospecting' })
    await save(test, 'opportunity', { phase: 'proposal' }, id)
    const { op } = await save(test, 'opportunity', { phase: 'lost', lostReason: 'price' }, id)
    await valueOf(test.client.journal.undo({ op }))
    await save(test, 'opportunity', { phase: 'won' }, id)
    await save(test, 'opportunity', { phase: 'lost' }, other)
    const { passages } = await valueOf(test.client.opportunities.phases({ id }))
    expect(passages.map(({ phase }) => phase)).toEqual(['prospecting', 'proposal', 'won'])
    expect(passages.map(({ to }) => to === undefined)).toEqual([false, false, true])
    const year = new Date().getUTCFullYear()
    const moves = async (filter?: { saved: string }) => (await valueOf(test.client.opportunities.moves({ from: `${year}-01-01`, until: `${year + 1}-01-01`, ...(filter && { filter }) }))).moves.map(({ phase, next, count: many }) => [phase, next, many])
    // The history is read a moment after it is written.
    await vi.waitFor(async () => expect(await moves()).toEqual([['proposal', 'won', 1], ['prospecting', 'lost', 1], ['prospecting', 'proposal', 1]]), { timeout: 10_000 })
    expect(await moves({ saved: 'opportunity.won' })).toEqual([['proposal', 'won', 1], ['prospecting', 'proposal', 1]])
  })

  it('follow what users make of a phase, those too that are in it already', async () => {
    const test = await openTestCore()
    const id = await create(test, 'opportunity', { name: 'Four', phase: 'negotiation' })
    await create(test, 'listValue', { list: 'phase', key: 'negotiation', isWon: true, isLost: false, chance: 90 })
    await vi.waitFor(async () => expect((await read(test, 'opportunity', id))['outcome']).toBe('won'), { timeout: 10_000 })
    expect(await count(test, { filter: { saved: 'opportunity.open' } })).toBe(0)
  })

  it('stand still when nothing was heard and nothing is planned, and say why', async () => {
    const test = await openTestCore()
    await create(test, 'listValue', { list: 'phase', key: 'proposal', staleDays: 0 })
    const still = await create(test, 'opportunity', { name: 'Four', phase: 'proposal' })
    const planned = await create(test, 'opportunity', { name: 'Étuve', phase: 'proposal' })
    const fresh = await create(test, 'opportunity', { name: 'Pétrin', phase: 'prospecting' })
    await create(test, 'activity', { name: 'Appeler', kind: 'call', day: '2099-01-31', opportunity: planned })
    await create(test, 'note', { text: 'Devis relu', subject: still })
    const { standings } = await valueOf(test.client.opportunities.standings({ ids: [still, planned, fresh] }))
    const byId = new Map(standings.map(standing => [standing.id, standing]))
    expect(byId.get(still)).toMatchObject({ phaseDays: 0, sign: { kind: 'note' }, stalled: { days: 0, limit: 0 } })
    expect(byId.get(planned)).toMatchObject({ next: '2099-01-31', sign: { kind: 'activity' } })
    expect(byId.get(planned)).not.toHaveProperty('stalled')
    expect(byId.get(fresh)).not.toHaveProperty('stalled')
  })
})

describe('archives', () => {
  it('keep records out of lists, counts, groups, sums and searches until they are asked for', async () => {
    const test = await openTestCore()
    const four = await create(test, 'opportunity', { name: 'Four ancien', phase: 'proposal', amount: EUR(100) })
    await create(test, 'opportunity', { name: 'Étuve', phase: 'proposal', amount: EUR(7) })
    const { op } = await save(test, 'opportunity', { isArchived: true }, four)
    expect(await titles(test)).toEqual(['Étuve'])
    expect(await titles(test, { archived: 'with' })).toEqual(['Étuve', 'Four ancien'])
    expect(await titles(test, { archived: 'only' })).toEqual(['Four ancien'])
    expect(await titles(test, { filter: { field: 'isArchived', op: 'eq', value: true } })).toEqual(['Four ancien'])
    expect(await titles(test, { text: 'ancien' })).toEqual([])
    expect([await count(test), await count(test, { archived: 'with' }), await count(test, { archived: 'only' })]).toEqual([1, 2, 1])
    const { groups } = await valueOf(test.client.entities.groups({ type: 'opportunity', by: { field: 'phase' }, fields: ['amount'] }))
    expect(groups.map(group => [group.count, group.totals['amount']![0]!.sum])).toEqual([[1, 7]])
    expect((await valueOf(test.client.search.find({ text: 'ancien' }))).hits).toEqual([])
    expect((await read(test, 'opportunity', four))['archivedOn']).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(await exported(test, 'opportunity', 'csv')).not.toContain('Four ancien')
    await valueOf(test.client.journal.undo({ op }))
    expect(await titles(test)).toEqual(['Étuve', 'Four ancien'])
    expect(await read(test, 'opportunity', four)).not.toHaveProperty('archivedOn')
    expect((await valueOf(test.client.search.find({ text: 'ancien' }))).hits).toMatchObject([{ title: 'Four ancien' }])
  })

  it('take many in and give them back, each as one operation, and count what is in the trash apart', async () => {
    const test = await openTestCore()
    await importFile(test, 'affaires.csv', `Nom;Phase\n${Array.from({ length: 400 }, (_, i) => `Affaire ${i};${i % 4 ? 'Proposition' : 'Perdue'}`).join('\n')}\n`, { type: 'opportunity' })
    const archived = await valueOf(test.client.entities.changeMany({ type: 'opportunity', filter: { saved: 'opportunity.lost' }, patch: { isArchived: true } }))
    expect([archived.count, await count(test), await count(test, { archived: 'with' })]).toEqual([100, 300, 400])
    // What is archived is not among what a change of all means.
    expect((await valueOf(test.client.entities.changeMany({ type: 'opportunity', all: true, patch: { reference: 'R1' } }))).count).toBe(300)
    expect((await valueOf(test.client.entities.changeMany({ type: 'opportunity', archived: 'only', patch: { isArchived: null } }))).count).toBe(100)
    expect(await count(test)).toBe(400)
    await valueOf(test.client.entities.changeMany({ type: 'opportunity', filter: { field: 'name', op: 'eq', value: 'Affaire 1' }, patch: { isArchived: true } }))
    await valueOf(test.client.entities.changeMany({ type: 'opportunity', archived: 'only', all: true }))
    expect([await count(test, { trashed: true }), await count(test, { archived: 'with' })]).toEqual([1, 399])
  })

  it('are paged through in order from a cursor, with what is archived and without', async () => {
    const test = await openTestCore()
    await importFile(test, 'affaires.csv', `Nom\n${Array.from({ length: 60 }, (_, i) => `Affaire ${String(i).padStart(2, '0')}`).join('\n')}\n`, { type: 'opportunity' })
    await valueOf(test.client.entities.changeMany({ type: 'opportunity', filter: { field: 'name', op: 'in', value: Array.from({ length: 20 }, (_, i) => `Affaire ${String(3 * i).padStart(2, '0')}`) }, patch: { isArchived: true } }))
    const walk = async (archived?: 'with' | 'only'): Promise<string[]> => {
      const found: string[] = []
      for (let after: string | undefined, more = true; more; ) {
        const page = await valueOf(test.client.entities.list({ type: 'opportunity', limit: 7, ...(archived && { archived }), ...(after && { after }) }))
        found.push(...page.rows.map(row => row.title))
        after = page.next
        more = after !== undefined
      }
      return found
    }
    expect(await walk('with')).toEqual(Array.from({ length: 60 }, (_, i) => `Affaire ${String(i).padStart(2, '0')}`))
    expect((await walk()).length).toBe(40)
    expect([...(await walk()), ...(await walk('only'))].toSorted()).toEqual(await walk('with'))
  })
})

describe('a lead', () => {
  it('becomes a contact, an organisation and a deal in one go, with what was noted of it, and comes back whole', async () => {
    const test = await openTestCore()
    const id = await create(test, 'lead', { firstName: 'Ada', lastName: 'Roux', company: 'Fournil Roux', emails: [{ value: 'ada@fournil-roux.example', label: 'work' }], origin: 'fair', amount: EUR(50_000), notes: 'Veut un four' })
    expect(await read(test, 'lead', id)).toMatchObject({ status: 'new', title: 'Ada Roux – Fournil Roux' })
    const note = await create(test, 'note', { text: 'Vue au salon', subject: id })
    const made = await valueOf(test.client.opportunities.convert({ id, contact: 'new', organisation: 'new', deal: { name: 'Four à sole', phase: 'qualification' } }))
    expect(await read(test, 'contact', made.contact!)).toMatchObject({ title: 'Ada Roux', organisation: { title: 'Fournil Roux' }, emails: [{ value: 'ada@fournil-roux.example', label: 'work' }] })
    expect(await read(test, 'opportunity', made.opportunity!)).toMatchObject({ name: 'Four à sole', phase: 'qualification', chance: 25, weighted: EUR(12_500), origin: 'fair', notes: 'Veut un four', contact: { id: made.contact }, organisation: { id: made.organisation } })
    expect((await read(test, 'note', note))['subject']).toMatchObject({ id: made.opportunity })
    expect(await read(test, 'lead', id)).toMatchObject({ status: 'converted', isArchived: true, contact: { id: made.contact }, opportunity: { title: 'Four à sole' } })
    expect((await valueOf(test.client.entities.count({ type: 'lead' }))).count).toBe(0)
    expect(await test.client.opportunities.convert({ id, contact: 'new' })).toMatchObject({ ok: false, error: { code: 'CONFLICT' } })
    await valueOf(test.client.journal.undo({ op: made.op }))
    expect(await read(test, 'lead', id)).toMatchObject({ status: 'new' })
    expect((await read(test, 'note', note))['subject']).toMatchObject({ id })
    expect((await valueOf(test.client.entities.count({ type: 'contact' }))).count).toBe(0)
    expect(await count(test)).toBe(0)
  })

  it('completes the contact that is there and keeps what stands in it', async () => {
    const test = await openTestCore()
    const known = await create(test, 'contact', { firstName: 'Ada', lastName: 'Roux', jobTitle: 'Gérante', emails: [{ value: 'ADA@fournil-roux.example' }] })
    const id = await create(test, 'lead', { firstName: 'Ada', lastName: 'Roux', jobTitle: 'Patronne', emails: [{ value: 'ada@fournil-roux.example' }, { value: 'ada@maison.example' }], phones: [{ value: '04 76 12 08 91' }] })
    const likely = async () => (await valueOf(test.client.duplicates.check({ type: 'contact', data: { firstName: 'Ada', lastName: 'Roux', emails: [{ value: 'ada@fournil-roux.example' }] } }))).likely.map(each => each.id)
    await vi.waitFor(async () => expect(await likely()).toEqual([known]), { timeout: 10_000 })
    const made = await valueOf(test.client.opportunities.convert({ id, contact: known }))
    expect(made).toEqual({ op: made.op, contact: known })
    expect(await read(test, 'contact', known)).toMatchObject({ firstName: 'Ada', jobTitle: 'Gérante', emails: [{ value: 'ADA@fournil-roux.example' }, { value: 'ada@maison.example' }], phones: [{ value: '04 76 12 08 91' }] })
  })

  it('becomes nothing where that would break what is to be made', async () => {
    const test = await openTestCore()
    const id = await create(test, 'lead', { company: 'Fournil Roux' })
    expect(await test.client.opportunities.convert({ id, contact: 'new', organisation: 'new' })).toMatchObject({ ok: false, error: { code: 'INVALID_RECORD', params: { type: 'contact' } } })
    expect(await test.client.opportunities.convert({ id })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
    expect((await valueOf(test.client.entities.count({ type: 'organisation' }))).count).toBe(0)
    expect(await read(test, 'lead', id)).toMatchObject({ status: 'new' })
  })
})
