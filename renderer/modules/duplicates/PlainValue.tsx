import type { Field } from '../../../shared/kernel/entity/fields.ts'
import { type TitledId, Value } from '../../kernel/ui/Value.tsx'

const LINKED: readonly Field['kind'][] = ['email', 'phone', 'url', 'relation']
const TEXT: Field = { kind: 'text' }

/** A value as it is read where a click chooses it: nothing in it leads elsewhere. */
export const PlainValue = ({ field, value }: { readonly field: Field; readonly value: unknown }) => {
  if (field.kind === 'relation') return <Value field={TEXT} value={(value as TitledId).title} />
  if (field.kind === 'list' && LINKED.includes(field.of!.kind)) return <Value field={{ ...field, of: TEXT }} value={value} />
  return <Value field={LINKED.includes(field.kind) ? TEXT : field} value={value} />
}
