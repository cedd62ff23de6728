import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import type { TitledId } from '../../kernel/ui/Value.tsx'

export const PARTIES = ['contact', 'organisation', 'opportunity'] as const

/** With whom an activity is, and about which deal. */
export type Parties = { readonly [P in (typeof PARTIES)[number]]?: TitledId | null | undefined }

/** Those of an activity that begins at a record: itself, and what it is linked with. */
export const partiesOf = (record: RecordView): Parties => {
  const linked = PARTIES.map(name => [name, name === record.type ? { id: record.id, title: record.title } : record[name]] as const)
  return Object.fromEntries(linked.filter(([, party]) => party !== undefined && party !== null))
}
