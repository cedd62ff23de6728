import { describe, expect, it } from 'vitest'
import { ended, importFile, openTestCore, type TestCore, valueOf } from '../fixtures/core.ts'

const save = async ({ client }: TestCore, patch: Record<string, unknown>, id?: string) => valueOf(client.entities.save({ type: 'contact', patch, ...(id && { id }) }))
const operations = async ({ client }: TestCore, names?: string[]) => (await valueOf(client.journal.operations({ ...(names && { names }) }))).operations

describe('the list of operations', () => {
  it('can be of some kinds only, page after page', async () => {
    const test = await openTestCore()
    const made: string[] = []
    for (let i = 0; i < 5; i++) {
      const { record, op } = await save(test, { lastName: `Nom ${i}` })
      made.unshift(op)
      await save(test, { jobTitle: 'Gérante' }, record.id)
    }
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = await valueOf(test.client.journal.operations({ names: ['create'], limit: 2, ...(after && { after }) }))
      seen.push(...page.operations.map(({ op }) => op))
      after = page.next
    } while (after)
    expect(seen).toEqual(made)
    expect(await operations(test, ['create', 'edit'])).toHaveLength(10)
    expect(await operations(test, ['import'])).toEqual([])
  })

  it('can tell acts of workflows that follow each other as one', async () => {
    const test = await openTestCore()
    const patch = { name: 'Surnommer', forType: 'contact', trigger: { when: 'created' as const }, actions: [{ do: 'set' as const, values: [{ field: 'nickname', value: 'Nouveau' }] }] }
    const { workflow } = await valueOf(test.client.workflows.save({ patch }))
    await valueOf(test.client.workflows.turn({ workflows: [workflow], isOn: true }))
    await valueOf(test.client.modules.turn({ module: 'workflows', isOn: false }))
    for (const lastName of ['Abadie', 'Moreau', 'Dupré']) await save(test, { lastName })
    const { op: last } = await valueOf(test.client.modules.turn({ module: 'workflows', isOn: true }))
    await expect.poll(async () => (await valueOf(test.client.workflows.list({}))).held?.events).toBeGreaterThanOrEqual(3)
    await valueOf(test.client.workflows.settle({ how: 'do' }))
    await expect.poll(() => operations(test, ['workflow'])).toHaveLength(3)
    const first = await valueOf(test.client.journal.operations({ isFolded: true, limit: 1 }))
    expect(first.operations).toMatchObject([{ name: 'workflow', times: 3, count: 3 }])
    const second = await valueOf(test.client.journal.operations({ isFolded: true, limit: 1, after: first.next }))
    expect(second.operations).toMatchObject([{ op: last }])
    expect(second.operations[0]).not.toHaveProperty('times')
    expect((await operations(test)).filter(({ name }) => name === 'workflow')).toHaveLength(3)
  })

  it('can be of one person and of some days', async () => {
    const test = await openTestCore()
    const { op } = await save(test, { lastName: 'Abadie' })
    const [{ at, by } = { at: '', by: '' }] = await operations(test, ['create'])
    const found = async (asked: object) => (await valueOf(test.client.journal.operations(asked))).operations.map(each => each.op)
    expect(await found({ by, from: at })).toContain(op)
    expect(await found({ by: 'system', names: ['create'] })).toEqual([])
    expect(await found({ to: at, names: ['create'] })).toEqual([])
    expect(await found({ from: new Date(Date.parse(at) + 1).toISOString(), names: ['create'] })).toEqual([])
  })

  it('says before an operation is taken back which of the records that it made people have changed since', async () => {
    const test = await openTestCore()
    const { op } = await importFile(test, 'gens.csv', 'nom\nAbadie\nMoreau\nDupré', { type: 'contact' })
    expect(await valueOf(test.client.journal.weigh({ op: op! }))).toEqual({ count: 0, lost: [] })
    const { rows } = await valueOf(test.client.entities.list({ type: 'contact', limit: 3 }))
    const { op: changed } = await save(test, { jobTitle: 'Gérante' }, rows[1]!.id)
    expect(await valueOf(test.client.journal.weigh({ op: op! }))).toEqual({ count: 1, lost: [{ id: rows[1]!.id, type: 'contact', title: rows[1]!.title }] })
    expect(await valueOf(test.client.journal.weigh({ op: changed }))).toEqual({ count: 0, lost: [] })
    await valueOf(test.client.journal.undo({ op: op! }))
    expect(await valueOf(test.client.journal.weigh({ op: op! }))).toEqual({ count: 0, lost: [] })
  })

  it('tells what stands after undoing, doing again and undoing once more', async () => {
    const test = await openTestCore()
    const { op } = await save(test, { lastName: 'Abadie' })
    const stand = async () => (await operations(test, ['create']))[0]!
    expect(await stand()).toMatchObject({ isUndone: false, turns: op })
    for (const isUndone of [true, false, true]) {
      const { turns } = await stand()
      const { op: turning } = await valueOf(test.client.journal.undo({ op: turns }))
      expect(await stand()).toMatchObject({ isUndone, turns: turning })
      expect((await valueOf(test.client.entities.count({ type: 'contact' }))).count).toBe(isUndone ? 0 : 1)
    }
  })

  it('tells of an undo what it left, because it had changed since', async () => {
    const test = await openTestCore()
    const [one, other] = [(await save(test, { lastName: 'Abadie' })).record.id, (await save(test, { lastName: 'Moreau' })).record.id]
    const { op } = await valueOf(test.client.entities.changeMany({ type: 'contact', patch: { jobTitle: 'Gérante' } }))
    expect((await valueOf(test.client.journal.records({ op }))).records).toEqual([
      { id: one, type: 'contact', title: 'Abadie', fields: ['jobTitle'] },
      { id: other, type: 'contact', title: 'Moreau', fields: ['jobTitle'] },
    ])
    await save(test, { jobTitle: 'Associée' }, one)
    await valueOf(test.client.journal.undo({ op }))
    expect((await operations(test, ['undo']))[0]).toMatchObject({ count: 1, left: 1 })
    expect((await valueOf(test.client.journal.records({ op, limit: 1 }))).records).toHaveLength(1)
  })

  it('takes back much in the background as a job that tells how far it is', async () => {
    const test = await openTestCore()
    const { op } = await importFile(test, 'gens.csv', `nom\n${Array.from({ length: 600 }, (_, i) => `Nom ${i}`).join('\n')}`, { type: 'contact' })
    const { job } = await valueOf(test.client.journal.undo({ op: op!, background: true }))
    expect(await ended(test, job!)).toMatchObject({ state: 'done', total: 600, counts: { undone: 600, kept: 0 } })
    const [{ turns } = { turns: '' }] = await operations(test, ['import'])
    expect(await valueOf(test.client.journal.undo({ op: turns }))).toMatchObject({ undone: 600, kept: 0 })
    expect((await valueOf(test.client.entities.count({ type: 'contact' }))).count).toBe(600)
  })

  it.each(['running', 'paused'])('stops what is still %s before taking it back', async state => {
    const test = await openTestCore()
    const { client } = test
    await importFile(test, 'gens.csv', `nom\n${Array.from({ length: 6_000 }, (_, i) => `Nom ${i}`).join('\n')}`, { type: 'contact' })
    const { op, job } = await valueOf(client.entities.changeMany({ type: 'contact', all: true, patch: { jobTitle: 'Gérante' }, background: true }))
    const changed = async () => (await valueOf(client.entities.count({ type: 'contact', filter: { field: 'jobTitle', op: 'eq', value: 'Gérante' } }))).count
    while ((await changed()) === 0);
    if (state === 'paused') await valueOf(client.jobs.pause({ job: job! }))
    await valueOf(client.journal.undo({ op }))
    await ended(test, job!)
    expect(await changed()).toBe(0)
    expect((await operations(test, ['edit']))[0]).toMatchObject({ op, isUndone: true })
  })

  it('leaves in the trash what was trashed again since, and out of it what was restored again', async () => {
    const test = await openTestCore()
    const { client } = test
    const { id } = (await save(test, { lastName: 'Abadie' })).record
    const remove = async () => (await valueOf(client.entities.remove({ type: 'contact', id }))).op
    const restore = async () => (await valueOf(client.entities.restore({ type: 'contact', id }))).op
    const isThere = async () => (await valueOf(client.entities.get({ type: 'contact', id }))).record.trashedAt === null
    const [first, second, , fourth] = [await remove(), await restore(), await remove(), await restore()]
    expect(await valueOf(client.journal.undo({ op: second }))).toMatchObject({ undone: 0, kept: 1 })
    expect(await isThere()).toBe(true)
    await valueOf(client.journal.undo({ op: fourth }))
    expect(await valueOf(client.journal.undo({ op: first }))).toMatchObject({ undone: 0, kept: 1 })
    expect(await isThere()).toBe(false)
  })
})
