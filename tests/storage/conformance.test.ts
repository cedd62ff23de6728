import { type EventBulk, getChangedDocumentsSince, type RxStorageChangeEvent } from 'rxdb/plugins/core'
import { describe, expect, it } from 'vitest'
import { idsOf, type Instance, memoryPlace, next, type Place, queried, prepared, sqlitePlace, type StoredThing, thing } from './storages.ts'

/** What a storage must do, as RxDB's interface asks it; `run` answers what was seen. */
interface Promised {
  readonly says: string
  readonly run: (place: Place) => Promise<unknown>
  readonly expected: unknown
  /** Where ours differs from RxDB's memory storage, which is the reference: what is seen instead, and why that is right. */
  readonly ours?: { readonly expected: unknown; readonly because: string }
}

const insert = async (instance: Instance, ...documents: StoredThing[]): Promise<StoredThing[]> => {
  const { error } = await instance.bulkWrite(documents.map(document => ({ document })), 'insert')
  expect(error).toEqual([])
  return documents
}

const update = async (instance: Instance, previous: StoredThing, own: Partial<StoredThing>): Promise<StoredThing> => {
  const row = next(previous, own)
  expect((await instance.bulkWrite([row], 'update')).error).toEqual([])
  return row.document
}

const many = (count: number, own: (i: number) => Partial<StoredThing> = () => ({})): StoredThing[] =>
  Array.from({ length: count }, (_, i) => thing(`t${String(i).padStart(4, '0')}`, own(i)))

const read = (instance: Instance, ...ids: string[]): Promise<StoredThing[]> => instance.findDocumentsById(ids, true)

const failure = (call: () => unknown): Promise<string> => Promise.resolve().then(call).then(() => 'no failure', (error: Error) => error.message)

type Bulk = EventBulk<RxStorageChangeEvent<StoredThing>, unknown>

const listen = (instance: Instance): Bulk[] => {
  const bulks: Bulk[] = []
  instance.changeStream().subscribe(bulk => void bulks.push(bulk as Bulk))
  return bulks
}

const changesSince = async (instance: Instance, limit: number, from?: unknown): Promise<{ ids: string[]; checkpoint: unknown; documents: StoredThing[] }> => {
  const { documents, checkpoint } = await getChangedDocumentsSince(instance, limit, from)
  return { ids: idsOf(documents), checkpoint, documents }
}

/** Every page of changes after a checkpoint. */
const allChanges = async (instance: Instance, limit: number, from?: unknown): Promise<{ ids: string[]; checkpoint: unknown }> => {
  const page = await changesSince(instance, limit, from)
  if (page.ids.length < limit) return page
  const rest = await allChanges(instance, limit, page.checkpoint)
  return { ids: [...page.ids, ...rest.ids], checkpoint: rest.checkpoint }
}

const LONG_AGO = { lwt: 1_000 }

const writing: Promised[] = [
  {
    says: 'gives back what was inserted, to the last character',
    run: async place => {
      const instance = await place.open()
      const more = { text: 'Zoé 𝒵 \uE000\uFFFF \u2028 "\\\0', empty: '', nothing: null, list: [1, [2, [{ deep: true }]], null], number: -1.5e-7, big: 2 ** 53, object: {}, 'a.b': 'dotted', __proto: 1 }
      const [written] = await insert(instance, thing('a', { more }))
      const [found] = await read(instance, 'a')
      expect(found).toEqual(written)
      return [...(found!.more as { text: string }).text].length
    },
    expected: 14,
  },
  {
    says: 'keeps what RxDB notes beside a document',
    run: async place => {
      const instance = await place.open()
      const [written] = await insert(instance, thing('a', { _meta: { lwt: 1_700_000_000_000.37, o: { hash: 'h', _rev: 3 } } }))
      expect(await read(instance, 'a')).toEqual([written])
      return (await update(instance, written!, { _meta: { lwt: 1_700_000_000_001.01 } }))._meta
    },
    expected: { lwt: 1_700_000_000_001.01 },
  },
  {
    says: 'refuses to insert over a document, and answers the one that is there',
    run: async place => {
      const instance = await place.open()
      const [first] = await insert(instance, thing('a', { name: 'first' }))
      const row = { document: thing('a', { name: 'second' }) }
      const { error } = await instance.bulkWrite([row], 'late')
      expect(error).toEqual([{ isError: true, status: 409, documentId: 'a', writeRow: row, documentInDb: first, context: 'late' }])
      return (await read(instance, 'a'))[0]!.name
    },
    expected: 'first',
  },
  {
    says: 'refuses an update of what has changed since it was read, and answers how it is now',
    run: async place => {
      const instance = await place.open()
      const [first] = await insert(instance, thing('a', { name: 'first' }))
      const now = await update(instance, first!, { name: 'between' })
      const row = next(first!, { name: 'late' })
      const { error } = await instance.bulkWrite([row], 'late')
      expect(error).toEqual([{ isError: true, status: 409, documentId: 'a', writeRow: row, documentInDb: now, context: 'late' }])
      return (await read(instance, 'a'))[0]!.name
    },
    expected: 'between',
  },
  {
    says: 'writes the rows that are right beside one that is not',
    run: async place => {
      const instance = await place.open()
      const [a] = await insert(instance, thing('a'))
      await update(instance, a!, { name: 'changed' })
      const { error } = await instance.bulkWrite([{ document: thing('b') }, next(a!, { name: 'stale' }), { document: thing('c') }], 'mixed')
      return [error.map(({ documentId }) => documentId), (await read(instance, 'a', 'b', 'c')).map(({ name }) => name)]
    },
    expected: [['a'], ['changed', 'name b', 'name c']],
  },
  {
    says: 'inserts what claims to follow on a document that is not there',
    run: async place => {
      const instance = await place.open()
      const { error } = await instance.bulkWrite([next(thing('a'), { name: 'anyway' })], 'orphan')
      return [error, (await read(instance, 'a')).map(({ name }) => name)]
    },
    expected: [[], ['anyway']],
  },
  {
    says: 'lets one of two writers win who read the same',
    run: async place => {
      const instance = await place.open()
      const [a] = await insert(instance, thing('a'))
      const answers = await Promise.all(['one', 'two', 'three'].map(name => instance.bulkWrite([next(a!, { name })], name)))
      return [answers.map(({ error }) => error.length), (await read(instance, 'a'))[0]!.name]
    },
    expected: [[0, 1, 1], 'one'],
  },
  {
    says: 'takes a write of nothing',
    run: async place => (await (await place.open()).bulkWrite([], 'nothing')).error,
    expected: [],
  },
  {
    says: 'writes a document once in one write',
    run: async place => {
      const instance = await place.open()
      const answer = await failure(() => instance.bulkWrite([{ document: thing('a', { name: 'one' }) }, { document: thing('a', { name: 'two' }) }], 'twice'))
      return [answer, (await read(instance, 'a')).map(({ name }) => name)]
    },
    expected: ['no failure', ['two']],
    ours: { expected: ['a stands twice in one write', []], because: 'history and typed rows are written from what stood there before, which the second row does not know' },
  },
  {
    says: 'tells ids apart that are not well-formed texts',
    run: async place => {
      const instance = await place.open()
      return [await failure(() => insert(instance, thing('\uD800'), thing('\uDC00'))), idsOf(await read(instance, '\uD800', '\uDC00')).length]
    },
    expected: ['no failure', 2],
    ours: { expected: ['an id is a well-formed text', 0], because: 'SQLite keeps texts in UTF-8, which has no halves of characters; in any other field they are kept, escaped by JSON' },
  },
  {
    says: 'keeps halves of characters in fields',
    run: async place => {
      const instance = await place.open()
      await insert(instance, thing('a', { name: '\uD83D', more: '\uDE00' }))
      return (await read(instance, 'a')).map(({ name, more }) => [name, more])
    },
    expected: [['\uD83D', '\uDE00']],
  },
]

const deleting: Promised[] = [
  {
    says: 'keeps a tombstone, which only those see who ask for it',
    run: async place => {
      const instance = await place.open()
      const [a] = await insert(instance, thing('a'), thing('b'))
      const gone = await update(instance, a!, { _deleted: true })
      expect(await read(instance, 'a')).toEqual([gone])
      return [idsOf(await instance.findDocumentsById(['a', 'b'], false)), idsOf(await queried(instance, {})), (await instance.count(prepared(instance, {}, true))).count]
    },
    expected: [['b'], ['b'], 1],
  },
  {
    says: 'brings a document back over its tombstone, when it knows of it',
    run: async place => {
      const instance = await place.open()
      const [a] = await insert(instance, thing('a'))
      const gone = await update(instance, a!, { _deleted: true })
      const blind = await instance.bulkWrite([{ document: thing('a', { name: 'blind' }) }], 'blind')
      const back = await instance.bulkWrite([next(gone, { _deleted: false, name: 'back' })], 'back')
      return [blind.error.map(({ status }) => status), back.error, (await instance.findDocumentsById(['a'], false)).map(({ name }) => name)]
    },
    expected: [[409], [], ['back']],
  },
  {
    says: 'takes a tombstone of what it never had, and tells nobody',
    run: async place => {
      const instance = await place.open()
      const bulks = listen(instance)
      await insert(instance, thing('a', { _deleted: true }))
      return [idsOf(await read(instance, 'a')), idsOf(await instance.findDocumentsById(['a'], false)), bulks.length]
    },
    expected: [['a'], [], 0],
  },
  {
    says: 'removes old tombstones for good, and neither young ones nor documents',
    run: async place => {
      const instance = await place.open()
      await insert(instance, thing('old', { _deleted: true, _meta: LONG_AGO }), thing('young', { _deleted: true, _meta: { lwt: Date.now() } }), thing('live', { _meta: LONG_AGO }))
      const done = await instance.cleanup(60_000)
      return [done, idsOf(await read(instance, 'old', 'young', 'live'))]
    },
    expected: [true, ['young', 'live']],
  },
  {
    says: 'removes many tombstones in one go',
    run: async place => {
      const instance = await place.open()
      await insert(instance, ...many(2_500, () => ({ _deleted: true, _meta: LONG_AGO })))
      const answers: boolean[] = []
      do answers.push(await instance.cleanup(0))
      while (!answers.at(-1))
      return [answers, (await read(instance, ...idsOf(many(2_500)))).length]
    },
    expected: [[true], 0],
    ours: { expected: [[false, false, true], 0], because: 'a thousand at a time, so that nothing else waits long; RxDB asks again while the answer is false' },
  },
]

const finding: Promised[] = [
  {
    says: 'answers documents in the order of the ids asked for, and nothing for those it does not have',
    run: async place => {
      const instance = await place.open()
      await insert(instance, ...many(3))
      return idsOf(await read(instance, 't0002', 'none', 't0000', '', 't0001'))
    },
    expected: ['t0002', 't0000', 't0001'],
  },
  {
    says: 'answers thousands of ids at once',
    run: async place => {
      const instance = await place.open()
      const ids = idsOf(await insert(instance, ...many(3_000)))
      return idsOf(await read(instance, ...ids)).join() === ids.join()
    },
    expected: true,
  },
  {
    says: 'gives documents that are nobody else’s',
    run: async place => {
      const instance = await place.open()
      await insert(instance, thing('a', { more: { list: [1] } }))
      const [found] = await read(instance, 'a')
      ;(found!.more as { list: number[] }).list.push(2)
      return (await read(instance, 'a'))[0]!.more
    },
    expected: { list: [1, 2] },
    ours: { expected: { list: [1] }, because: 'each answer is read from the file anew; the memory storage hands out what it keeps' },
  },
  ...(
    [
      ['compares', { selector: { rank: { $gt: 2, $lte: 4 } } }, ['t0003', 't0004']],
      ['compares ids', { selector: { id: { $gte: 't0004' } } }, ['t0004', 't0005']],
      ['finds one id', { selector: { id: 't0003' } }, ['t0003']],
      ['finds some ids, each once, in the order of the sort', { selector: { id: { $in: ['t0004', 'none', 't0001', 't0004'] } } }, ['t0001', 't0004']],
      ['asks more of some ids', { selector: { id: { $in: ['t0001', 't0004'] }, rank: { $gt: 2 } } }, ['t0004']],
      ['finds no id among none', { selector: { id: { $in: [] } } }, []],
      ['joins conditions', { selector: { $or: [{ rank: 1 }, { $and: [{ name: 'even' }, { rank: { $gte: 4 } }] }] } }, ['t0001', 't0004']],
      ['tells null and missing from a value', { selector: { 'more.x': { $exists: false } } }, ['t0000', 't0002', 't0004']],
      ['looks into depths', { selector: { 'more.x.y': { $eq: 3 } } }, ['t0003']],
      ['looks into lists', { selector: { 'more.x.list': { $elemMatch: { $gt: 4 } } } }, ['t0005']],
      ['matches patterns', { selector: { name: { $regex: '^o' } } }, ['t0001', 't0003', 't0005']],
      ['sorts downwards', { sort: [{ rank: 'desc' }] }, ['t0005', 't0004', 't0003', 't0002', 't0001', 't0000']],
      ['sorts by two fields', { sort: [{ name: 'desc' }, { rank: 'asc' }] }, ['t0001', 't0003', 't0005', 't0000', 't0002', 't0004']],
      ['skips and limits', { sort: [{ rank: 'asc' }], skip: 2, limit: 3 }, ['t0002', 't0003', 't0004']],
      ['skips past the end', { skip: 9 }, []],
      ['limits to none', { limit: 0 }, []],
    ] as const
  ).map(
    ([says, query, expected]): Promised => ({
      says: `${says} in a query, and counts as many`,
      run: async place => {
        const instance = await place.open()
        await insert(instance, ...many(6, i => ({ name: i % 2 ? 'odd' : 'even', rank: i, ...(i % 2 ? { more: { x: { y: i, list: [i] } } } : {}) })))
        const found = idsOf(await queried(instance, { sort: [{ id: 'asc' }], ...(query as object) }))
        const { skip: _, limit: __, ...counted } = query as { skip?: number; limit?: number }
        return [found, (await instance.count(prepared(instance, counted, true))).count === (await queried(instance, counted)).length]
      },
      expected: [expected, true],
    }),
  ),
]

const streaming: Promised[] = [
  {
    says: 'tells of each write once, with what was and what is, in the order of its rows',
    run: async place => {
      const instance = await place.open()
      const bulks = listen(instance)
      const [a, b] = await insert(instance, thing('a'), thing('b'))
      const [changed, gone] = [next(b!, { name: 'changed' }), next(a!, { _deleted: true })]
      await instance.bulkWrite([changed, { document: thing('c') }, gone], 'mixed')
      expect(bulks[1]!.events).toMatchObject([
        { documentId: 'b', operation: 'UPDATE', documentData: changed.document, previousDocumentData: b },
        { documentId: 'c', operation: 'INSERT', documentData: { id: 'c' } },
        { documentId: 'a', operation: 'DELETE', documentData: gone.document, previousDocumentData: a },
      ])
      expect(new Set(bulks.map(({ id }) => id)).size).toBe(2)
      return bulks.map(({ context, events }) => [context, events.map(({ operation }) => operation)])
    },
    expected: [
      ['insert', ['INSERT', 'INSERT']],
      ['mixed', ['UPDATE', 'INSERT', 'DELETE']],
    ],
  },
  {
    says: 'tells of an undeletion as of an insert',
    run: async place => {
      const instance = await place.open()
      const [a] = await insert(instance, thing('a', { _deleted: true }))
      const bulks = listen(instance)
      await update(instance, a!, { _deleted: false })
      return bulks[0]!.events.map(({ operation }) => operation)
    },
    expected: ['INSERT'],
  },
  {
    says: 'tells nothing of what was refused',
    run: async place => {
      const instance = await place.open()
      await insert(instance, thing('a'))
      const bulks = listen(instance)
      await instance.bulkWrite([{ document: thing('a') }], 'late')
      await instance.bulkWrite([{ document: thing('a') }, { document: thing('b') }], 'half')
      return bulks.map(({ events }) => events.map(({ documentId }) => documentId))
    },
    expected: [['b']],
  },
  {
    says: 'has written what it tells of',
    run: async place => {
      const instance = await place.open()
      const seen: Promise<StoredThing[]>[] = []
      instance.changeStream().subscribe(({ events }) => void seen.push(read(instance, ...events.map(({ documentId }) => documentId))))
      await insert(instance, thing('a'), thing('b'))
      return (await Promise.all(seen)).map(idsOf)
    },
    expected: [['a', 'b']],
  },
  {
    says: 'gives each change a checkpoint after which only later ones come',
    run: async place => {
      const instance = await place.open()
      const bulks = listen(instance)
      const [a] = await insert(instance, ...many(3))
      await insert(instance, thing('x'), thing('y'))
      await update(instance, a!, { name: 'again' })
      const after = await Promise.all(bulks.map(({ checkpoint }) => changesSince(instance, 10, checkpoint)))
      return after.map(({ ids }) => ids)
    },
    expected: [['x', 'y', 't0000'], ['t0000'], []],
  },
]

const changing: Promised[] = [
  {
    says: 'lists all that has changed from the beginning, tombstones too, each once and as it is now',
    run: async place => {
      const instance = await place.open()
      const [a, b] = await insert(instance, thing('a'), thing('b'), thing('c'))
      await update(instance, a!, { _deleted: true })
      await update(instance, b!, { name: 'now' })
      const { documents } = await changesSince(instance, 100)
      return documents.map(({ id, name, _deleted }) => [id, name, _deleted])
    },
    expected: [
      ['c', 'name c', false],
      ['a', 'name a', true],
      ['b', 'now', false],
    ],
  },
  {
    says: 'answers nothing and the same checkpoint when nothing is new',
    run: async place => {
      const instance = await place.open()
      await insert(instance, ...many(3))
      const { checkpoint } = await changesSince(instance, 100)
      const again = await changesSince(instance, 100, checkpoint)
      expect(again.checkpoint).toEqual(checkpoint)
      return again.ids
    },
    expected: [],
  },
  {
    says: 'pages through changes of one millisecond and misses none',
    run: async place => {
      const instance = await place.open()
      const ids = idsOf(await insert(instance, ...many(50, () => ({ _meta: { lwt: 1_700_000_000_000 } }))))
      const pages = await Promise.all([1, 3, 7, 50, 51].map(limit => allChanges(instance, limit)))
      return pages.map(page => page.ids.join() === ids.join())
    },
    expected: [true, true, true, true, true],
  },
  {
    says: 'brings what changes between two pages in a later one',
    run: async place => {
      const instance = await place.open()
      const documents = await insert(instance, ...many(10))
      const first = await changesSince(instance, 4)
      await update(instance, documents[1]!, { name: 'again' })
      await update(instance, documents[8]!, { name: 'moved' })
      return [first.ids, (await allChanges(instance, 4, first.checkpoint)).ids].map(ids => ids.map(id => id.slice(-1)).join(''))
    },
    expected: ['0123', '4567918'],
  },
  {
    says: 'misses nothing when the clock goes back',
    run: async place => {
      const instance = await place.open()
      const [a] = await insert(instance, thing('a'))
      const { checkpoint } = await changesSince(instance, 10)
      await insert(instance, thing('b', { _meta: { lwt: 1_600_000_000_000 } }))
      await update(instance, a!, { _meta: { lwt: 1_600_000_000_001 } })
      return (await changesSince(instance, 10, checkpoint)).ids
    },
    expected: [],
    ours: { expected: ['b', 'a'], because: 'the sequence comes from the database; the reference goes by the time of writing and loses what a slower clock has written' },
  },
  {
    says: 'misses nothing after tombstones are gone',
    run: async place => {
      const instance = await place.open()
      await insert(instance, thing('a'), thing('b', { _deleted: true, _meta: { lwt: 1_700_000_900_000 } }))
      const { checkpoint } = await changesSince(instance, 10)
      await instance.cleanup(0)
      await insert(instance, thing('c', { _meta: { lwt: 1_700_001_000_000 } }))
      return (await changesSince(instance, 10, checkpoint)).ids
    },
    expected: ['c'],
  },
]

const living: Promised[] = [
  {
    says: 'keeps collections apart, whatever their names',
    run: async place => {
      const names = ['a', 'a-b', 'a_b', 'A', 'a$b', 'a_v1', 'rx-é']
      const instances = await Promise.all(names.map(collection => place.open({ collection })))
      await Promise.all(instances.map((instance, i) => insert(instance, thing('same', { rank: i }))))
      return (await Promise.all(instances.map(instance => queried(instance, {})))).map(documents => documents.map(({ rank }) => rank).join())
    },
    expected: ['0', '1', '2', '3', '4', '5', '6'],
  },
  {
    says: 'keeps the versions of a collection apart',
    run: async place => {
      const [old, young] = [await place.open({ version: 0 }), await place.open({ version: 1 })]
      await insert(old, thing('old'))
      await insert(young, thing('young'))
      return [idsOf(await queried(old, {})), idsOf(await queried(young, {}))]
    },
    expected: [['old'], ['young']],
  },
  {
    says: 'keeps databases apart by their names',
    run: async place => {
      const [one, two] = [await place.open({ database: `one ${Math.random()}` }), await place.open({ database: `two ${Math.random()}` })]
      await insert(one, thing('a'))
      return idsOf(await queried(two, {}))
    },
    expected: [],
    ours: { expected: ['a'], because: 'a file is a database; the name is RxDB’s own, another one each time the file is opened' },
  },
  {
    says: 'shows in each instance what another has written, and keeps one order of both',
    run: async place => {
      const [one, two] = [await place.open(), await place.elsewhere().open()]
      const [a] = await insert(one, thing('a'))
      await insert(two, thing('b'))
      await insert(one, thing('c'))
      await update(two, a!, { name: 'changed elsewhere' })
      const { error } = await one.bulkWrite([next(a!, { name: 'late' })], 'late')
      return [error.map(({ status }) => status), (await changesSince(one, 10)).ids, (await changesSince(two, 2)).ids]
    },
    expected: [[409], ['b', 'c', 'a'], ['b', 'c']],
  },
  {
    says: 'opens for several processes at once',
    run: async place => failure(() => place.open({ multiInstance: true })),
    expected: 'no failure',
    ours: { expected: 'a data folder is open in one process at a time', because: 'RxDB would tell the others through files that anyone can read' },
  },
  {
    says: 'finds all again when it is opened again, and goes on from there',
    run: async place => {
      const before = await place.open()
      const [a] = await insert(before, thing('a'), thing('b'))
      await update(before, a!, { _deleted: true })
      const { checkpoint } = await changesSince(before, 10)
      await before.close()
      const after = await place.elsewhere().open()
      await insert(after, thing('c'))
      return [idsOf(await queried(after, {})), (await changesSince(after, 10, checkpoint)).ids]
    },
    expected: [['b', 'c'], ['c']],
  },
  {
    says: 'can be closed twice, and is used no more',
    run: async place => {
      const instance = await place.open()
      await instance.close()
      await instance.close()
      return Promise.all([() => insert(instance, thing('a')), () => read(instance, 'a'), () => queried(instance, {}), () => changesSince(instance, 1), () => instance.cleanup(0), () => instance.remove()].map(failure))
    },
    expected: ['no failure', 'no failure', 'no failure', 'no failure', 'no failure', 'closed'],
    ours: { expected: Array.from({ length: 6 }, () => 'things is closed'), because: 'what is written after the end would be lost; the memory storage has nothing to lose' },
  },
  {
    says: 'is gone with all its documents when it is removed',
    run: async place => {
      const [instance, other] = [await place.open(), await place.open({ collection: 'other' })]
      await insert(instance, ...many(5))
      await insert(other, thing('kept'))
      await instance.remove()
      const again = await place.open()
      return [idsOf(await queried(again, {})), idsOf(await queried(other, {})), (await changesSince(again, 10)).ids]
    },
    expected: [[], ['kept'], []],
  },
  {
    says: 'keeps attachments',
    run: async place => failure(() => place.open({ attachments: true })),
    expected: 'no failure',
    ours: { expected: 'files live in the file store, not in attachments', because: 'they are content-addressed, encrypted and travel apart from records' },
  },
]

const PARTS = Object.entries({ writing, deleting, finding, streaming, changing, living })

const STORAGES = [
  { storage: 'our storage', place: sqlitePlace, ours: true },
  { storage: "RxDB's memory storage", place: memoryPlace, ours: false },
]

describe.each(STORAGES)('$storage', ({ place, ours: isOurs }) => {
  describe.each(PARTS)('%s', (_part, promises) => {
    const said = promises.map(({ says, run, expected, ours }) => {
      return isOurs && ours ? { title: `${says}: otherwise, since ${ours.because}`, run, expected: ours.expected } : { title: says, run, expected }
    })
    it.each(said)('$title', async ({ run, expected }) => {
      expect(await run(place())).toEqual(expected)
    })
  })
})

it('lists no difference that is none', () => {
  const differing = PARTS.flatMap(([, promises]) => promises).filter(({ ours }) => ours)
  for (const { expected, ours } of differing) expect(ours!.expected).not.toEqual(expected)
})
