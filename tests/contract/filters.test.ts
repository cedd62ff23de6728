import { beforeEach, describe, expect, it } from 'vitest'
import type { Filter } from '../../shared/kernel/filter/filter.ts'
import { openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const save = async ({ client }: TestCore, type: string, patch: Record<string, unknown>, id?: string): Promise<string> => (await valueOf(client.entities.save({ type, patch, ...(id && { id }) }))).record.id
const saved = (test: TestCore, filter: Filter, forType = 'contact', more: object = {}): Promise<string> => save(test, 'savedFilter', { name: 'Les bons', forType, filter, ...more })
const names = async ({ client }: TestCore, filter: Filter, type = 'contact'): Promise<string[]> => (await valueOf(client.entities.list({ type, filter }))).rows.map(({ title }) => title)
const answer = async ({ client }: TestCore, filter: Filter, type = 'contact') => client.entities.count({ type, filter })

const LYON: Filter = { field: 'address.city', op: 'eq', value: 'Lyon' }
const GONE = '0190a0e0-0000-7000-8000-000000000000'

describe('filters', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
    const mother = await save(test, 'organisation', { name: 'Charpentes du Rhône', sector: 'wood' })
    const firm = await save(test, 'organisation', { name: 'Atelier Bleu', sector: 'it', parent: mother })
    await save(test, 'contact', { lastName: 'Martin', organisation: firm, address: { city: 'Lyon' } })
    await save(test, 'contact', { lastName: 'Roux', organisation: mother })
    await save(test, 'contact', { lastName: 'Zola', birthday: '1980-01-31' })
  })

  it('follow relations from record to record, and know what has none', async () => {
    expect(await names(test, { field: 'organisation.sector', op: 'in', value: ['it'] })).toEqual(['Martin'])
    expect(await names(test, { field: 'organisation.parent.name', op: 'startsWith', value: 'charp' })).toEqual(['Martin'])
    expect(await names(test, { field: 'organisation.sector', op: 'empty' })).toEqual(['Zola'])
    expect(await names(test, { field: 'organisation.sector', op: 'ne', value: 'it' })).toEqual(['Roux', 'Zola'])
    expect(await answer(test, { field: 'organisation.parent.parent.parent.name', op: 'eq', value: 'x' })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
    expect(await answer(test, { field: 'organisation.vcardLines', op: 'eq', value: 'x' })).toMatchObject({ ok: false, error: { code: 'UNKNOWN_FIELD' } })
  })

  it('ask who wrote a record, and mean oneself by me', async () => {
    expect(await names(test, { field: 'createdBy', op: 'eq', value: { me: true } })).toEqual(['Martin', 'Roux', 'Zola'])
    expect(await names(test, { field: 'owner', op: 'ne', value: { me: true } })).toEqual([])
  })

  it('ask for relations and tags', async () => {
    const vip = await save(test, 'tag', { name: 'VIP' })
    const [martin] = (await valueOf(test.client.entities.list({ type: 'contact', filter: LYON }))).rows
    const [firm] = (await valueOf(test.client.entities.list({ type: 'organisation', filter: { field: 'name', op: 'eq', value: 'Atelier Bleu' } }))).rows
    await save(test, 'contact', { tags: [vip] }, martin!.id)
    await valueOf(test.client.relations.link({ kind: 'customer', side: 'subject', id: martin!.id, type: 'organisation', ids: [firm!.id] }))
    const asked = (more: object, exists = true): Filter => ({ relation: { kind: 'customer', side: 'subject', exists, ...more } })
    expect(await names(test, { field: 'tags', op: 'hasAny', value: [vip] })).toEqual(['Martin'])
    expect(await names(test, { field: 'tags', op: 'hasNone', value: [vip] })).toEqual(['Roux', 'Zola'])
    expect(await names(test, asked({}))).toEqual(['Martin'])
    expect(await names(test, asked({ id: firm!.id }))).toEqual(['Martin'])
    expect(await names(test, asked({ type: 'organisation', filter: { field: 'sector', op: 'in', value: ['it'] } }))).toEqual(['Martin'])
    expect(await names(test, asked({ type: 'organisation', filter: { field: 'sector', op: 'in', value: ['wood'] } }))).toEqual([])
    expect(await names(test, asked({}, false))).toEqual(['Roux', 'Zola'])
    expect(await names(test, { relation: { kind: 'customer', side: 'object', exists: true } }, 'organisation')).toEqual(['Atelier Bleu'])
    await valueOf(test.client.entities.remove({ type: 'organisation', id: firm!.id }))
    expect(await names(test, asked({}))).toEqual([])
  })

  it('come with the types, and are told apart from those that people saved', async () => {
    const mine = await saved(test, LYON)
    const { filters } = await valueOf(test.client.filters.list({ type: 'contact' }))
    expect(filters.find(({ id }) => id === 'contact.birthdays')).toMatchObject({ isSystem: true, isMine: false, forType: 'contact' })
    expect(filters.find(({ id }) => id === mine)).toMatchObject({ name: 'Les bons', filter: LYON, isSystem: false, isShared: false, isMine: true })
    for (const { id, forType } of (await valueOf(test.client.filters.list({}))).filters) expect((await answer(test, { saved: id }, forType)).ok, id).toBe(true)
  })

  it('are used within others, and what is saved comes back as it was', async () => {
    const whole: Filter = { all: [] }
    const every = await saved(test, whole)
    const inner = await saved(test, LYON)
    const outer = await saved(test, { any: [{ saved: inner }, { field: 'birthday', op: 'notEmpty' }] })
    expect(await names(test, { saved: outer })).toEqual(['Martin', 'Zola'])
    expect(await names(test, { not: { saved: outer } })).toEqual(['Roux'])
    expect((await valueOf(test.client.entities.get({ type: 'savedFilter', id: every }))).record['filter']).toEqual(whole)
    expect(await names(test, { saved: every })).toHaveLength(3)
  })

  it('that are broken say why instead of showing everything', async () => {
    const inner = await saved(test, LYON)
    expect(await answer(test, { not: { saved: GONE } })).toMatchObject({ ok: false, error: { code: 'FILTER_BROKEN', params: { why: 'savedGone' } } })
    expect(await answer(test, { saved: inner }, 'organisation')).toMatchObject({ ok: false, error: { code: 'FILTER_BROKEN', params: { why: 'savedOfOther', name: 'Les bons' } } })
    expect(await answer(test, { field: 'tags', op: 'hasNone', value: [GONE] })).toMatchObject({ ok: false, error: { code: 'FILTER_BROKEN', params: { why: 'tag' } } })
    await save(test, 'savedFilter', { isDisabled: true, why: 'vieux' }, inner)
    expect(await answer(test, { saved: inner })).toMatchObject({ ok: false, error: { code: 'FILTER_BROKEN', params: { why: 'savedDisabled' } } })
    await valueOf(test.client.entities.remove({ type: 'savedFilter', id: inner }))
    expect(await answer(test, { saved: inner })).toMatchObject({ ok: false, error: { code: 'FILTER_BROKEN', params: { why: 'savedTrashed' } } })
  })

  it('are refused when they mean nothing or would use themselves', async () => {
    const refused = async (patch: object, id?: string) => (await test.client.entities.save({ type: 'savedFilter', patch: { name: 'x', forType: 'contact', ...patch }, ...(id && { id }) })) as { error?: { code: string; params?: { why?: string } } }
    const inner = await saved(test, LYON)
    const outer = await saved(test, { saved: inner })
    const why = async (patch: object, id?: string) => (await refused(patch, id)).error?.params?.why
    expect(await why({ filter: { saved: outer } }, inner)).toBe('savedCycle')
    expect(await why({ filter: { saved: inner } }, inner)).toBe('savedCycle')
    expect(await why({ filter: { field: 'nothing', op: 'eq', value: 1 } })).toBe('field')
    expect(await why({ filter: { field: 'birthday', op: 'contains', value: 'x' } })).toBe('operator')
    expect(await why({ filter: { field: 'birthday', op: 'within', value: 'x' } })).toBe('value')
    expect(await why({ filter: { relation: { kind: 'nothing', side: 'subject', exists: true } } })).toBe('kind')
    expect(await why({ filter: 'everything' })).toBe('notAFilter')
    expect(await why({ filter: LYON, forType: 'listValue' })).toBe('type')
  })

  it('stay while another uses them, which is named', async () => {
    const inner = await saved(test, LYON)
    const outer = await saved(test, { not: { saved: inner } }, 'contact', { name: 'Les autres' })
    const places = [{ id: outer, type: 'savedFilter', title: 'Les autres' }]
    expect(await valueOf(test.client.filters.usedBy({ id: inner }))).toEqual({ users: places })
    expect(await test.client.entities.remove({ type: 'savedFilter', id: inner })).toMatchObject({ ok: false, error: { code: 'IN_USE', params: { places } } })
    expect(await valueOf(test.client.entities.changeMany({ type: 'savedFilter', ids: [inner] }))).toMatchObject({ count: 0, refused: 1 })
    await valueOf(test.client.entities.remove({ type: 'savedFilter', ids: [inner, outer] }))
    expect((await valueOf(test.client.filters.list({ type: 'contact' }))).filters.filter(({ isTrashed }) => isTrashed)).toHaveLength(2)
  })

  it('are records: a change of one is taken back as any other', async () => {
    const { record } = await valueOf(test.client.entities.save({ type: 'savedFilter', patch: { name: 'x', forType: 'contact', filter: LYON } }))
    const { op } = await valueOf(test.client.entities.save({ type: 'savedFilter', id: record.id, patch: { filter: { field: 'lastName', op: 'eq', value: 'Roux' } } }))
    expect(await names(test, { saved: record.id })).toEqual(['Roux'])
    await valueOf(test.client.journal.undo({ op }))
    expect(await names(test, { saved: record.id })).toEqual(['Martin'])
  })
})
