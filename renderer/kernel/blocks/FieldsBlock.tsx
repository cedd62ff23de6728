import { ListChecks } from 'lucide-react'
import type { OwnBlock } from '../../../shared/kernel/layout/layout.ts'
import { isListedField } from '../layout/form-layout.ts'
import { Block } from '../ui/Block.tsx'
import { FieldList } from './FieldList.tsx'
import type { SheetProps } from './sheet-block.ts'

/** Fields that somebody put together under a title. */
export const FieldsBlock = ({ entity, record, block: { key, title, fields = [] } }: SheetProps & { readonly block: OwnBlock }) => (
  <Block icon={ListChecks} title={title} name={`${entity.type}.${key}`}>
    <FieldList entity={entity} record={record} names={fields.filter(name => isListedField(entity, name))} name={`${entity.type}.${key}`} />
  </Block>
)
