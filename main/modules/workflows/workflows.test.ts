import { describe, expect, it } from 'vitest'
import { CONTEXT, openTestWorkflows, type TestWorkflows } from '../../../tests/fixtures/workflows.ts'
import { undo } from '../../../tests/fixtures/store.ts'

const DAY_MS = 86_400_000
const REMINDERS = ['reminder7', 'reminder15', 'reminder30']

const deal = async (test: TestWorkflows, name = 'Cuisine', more: Record<string, unknown> = {}): Promise<{ deal: string; contact: string }> => {
  const contact = await test.add('contact', { firstName: 'Anne', lastName: name, emails: [{ value: `${name.toLowerCase()}@client.example` }] })
  return { contact, deal: await test.add('opportunity', { name, contact, ...more }) }
}
const turnOn = (test: TestWorkflows, ...workflows: string[]) => test.commands.turn({ workflows, isOn: true, isLate: false }, CONTEXT)
const subjects = (test: TestWorkflows): string[] => test.all('emailMessage').filter(({ data }) => data['direction'] === 'out').map(({ data }) => String(data['source']))

describe('what workflows do when something happens', () => {
  it('is written once, and names why', async () => {
    const test = await openTestWorkflows()
    const { contact, deal: id } = await deal(test)
    await test.settled()
    expect(test.data(contact)['status']).toBe('prospect')
    expect(test.acts('prospect')).toMatchObject([{ record: id, state: 'done', effects: [{ do: 'set', id: contact, fields: ['status'] }] }])
    await test.change(id, { notes: 'Autre chose' })
    await test.settled()
    expect(test.acts('prospect')).toHaveLength(1)
    expect(test.bugs).toEqual([])
  })

  it('is done after the next start when the application ended in between', async () => {
    const test = await openTestWorkflows()
    await test.workflows.close()
    const { contact } = await deal(test)
    expect(test.data(contact)['status']).toBeUndefined()
    const again = await test.closedFor(1_000)
    await again.settled()
    expect(again.data(contact)['status']).toBe('prospect')
    const third = await again.closedFor(1_000)
    await third.settled()
    expect(third.acts('prospect')).toHaveLength(1)
  })

  it('can be taken back as one operation, and does not come again', async () => {
    const test = await openTestWorkflows()
    const { contact } = await deal(test)
    await test.settled()
    const [act] = test.acts('prospect')
    await undo({ ...test, reopen: async () => test as never }, act!.op!)
    await test.settled()
    expect(test.data(contact)['status']).toBeUndefined()
    expect(test.acts('prospect')).toHaveLength(1)
  })

  it('sets other workflows off once, and says so where it ends', async () => {
    const test = await openTestWorkflows()
    const next = async (from: string, to: string): Promise<string> => {
      const saved = await test.commands.save({ patch: { name: to, forType: 'contact', trigger: { when: 'changed', fields: ['nickname'], to: [from] }, actions: [{ do: 'set', values: [{ field: 'nickname', value: to }] }] } }, CONTEXT)
      if (!saved.ok) throw new Error(JSON.stringify(saved.error))
      await turnOn(test, saved.value.workflow)
      return saved.value.workflow
    }
    await next('a', 'b')
    const second = await next('b', 'c')
    const third = await next('c', 'a')
    await test.settled()
    await test.clock.advance(1_000)
    const contact = await test.add('contact', { lastName: 'Boucle', nickname: 'a' })
    await test.settled()
    expect(test.data(contact)['nickname']).toBe('c')
    expect(test.acts(second)).toMatchObject([{ state: 'done' }])
    expect(test.acts(third)).toMatchObject([{ state: 'skipped', why: 'generation' }])
  })

  it('tells from what a field changed, and that it was emptied', async () => {
    const test = await openTestWorkflows()
    const follow = async (name: string, change: object): Promise<string> => {
      const saved = await test.commands.save({ patch: { name, forType: 'contact', trigger: { when: 'changed', fields: ['nickname'], ...change }, actions: [{ do: 'notify', text: name }] } }, CONTEXT)
      if (!saved.ok) throw new Error(JSON.stringify(saved.error))
      await turnOn(test, saved.value.workflow)
      return saved.value.workflow
    }
    const [emptied, filled, passed] = [await follow('vidé', { to: [null] }), await follow('renseigné', { from: [null] }), await follow('de a à b', { from: ['a'], to: ['b'] })]
    await test.settled()
    await test.clock.advance(1_000)
    const contact = await test.add('contact', { lastName: 'Un' })
    const done: number[][] = []
    for (const nickname of ['a', 'c', null, 'a', 'b', null]) {
      await test.change(contact, { nickname })
      await test.settled()
      done.push([emptied, filled, passed].map(key => test.acts(key).length))
    }
    expect(done).toEqual([[0, 1, 0], [0, 1, 0], [1, 1, 0], [1, 2, 0], [1, 2, 1], [2, 2, 1]])
  })

  it('stops with the one that is broken, which says what is missing', async () => {
    const test = await openTestWorkflows()
    const tag = await test.add('tag', { name: 'Fidèle' })
    const saved = await test.commands.save({ patch: { name: 'Marquer', forType: 'contact', trigger: { when: 'created' }, actions: [{ do: 'tag', add: [tag], remove: [] }] } }, CONTEXT)
    const key = saved.ok ? saved.value.workflow : ''
    await turnOn(test, key)
    await test.clock.advance(1_000)
    const tagged = await test.add('contact', { lastName: 'Un' })
    await test.settled()
    expect(test.data(tagged)['tags']).toEqual([tag])
    const operation = test.operation('trash')
    await test.store.commit(operation, () => ({ drafts: [test.store.change(operation, test.store.read(tag)!, { trashedAt: test.store.instant() })] }))
    const { contact } = await deal(test)
    await test.settled()
    expect(test.data(contact)).toMatchObject({ status: 'prospect' })
    expect(test.data(contact)['tags']).toBeUndefined()
    const listed = await test.queries.list({}, CONTEXT)
    expect(listed.ok && listed.value.workflows.find(({ workflow }) => workflow.key === key)?.broken).toEqual([{ part: 'actions', why: 'tag', name: tag }])
  })
})

describe('what comes due', () => {
  it('waits where the template lacks something, and is done once that is filled in', async () => {
    const test = await openTestWorkflows()
    const template = await test.add('emailTemplate', { name: 'Acompte', language: 'fr', forType: 'opportunity', subject: 'Votre acompte de {{ opportunity.amount }}', html: '<p>Bonjour {{ opportunity.contact.firstName }},</p>' })
    await test.commands.save({ workflow: 'reminder7', patch: { actions: [{ do: 'send', template, to: ['contact.emails'], cc: [] }] } }, CONTEXT)
    await turnOn(test, 'reminder7')
    await test.clock.advance(60_000)
    const { deal: id } = await deal(test)
    await test.clock.advance(8 * DAY_MS)
    expect(subjects(test)).toEqual([])
    const [failed] = test.acts('reminder7')
    expect(failed).toMatchObject({ state: 'failed', why: 'missing', params: { missing: 'opportunity.amount' } })
    await test.change(id, { amount: { amount: 120_000, currency: 'EUR' } })
    const retried = await test.commands.retry({ workflow: 'reminder7', record: id, occasion: failed!.occasion }, CONTEXT)
    expect(retried.ok && retried.value.state).toBe('done')
    expect(test.all('emailMessage')[0]!.data['subject']).toMatch(/1\s200,00\s€/)
  })

  it('reminds a client on the seventh, fifteenth and thirtieth day, then archives', async () => {
    const test = await openTestWorkflows()
    await turnOn(test, ...REMINDERS, 'autoArchive')
    await test.clock.advance(60_000)
    const { deal: id, contact } = await deal(test)
    await test.clock.advance(6 * DAY_MS)
    expect(subjects(test)).toEqual([])
    await test.clock.advance(2 * DAY_MS)
    expect(subjects(test)).toEqual(['workflow:reminder7'])
    expect(test.all('emailMessage')[0]!.data).toMatchObject({ state: 'waiting', direction: 'out', to: [{ value: 'cuisine@client.example' }], contact, opportunity: id })
    await test.clock.advance(25 * DAY_MS)
    expect(subjects(test)).toEqual(REMINDERS.map(key => `workflow:${key}`))
    expect(test.data(id)['isArchived']).toBe(true)
    const [archived] = test.acts('autoArchive')
    expect(test.acts('reminder30')[0]!.at).toBeLessThanOrEqual(archived!.at)
    expect(test.bugs).toEqual([])
  })

  it('writes nothing at night and on Sundays, and sends the latest step alone after the computer was off', async () => {
    const test = await openTestWorkflows()
    await turnOn(test, ...REMINDERS)
    await test.clock.advance(60_000)
    const { deal: id } = await deal(test)
    const later = await test.closedFor(20 * DAY_MS)
    await later.clock.advance(5 * DAY_MS)
    expect(subjects(later)).toEqual(['workflow:reminder15'])
    expect(later.acts('reminder7')).toMatchObject([{ record: id, state: 'skipped', why: 'late' }])
    const { at } = later.acts('reminder15')[0]!
    const sent = new Date(at)
    expect([sent.getDay() >= 1 && sent.getDay() <= 5, sent.getHours() >= 9 && sent.getHours() < 18]).toEqual([true, true])
  })

  it.each([
    ['closed', { phase: 'won', outcome: 'won' }],
    ['refused', { noReminders: true }],
    ['archived', { isArchived: true }],
  ])('is left when the deal is %s', async (why, change) => {
    const test = await openTestWorkflows()
    await turnOn(test, ...REMINDERS)
    await test.clock.advance(60_000)
    const { deal: id } = await deal(test)
    await test.change(id, change)
    await test.clock.advance(9 * DAY_MS)
    expect(subjects(test)).toEqual([])
    expect(test.acts('reminder7')).toMatchObject([{ record: id, state: 'skipped', why }])
  })

  it('is left when the client has written, or somebody has met them', async () => {
    const test = await openTestWorkflows()
    await turnOn(test, ...REMINDERS)
    await test.clock.advance(60_000)
    const replied = await deal(test, 'Salon')
    const met = await deal(test, 'Bureau')
    await test.clock.advance(DAY_MS)
    await test.add('emailMessage', { subject: 'Re', direction: 'in', state: 'received', from: 'salon@client.example', contact: replied.contact })
    await test.add('activity', { name: 'Appel', status: 'done', opportunity: met.deal, doneOn: { at: new Date(test.clock.now()).toISOString(), zone: 'Europe/Paris' } })
    await test.clock.advance(8 * DAY_MS)
    expect(subjects(test)).toEqual([])
    expect(test.acts('reminder7').map(({ record, why }) => [record, why])).toEqual(expect.arrayContaining([[replied.deal, 'replied'], [met.deal, 'met']]))
  })

  it('leaves what was due before it was switched on, unless it is asked to do that too', async () => {
    const test = await openTestWorkflows()
    await deal(test, 'Ancienne')
    await test.clock.advance(10 * DAY_MS)
    const overdue = await test.queries.overdue({ workflow: 'reminder7' }, CONTEXT)
    expect(overdue).toEqual({ ok: true, value: { count: 1 } })
    await turnOn(test, 'reminder7')
    await test.clock.advance(3 * DAY_MS)
    expect(subjects(test)).toEqual([])
    await test.commands.turn({ workflows: ['reminder7'], isOn: false, isLate: false }, CONTEXT)
    await test.commands.turn({ workflows: ['reminder7'], isOn: true, isLate: true }, CONTEXT)
    await test.clock.advance(3 * DAY_MS)
    expect(subjects(test)).toEqual(['workflow:reminder7'])
  })

  it('can be seen, read, cancelled and changed before it leaves', async () => {
    const test = await openTestWorkflows()
    await turnOn(test, ...REMINDERS)
    await test.clock.advance(60_000)
    const first = await deal(test, 'Salon')
    const second = await deal(test, 'Bureau')
    await test.clock.advance(2 * DAY_MS)
    const coming = await test.queries.upcoming({ days: 7, limit: 50 }, CONTEXT)
    if (!coming.ok) throw new Error('none is coming')
    expect(coming.value.upcoming.map(({ workflow, record }) => [workflow, record.id])).toEqual([['reminder7', first.deal], ['reminder7', second.deal]])
    const [one, two] = coming.value.upcoming
    const preview = await test.queries.preview({ workflow: 'reminder7', record: first.deal }, CONTEXT)
    expect(preview.ok && preview.value).toMatchObject({ to: ['salon@client.example'], missing: [] })
    await test.commands.cancel({ workflow: one!.workflow, record: one!.record.id, occasion: one!.occasion, isBack: false }, CONTEXT)
    const prepared = await test.commands.prepare({ workflow: two!.workflow, record: two!.record.id, occasion: two!.occasion }, CONTEXT)
    expect(prepared.ok && test.data(prepared.value.id)).toMatchObject({ state: 'waiting', sendAfter: { at: two!.due } })
    await test.clock.advance(8 * DAY_MS)
    expect(subjects(test)).toEqual(['workflow:reminder7'])
    expect(test.acts('reminder7').map(({ state }) => state).sort()).toEqual(['cancelled', 'done'])
  })

  it('waits for somebody to decide after workflows were switched off', async () => {
    const test = await openTestWorkflows()
    await turnOn(test, 'reminder7')
    await test.clock.advance(60_000)
    await deal(test)
    await test.clock.advance(DAY_MS)
    const off = await test.add('moduleSwitch', { module: 'workflows', isOff: true })
    await test.settled()
    await test.clock.advance(10 * DAY_MS)
    const meanwhile = await deal(test, 'Meanwhile')
    await test.clock.advance(DAY_MS)
    expect(subjects(test)).toEqual([])
    await test.change(off, { isOff: false })
    await test.clock.advance(4 * DAY_MS)
    expect(subjects(test)).toEqual([])
    const listed = await test.queries.list({}, CONTEXT)
    expect(listed.ok && listed.value.held).toMatchObject({ due: 1 })
    expect(test.data(meanwhile.contact)['status']).toBeUndefined()
    await test.commands.settle({ how: 'do' }, CONTEXT)
    await test.clock.advance(DAY_MS)
    expect(subjects(test)).toEqual(['workflow:reminder7'])
    expect(test.data(meanwhile.contact)['status']).toBe('prospect')
  })
})
