import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { FailureError, unwrap } from '../../kernel/rpc/connection.ts'
import { followJob } from '../../kernel/state/jobs.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { fieldWord } from '../../kernel/text/words.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import type { ShownValue, Uses } from './list-values.ts'
import css from './settings.module.css'

/** Nobody said yet what comes instead. */
const NOT_CHOSEN = '?'

interface Props {
  readonly list: string
  readonly value: ShownValue
  /** Whether the value goes; a merge also takes it off its list, in favour of the other. */
  readonly isDeletion: boolean
  readonly uses: Uses[string]
  readonly others: readonly ShownValue[]
  /** Told what still asks for the value. */
  readonly onNeeded: (places: readonly { id: string; title: string }[]) => void
  readonly onClose: () => void
}

/** Asks which value the records shall have that keep one which goes. */
export const ReplaceDialog = ({ list, value, isDeletion, uses, others, onNeeded, onClose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  const [into, setInto] = useState(NOT_CHOSEN)
  const kept = others.find(({ key }) => key === into)
  const { word } = value
  const said = ({ count, refused }: { count: number; refused: number }): string =>
    [
      t(kept ? 'valueLists.replaced' : 'valueLists.emptied', { from: word, into: kept?.word, count, number: formatNumber(count, language) }),
      refused > 0 && t('valueLists.refused', { count: refused, number: formatNumber(refused, language) }),
    ]
      .filter(Boolean)
      .join(' ')
  const replace = async (): Promise<void> => {
    try {
      const { op, job, ...done } = await unwrap(api.valueLists.replace({ list, from: value.key, into: into || null, background: true }))
      if (job) {
        void followJob(api, job, t('valueLists.replacing', { name: word }), t('list.stop')).then(({ counts }) => operations.report(op, said({ count: counts['changed'] ?? 0, refused: counts['refused'] ?? 0 })), operations.failed)
        void queries.invalidateQueries({ queryKey: keys.jobs })
      } else operations.report(op, said(done))
    } catch (error) {
      if (error instanceof FailureError && error.failure.code === 'IN_USE') onNeeded(error.failure.params?.['places'] as { id: string; title: string }[])
      else operations.failed(error)
    }
    onClose()
  }
  return (
    <FormDialog
      title={t(isDeletion ? 'valueLists.deleteTitle' : 'valueLists.mergeTitle', { name: word })}
      conclusion={t(isDeletion ? 'valueLists.delete' : 'valueLists.merge')}
      cannotConclude={into === NOT_CHOSEN}
      onConclude={replace}
      onClose={onClose}
    >
      {uses.length > 0 && (
        <div>
          <p>{t('valueLists.usedBy', { name: word })}</p>
          <ul className={css.needs}>
            {uses.map(({ type, field, count }) => {
              const entity = visibleEntity(type)!
              return (
                <li key={`${type} ${field}`}>
                  {countWords(t, entity, count, language)} ({fieldWord(t, entity, field)})
                </li>
              )
            })}
          </ul>
        </div>
      )}
      <Select
        label={t(isDeletion ? 'valueLists.instead' : 'valueLists.mergeInto')}
        value={into}
        options={[{ value: NOT_CHOSEN, word: t('valueLists.choose') }, ...others.map(({ key, word: other }) => ({ value: key, word: other })), ...(isDeletion ? [{ value: '', word: t('valueLists.leaveEmpty') }] : [])]}
        onChoose={setInto}
      />
      <p className={css.hint}>{t(value.isDeclared ? 'valueLists.mergeDeclaredHint' : 'valueLists.replaceHint', { name: word })}</p>
    </FormDialog>
  )
}
