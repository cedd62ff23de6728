import { useMemo } from 'react'
import type { Layout } from '../../../shared/kernel/layout/layout.ts'
import { SheetColumns } from '../../kernel/blocks/SheetColumns.tsx'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { TriedLayout } from '../../kernel/layout/use-layout.ts'
import css from './layouts.module.css'

export const SheetPreview = ({ entity, record, layout }: SheetProps & { readonly layout: Layout }) => {
  const tried = useMemo(() => ({ place: 'sheet' as const, forType: entity.type, layout }), [entity, layout])
  return (
    <TriedLayout value={tried}>
      <div className={css.small}>
        <SheetColumns entity={entity} record={record} />
      </div>
    </TriedLayout>
  )
}
