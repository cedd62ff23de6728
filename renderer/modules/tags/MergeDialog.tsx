import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import type { TagRow } from './tag-row.ts'

interface Props {
  readonly tag: TagRow
  readonly others: readonly TagRow[]
  readonly onClose: () => void
}

/** Gives the holders of a tag another one in its place. */
export const MergeDialog = ({ tag, others, onClose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const operations = useOperations()
  const [into, setInto] = useState(others[0]?.id ?? '')
  const kept = others.find(({ id }) => id === into)
  const merge = async (): Promise<void> => {
    try {
      const { op, count } = await unwrap(api.tags.merge({ from: tag.id, into }))
      operations.report(op, t('tags.merged', { from: tag.title, into: kept!.title, count, number: formatNumber(count, language) }))
    } catch (error) {
      operations.failed(error)
    }
    onClose()
  }
  return (
    <FormDialog title={t('tags.mergeTitle', { name: tag.title })} conclusion={t('tags.merge')} cannotConclude={!kept} onConclude={merge} onClose={onClose}>
      <Select label={t('tags.mergeInto')} value={into} options={others.map(({ id, title }) => ({ value: id, word: title }))} onChoose={setInto} />
      {kept && <p>{t('tags.mergeSentence', { from: tag.title, into: kept.title })}</p>}
    </FormDialog>
  )
}
