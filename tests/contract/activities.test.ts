import { describe, expect, it } from 'vitest'
import { exported, importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const made = async ({ client }: TestCore, type: string, patch: Record<string, unknown>): Promise<string> => (await valueOf(client.entities.save({ type, patch }))).record.id
const read = async ({ client }: TestCore, id: string) => (await valueOf(client.entities.get({ id }))).record
const count = async ({ client }: TestCore, saved: string): Promise<number> => (await valueOf(client.entities.count({ type: 'activity', filter: { saved } }))).count
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
const daysFrom = (days: number): { at: string; zone: string } => ({ at: new Date(Date.now() + days * 86_400_000).toISOString(), zone })

describe('an activity', () => {
  it('is done by whatever way its status is changed, and keeps since when', async () => {
    const test = await openTestCore()
    const { client } = test
    const [saved, bulk] = [await made(test, 'activity', { kind: 'task', name: 'Rappeler' }), await made(test, 'activity', { kind: 'call', name: 'Appeler' })]
    expect(await read(test, saved)).toMatchObject({ status: 'planned' })
    const { op, record } = await valueOf(client.entities.save({ type: 'activity', id: saved, patch: { status: 'done' } }))
    expect(Date.parse((record['doneOn'] as { at: string }).at)).toBeCloseTo(Date.now(), -5)
    await valueOf(client.entities.changeMany({ type: 'activity', ids: [bulk], patch: { status: 'done' } }))
    expect(await read(test, bulk)).toHaveProperty('doneOn')
    await importFile(test, 'activites.csv', 'Activité;Type;Statut;Faite le\nVisite;RDV;Faite;\nRéunion;Rendez-vous;Terminée;03/11/2026 10:00\n', { type: 'activity' })
    expect(await count(test, 'activity.done')).toBe(4)
    await valueOf(client.journal.undo({ op }))
    expect(await read(test, saved)).toMatchObject({ status: 'planned' })
    expect(await read(test, saved)).not.toHaveProperty('doneOn')
  })

  it('stands in the list of its day until it is done', async () => {
    const test = await openTestCore()
    await made(test, 'activity', { name: 'Hier', start: daysFrom(-1) })
    const today = await made(test, 'activity', { name: 'Aujourd’hui', start: daysFrom(0) })
    await made(test, 'activity', { name: 'Dans un mois', start: daysFrom(31) })
    const counts = async () => Promise.all(['todo', 'overdue', 'today', 'done'].map(name => count(test, `activity.${name}`)))
    expect(await counts()).toEqual([3, 1, 1, 0])
    await valueOf(test.client.entities.save({ type: 'activity', id: today, patch: { status: 'cancelled' } }))
    expect(await counts()).toEqual([2, 1, 0, 0])
  })

  it('is somebody’s: named in a table by name or address, found by oneself', async () => {
    const test = await openTestCore()
    const { client } = test
    await valueOf(client.entities.save({ type: 'user', id: 'local', patch: { firstName: 'Camille', lastName: 'Morel' } }))
    await made(test, 'user', { firstName: 'Joël', lastName: 'Guillaumin', email: 'joel@menuiserie.example' })
    await importFile(test, 'taches.csv', 'Activité;Responsable\nScier;camille morel\nPoncer;JOEL@menuiserie.example\nVernir;Personne\n', { type: 'activity' })
    const mine = { field: 'responsible', op: 'eq' as const, value: { me: true as const } }
    const titles = async (filter: object): Promise<string[]> => (await valueOf(client.entities.list({ type: 'activity', filter: filter as never, limit: 10 }))).rows.map(({ title }) => title)
    expect(await titles(mine)).toEqual(['Scier'])
    expect(await titles({ not: mine })).toEqual(['Poncer', 'Vernir'])
    expect(await titles({ field: 'responsible', op: 'contains', value: 'guill' })).toEqual(['Poncer'])
    expect(await titles({ field: 'responsible.email', op: 'startsWith', value: 'joel' })).toEqual(['Poncer'])
    expect(await exported(test, 'activity', 'csv')).toContain('Camille Morel')
  })

  it('is written down together with what follows from it, and taken back with it', async () => {
    const test = await openTestCore()
    const { client } = test
    const contact = await made(test, 'contact', { lastName: 'Roux' })
    const call = { kind: 'call', status: 'done', name: 'Appel avec Roux', contact, start: daysFrom(-1) }
    const { op, record, next } = await valueOf(client.activities.log({ activity: call, next: { kind: 'task', name: 'Envoyer le plan', day: '2026-12-01' } }))
    expect(record).toMatchObject({ status: 'done', doneOn: call.start, contact: { id: contact } })
    expect(next).toMatchObject({ status: 'planned', contact: { id: contact, title: 'Roux' }, day: '2026-12-01' })
    expect(await client.activities.log({ activity: { ...call, contact: record.id } })).toMatchObject({ error: { code: 'INVALID_RECORD', params: { problems: [{ field: 'contact', code: 'RELATION_NOT_FOUND' }] } } })
    await valueOf(client.journal.undo({ op }))
    expect((await valueOf(client.entities.count({ type: 'activity' }))).count).toBe(0)
  })
})

describe('the timeline', () => {
  const world = async () => {
    const test = await openTestCore()
    // Nothing shall happen by itself meanwhile.
    await valueOf(test.client.modules.turn({ module: 'workflows', isOn: false }))
    const organisation = await made(test, 'organisation', { name: 'Scierie du Val' })
    const contact = await made(test, 'contact', { lastName: 'Roux', organisation })
    const opportunity = await made(test, 'opportunity', { name: 'Terrasse', organisation, contact, phase: 'proposal' })
    const timeline = async (id: string, options: object = {}) => valueOf(test.client.activities.timeline({ id, ...options }))
    return { test, organisation, contact, opportunity, timeline }
  }

  it('of an organisation tells what happened with its people and deals too, the newest first', async () => {
    const { test, organisation, contact, opportunity, timeline } = await world()
    await made(test, 'activity', { name: 'Appel', status: 'done', contact, start: daysFrom(-2) })
    await made(test, 'activity', { name: 'Visite', status: 'done', opportunity, start: daysFrom(-1) })
    await made(test, 'note', { text: 'Livrer le matin', subject: contact })
    await valueOf(test.client.entities.save({ type: 'opportunity', id: opportunity, patch: { phase: 'won' } }))
    await made(test, 'activity', { name: 'À venir', contact, day: '2099-01-01' })
    await made(test, 'activity', { name: 'Ailleurs', status: 'done' })
    const { items } = await timeline(organisation)
    expect(items.map(({ source, record, change }) => [source, record.title, ...(change ? [change.from, change.to] : [])])).toEqual([
      ['event', 'Terrasse', 'proposal', 'won'],
      ['note', 'Livrer le matin'],
      ['event', 'Terrasse'],
      ['event', 'Roux'],
      ['event', 'Scierie du Val'],
      ['activity', 'Visite'],
      ['activity', 'Appel'],
    ])
    expect(items[5]!.about).toEqual([{ id: opportunity, type: 'opportunity', title: 'Terrasse' }])
    expect((await timeline(contact)).items.map(({ record }) => record.title)).toEqual(['Terrasse', 'Livrer le matin', 'Terrasse', 'Roux', 'Visite', 'Appel'])
    expect((await timeline(opportunity, { only: ['activity'] })).items.map(({ record }) => record.title)).toEqual(['Visite'])
    expect((await valueOf(test.client.activities.upcoming({ id: organisation }))).items.map(({ record, day }) => [record.title, day])).toEqual([['À venir', '2099-01-01']])
  })

  it('tells of an activity once, however often it leads there, and of those in which somebody takes part', async () => {
    const { test, organisation, contact, opportunity, timeline } = await world()
    await made(test, 'activity', { name: 'Visite', status: 'done', contact, organisation, opportunity })
    const other = await made(test, 'activity', { name: 'Salon', status: 'done' })
    await valueOf(test.client.relations.link({ kind: 'participates', side: 'subject', id: contact, ids: [other] }))
    expect((await timeline(organisation, { only: ['activity'] })).items.map(({ record }) => record.title).sort()).toEqual(['Salon', 'Visite'])
  })

  it('comes whole, page by page, also where much happened at one instant', async () => {
    const { test, contact, timeline } = await world()
    const at = daysFrom(-3)
    for (let i = 0; i < 12; i++) await made(test, 'activity', { name: `Appel ${i}`, status: 'done', contact, start: i % 3 ? at : daysFrom(-i) })
    for (let i = 0; i < 5; i++) await made(test, 'note', { text: `Note ${i}`, subject: contact })
    const whole = (await timeline(contact, { limit: 200 })).items
    expect(new Set(whole.map(({ key }) => key)).size).toBe(19)
    for (const limit of [1, 3, 7]) {
      const told: string[] = []
      for (let after: string | undefined; ; ) {
        const { items, next } = await timeline(contact, { limit, ...(after && { after }) })
        told.push(...items.map(({ key }) => key))
        if (!next) break
        after = next
      }
      expect(told, `${limit} at a time`).toEqual(whole.map(({ key }) => key))
    }
    expect(await test.client.activities.timeline({ id: contact, after: 'nowhere' })).toMatchObject({ error: { code: 'BAD_INPUT' } })
  })
})

describe('the people of the firm', () => {
  it('begin with whoever works at this machine, of whom nobody need be told', async () => {
    const test = await openTestCore()
    const { client } = test
    expect((await valueOf(client.entities.list({ type: 'user', limit: 10 }))).rows).toMatchObject([{ id: 'local', title: '—' }])
    expect((await valueOf(client.journal.operations({}))).operations).toEqual([])
    expect((await valueOf(client.app.info({}))).isEmpty).toBe(true)
  })

  it('have a history that can be taken back, and oneself stays', async () => {
    const test = await openTestCore()
    const { client } = test
    const { op } = await valueOf(client.entities.save({ type: 'user', id: 'local', patch: { firstName: 'Camille' } }))
    expect((await valueOf(client.journal.history({ id: 'local' }))).entries[0]!.changes).toEqual([{ field: 'firstName', from: null, to: 'Camille' }])
    await valueOf(client.journal.undo({ op }))
    expect(await read(test, 'local')).toMatchObject({ title: '—' })
    expect(await client.entities.remove({ type: 'user', id: 'local' })).toMatchObject({ error: { code: 'IN_USE' } })
    expect(await client.entities.save({ type: 'user', id: 'local', patch: { isInactive: true } })).toMatchObject({ error: { code: 'IN_USE' } })
  })
})
