import { FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { formLayout, isListedField } from '../layout/form-layout.ts'
import { fieldsElsewhere, sheetLayout } from '../layout/sheet-layout.ts'
import { useLayout } from '../layout/use-layout.ts'
import { Block } from '../ui/Block.tsx'
import { FieldList } from './FieldList.tsx'
import { type SheetProps, useSheet } from './sheet-block.ts'

/** Every field of the form that stands in no other block, in the order of the form; what it hides is shown where it has a value. */
export const DetailsBlock = ({ entity, record }: SheetProps) => {
  const { t } = useTranslation()
  const sheet = useSheet(entity)
  const { layout } = useLayout('form', entity.type)
  const elsewhere = fieldsElsewhere(sheetLayout(entity, sheet, useLayout('sheet', entity.type).layout))
  const { zones, hidden } = formLayout(entity, layout)
  const names = [...zones.flatMap(({ items }) => items), ...hidden.filter(name => record[name] !== undefined && record[name] !== null)]
  return (
    <Block icon={FileText} title={t('ui.details')} name={`${entity.type}.details`}>
      <FieldList entity={entity} record={record} names={names.filter(name => isListedField(entity, name) && !elsewhere.has(name))} name={entity.type} />
    </Block>
  )
}
