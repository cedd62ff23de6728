import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnBlock } from '../../../shared/kernel/layout/layout.ts'
import { savedName } from '../../kernel/filter/say-filter.ts'
import { useSavedFilters } from '../../kernel/filter/use-filter-names.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import { OwnBlockDialog } from './OwnBlockDialog.tsx'
import { useRecordTypes } from './use-record-types.ts'


interface Props {
  readonly block: OwnBlock
  readonly onKeep: (block: OwnBlock) => void
  readonly onRemove: () => void
  readonly onClose: () => void
}

/** Gives a list of a page its title, its type and its filter. */
export const ListDialog = ({ block, ...rest }: Props) => {
  const { t } = useTranslation()
  const types = useRecordTypes()
  const { filters } = useSavedFilters()
  const [type, setType] = useState(block.type ?? types[0]!.type)
  const [filter, setFilter] = useState(block.filter ?? '')
  const offered = filters.filter(one => one.forType === type && !one.isTrashed && !one.isDisabled)
  return (
    <OwnBlockDialog
      title={t('layouts.listBlock')}
      placeholder={t('layouts.listTitleHint')}
      block={block}
      isReady
      finish={({ filter: _, ...kept }) => ({ ...kept, type, ...(offered.some(({ id }) => id === filter) && { filter }) })}
      {...rest}
    >
      <Select label={t('layouts.type')} value={type} options={types.map(entity => ({ value: entity.type, word: manyWord(t, entity) }))} onChoose={setType} />
      <Select label={t('layouts.filter')} value={offered.some(({ id }) => id === filter) ? filter : ''} options={[{ value: '', word: t('layouts.allOf') }, ...offered.map(one => ({ value: one.id, word: savedName(t, one) }))]} onChoose={setFilter} />
    </OwnBlockDialog>
  )
}
