import type { AnyEntity, Envelope } from '../../../shared/kernel/entity/define.ts'
import { isLayout, type Layout, type LayoutPlace, PLACES } from '../../../shared/kernel/layout/layout.ts'
import { LOCAL_ACTOR } from '../../../shared/kernel/id/local-actor.ts'
import { searchLayout } from '../../../shared/kernel/layout/search-layout.ts'
import type { HandlersOf } from '../../../shared/kernel/rpc/contract.ts'
import { ok } from '../../../shared/kernel/rpc/result.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { layoutsRpc } from '../../../shared/modules/config/layouts.rpc.ts'
import type { Role } from '../../../shared/modules/config/role.entity.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'

interface KeptLayout {
  readonly id: string
  readonly place: LayoutPlace
  readonly forType?: string
  /** The role whose people it is for; for everybody without one. */
  readonly role?: string
  readonly layout: Layout
}

const layoutOf = ({ id, data: { place, forType, role, layout } }: Envelope): KeptLayout | undefined => {
  const known = PLACES.find(each => each === place)
  return known && isLayout(layout) ? { id, place: known, layout, ...(typeof forType === 'string' && { forType }), ...(typeof role === 'string' && { role }) } : undefined
}

const keptLayouts = (reader: Reader, place?: LayoutPlace): KeptLayout[] => {
  const found = place === undefined ? reader.db.rows('select id from layout where st = 0 order by n').all() : reader.db.rows('select id from layout where st = 0 and k_place = ?').all(place)
  return (found as string[][]).flatMap(([id]) => {
    const record = reader.envelope(id!)
    return (record && layoutOf(record)) ?? []
  })
}

/** The types that the search looks into now, in their order, but for those that are switched off. */
export const searchedTypes = (reader: Reader, registry: readonly AnyEntity[], typesOff: () => ReadonlySet<string>) => (): readonly string[] => {
  const off = typesOff()
  return searchLayout(registry, keptLayouts(reader, 'search').find(({ role }) => role === undefined)?.layout).zones[0]!.items.filter(type => !off.has(type))
}

const PERSON = 'person'

/** Who is at this machine: by a name that was chosen here, else by the record that stands for them. */
const personOf = (reader: Reader): string => {
  const [json] = reader.db.rows('select json from doc_local where id = ? and deleted = 0').get(PERSON) as [string?] ?? []
  const { name = '' } = json === undefined ? {} : (JSON.parse(json) as { value: { name?: string } }).value
  return name || (reader.targets([LOCAL_ACTOR]).get(LOCAL_ACTOR)?.title ?? '')
}

/** The roles of which somebody is a member, in their order. */
const rolesOf = (reader: Reader, person: string): string[] =>
  (reader.db.rows('select id from role where st = 0 order by f_order, k_name').all() as [string][]).flatMap(([id]) => {
    const { members = [] } = (reader.envelope(id)?.data ?? {}) as Role
    return members.some(({ value }) => fold(value) === fold(person)) ? [id] : []
  })

/** The roles of who is at this machine, the first before the others. */
export const myRoles = (reader: Reader): string[] => {
  const person = personOf(reader)
  return person === '' ? [] : rolesOf(reader, person)
}

export const layoutsQueries = (reader: Reader): HandlersOf<typeof layoutsRpc, 'query'> => ({
  list: () => ok({ layouts: keptLayouts(reader), person: personOf(reader), roles: myRoles(reader) }),
})

export const layoutsCommands = (store: Store): HandlersOf<typeof layoutsRpc, 'command'> => ({
  iAm: async ({ name }) => {
    await store.local.set(PERSON, { name: name.trim() })
    return ok({})
  },
})
