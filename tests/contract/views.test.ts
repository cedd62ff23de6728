import { beforeEach, describe, expect, it } from 'vitest'
import type { ViewLooks } from '../../shared/kernel/view/view.ts'
import { dayAfter } from '../../shared/kernel/date/days.ts'
import { dayIn } from '../../shared/kernel/text/parse-date.ts'
import { openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const LOOKS: ViewLooks = {
  columns: [{ path: 'name', width: 300 }, { path: 'amount', total: 'average' }, { path: 'organisation.sector' }, { path: 'relation:involves:subject' }],
  sort: { field: 'organisation.name', dir: 'desc' },
  group: { field: 'expectedClosing', unit: 'year' },
  form: 'table',
  board: 'phase',
}
const GONE = '0190a0e0-0000-7000-8000-000000000000'

describe('saved views', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
  })
  const save = (patch: Record<string, unknown>, id?: string) => test.client.entities.save({ type: 'savedView', patch, ...(id && { id }) })
  const made = async (name: string, looks: unknown = LOOKS, more: object = {}): Promise<string> => (await valueOf(save({ name, forType: 'opportunity', looks, ...more }))).record.id
  const views = async () => (await valueOf(test.client.views.list({ type: 'opportunity' }))).views
  const defaults = async (): Promise<string[]> => (await views()).filter(({ isDefault }) => isDefault).map(({ name }) => name)

  it('come back as they were kept, by name, and are gone while in the trash', async () => {
    const id = await made('Été')
    await made('Autre', { columns: [{ path: 'name' }], form: 'board', board: 'phase', filter: 'opportunity.open' }, { isShared: true })
    expect(await views()).toMatchObject([{ name: 'Autre', isShared: true, isMine: true }, { id, name: 'Été', looks: LOOKS, isShared: false, isDefault: false }])
    expect((await valueOf(test.client.views.list({ type: 'contact' }))).views).toEqual([])
    const { op } = await valueOf(test.client.entities.remove({ type: 'savedView', id }))
    expect((await views()).map(({ name }) => name)).toEqual(['Autre'])
    await valueOf(test.client.journal.undo({ op }))
    expect((await views()).map(({ name }) => name)).toEqual(['Autre', 'Été'])
  })

  it('may have columns that are worked out: days since a date and until it, and how many records lead there', async () => {
    const today = dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, Date.now())
    const enter = async (type: string, patch: Record<string, unknown>): Promise<string> => (await valueOf(test.client.entities.save({ type, patch }))).record.id
    const [ada, zoe] = [await enter('contact', { lastName: 'Ada', birthday: dayAfter(today, -10) }), await enter('contact', { lastName: 'Zoé', birthday: dayAfter(today, 3) })]
    await enter('contact', { lastName: 'Ina' })
    for (const name of ['Un', 'Deux']) await enter('opportunity', { name, contact: zoe })
    const third = await enter('opportunity', { name: 'Trois', contact: ada })
    await enter('note', { text: 'A appelé', subject: ada })
    await valueOf(test.client.entities.remove({ type: 'opportunity', id: third }))
    const view = ['age:birthday', 'until:birthday', 'age:createdAt', 'count:opportunity.contact', 'count:note.subject']
    const list = async (field: string, dir: 'asc' | 'desc') => (await valueOf(test.client.entities.list({ type: 'contact', view, sort: [{ field, dir }], limit: 10 }))).rows
    expect(await list('age:birthday', 'desc')).toMatchObject([
      { title: 'Ina', 'count:opportunity.contact': 0, 'age:createdAt': 0 },
      { title: 'Ada', 'age:birthday': 10, 'until:birthday': -10, 'count:opportunity.contact': 0, 'count:note.subject': 1 },
      { title: 'Zoé', 'age:birthday': -3, 'until:birthday': 3, 'count:opportunity.contact': 2, 'count:note.subject': 0 },
    ])
    expect((await list('count:opportunity.contact', 'desc')).map(({ title }) => title)).toEqual(['Zoé', 'Ina', 'Ada'])
    expect((await list('until:birthday', 'asc')).map(({ title }) => title)).toEqual(['Ada', 'Zoé', 'Ina'])
    expect((await valueOf(save({ name: 'Suivi', forType: 'contact', looks: { columns: view.map(path => ({ path })), sort: { field: 'count:note.subject', dir: 'desc' }, form: 'table' } }))).record.title).toBe('Suivi')
    for (const path of ['age:lastName', 'until:createdAt', 'count:organisation.parent', 'count:tag.name', 'count:relation.subject']) expect(await test.client.entities.list({ type: 'contact', view: [path], limit: 1 })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
    expect(await test.client.entities.totals({ type: 'contact', fields: ['age:birthday'] })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })

  it('are refused when they name what their type does not have', async () => {
    const refused = async (looks: unknown, code: string, forType = 'opportunity') => expect(await save({ name: 'X', forType, looks })).toMatchObject({ ok: false, error: { code } })
    await refused({ ...LOOKS, columns: [{ path: 'nope' }] }, 'UNKNOWN_FIELD')
    await refused({ ...LOOKS, sort: { field: 'relation:involves:subject', dir: 'asc' } }, 'UNKNOWN_FIELD')
    await refused({ ...LOOKS, group: { field: 'name' } }, 'UNKNOWN_FIELD')
    await refused({ ...LOOKS, board: 'organisation' }, 'UNKNOWN_FIELD')
    await refused({ ...LOOKS, columns: [] }, 'BAD_INPUT')
    await refused({ ...LOOKS, form: 'carousel' }, 'BAD_INPUT')
    await refused({ ...LOOKS, filter: GONE }, 'FILTER_BROKEN')
    await refused({ ...LOOKS, filter: 'contact.customers' }, 'FILTER_BROKEN')
    await refused(LOOKS, 'UNKNOWN_TYPE', 'savedFilter')
  })

  it('keep the filter that they bring along from the trash, until they have another', async () => {
    const filter = (await valueOf(test.client.entities.save({ type: 'savedFilter', patch: { name: 'Grosses', forType: 'opportunity', filter: { field: 'amount', op: 'gt', value: 100 } } }))).record.id
    const id = await made('Grosses affaires', { ...LOOKS, filter })
    expect(await test.client.entities.remove({ type: 'savedFilter', id: filter })).toMatchObject({ ok: false, error: { code: 'IN_USE', params: { places: [{ id, type: 'savedView', title: 'Grosses affaires' }] } } })
    await valueOf(save({ looks: LOOKS }, id))
    expect(await test.client.entities.remove({ type: 'savedFilter', id: filter })).toMatchObject({ ok: true })
    expect(await save({ looks: { ...LOOKS, filter } }, id)).toMatchObject({ ok: false, error: { code: 'FILTER_BROKEN', params: { why: 'savedTrashed' } } })
  })

  it('are usual one at a time, for oneself and for all apart, and that is undone in one go', async () => {
    const [first, second] = [await made('Première'), await made('Seconde')]
    const shared = await made('Commune', LOOKS, { isShared: true })
    for (const id of [first, shared]) await valueOf(test.client.views.makeDefault({ id }))
    expect(await defaults()).toEqual(['Commune', 'Première'])
    const { op } = await valueOf(test.client.views.makeDefault({ id: second }))
    expect(await defaults()).toEqual(['Commune', 'Seconde'])
    await valueOf(test.client.journal.undo({ op }))
    expect(await defaults()).toEqual(['Commune', 'Première'])
    await valueOf(test.client.views.makeDefault({ id: first, isDefault: false }))
    expect(await defaults()).toEqual(['Commune'])
    expect(await test.client.views.makeDefault({ id: GONE })).toMatchObject({ ok: false, error: { code: 'NOT_FOUND' } })
  })

  it('are usual for the people of a role, unless they have one of their own', async () => {
    const usual = async (): Promise<string[]> => (await views()).filter(({ isUsual }) => isUsual).map(({ name }) => name)
    const role = async (name: string, member: string): Promise<string> => (await valueOf(test.client.entities.save({ type: 'role', patch: { name, members: [{ value: member }] } }))).record.id
    const [all, sales, mine] = [await made('Tous', LOOKS, { isShared: true }), await made('Commerce', LOOKS, { isShared: true }), await made('Moi')]
    const [commerce, workshop] = [await role('Commerce', 'Inès Roux'), await role('Atelier', 'Louis Aubry')]
    await valueOf(test.client.views.makeDefault({ id: all }))
    await valueOf(test.client.views.makeDefault({ id: sales, role: commerce }))
    expect(await usual()).toEqual(['Tous'])
    await valueOf(test.client.layouts.iAm({ name: 'inès roux' }))
    expect(await usual()).toEqual(['Commerce'])
    await valueOf(test.client.views.makeDefault({ id: all, role: workshop }))
    expect(await usual()).toEqual(['Commerce'])
    const { op } = await valueOf(test.client.views.makeDefault({ id: all, role: commerce }))
    expect(await usual()).toEqual(['Tous'])
    expect((await views()).map(({ name, roles }) => [name, roles])).toEqual([['Commerce', []], ['Moi', []], ['Tous', [workshop, commerce]]])
    await valueOf(test.client.journal.undo({ op }))
    expect(await usual()).toEqual(['Commerce'])
    await valueOf(test.client.views.makeDefault({ id: mine }))
    expect(await usual()).toEqual(['Moi'])
    await valueOf(test.client.views.makeDefault({ id: mine, isDefault: false }))
    await valueOf(test.client.views.makeDefault({ id: sales, role: commerce, isDefault: false }))
    expect(await usual()).toEqual(['Tous'])
    expect(await test.client.views.makeDefault({ id: mine, role: commerce })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
  })

  it('group what a filter and words keep', async () => {
    for (const [name, phase, amount] of [['Portail', 'won', 100], ['Portique', 'won', 50], ['Escalier', 'lost', 7]] as const) await valueOf(test.client.entities.save({ type: 'opportunity', patch: { name, phase, amount: { amount, currency: 'EUR' } } }))
    const { groups, isCut } = await valueOf(test.client.entities.groups({ type: 'opportunity', by: { field: 'phase' }, fields: ['amount'], text: 'port' }))
    expect({ groups, isCut }).toEqual({ isCut: false, groups: [{ value: 'won', count: 2, totals: { amount: [{ sum: 150, count: 2, currency: 'EUR' }] }, filter: { field: 'phase', op: 'eq', value: 'won' } }] })
    expect(await test.client.entities.groups({ type: 'opportunity', by: { field: 'name' } })).toMatchObject({ ok: false, error: { code: 'BAD_INPUT' } })
  })
})
