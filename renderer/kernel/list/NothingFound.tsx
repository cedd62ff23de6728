import Button from '@mui/material/Button'
import { useQueries } from '@tanstack/react-query'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { keys } from '../state/queries.ts'
import { countWords } from '../text/count-words.ts'
import { fieldWord, manyWord } from '../text/words.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { CHOSEN, chosenFilter } from '../filter/filter-address.ts'
import { saidText, saidWords } from './said-words.ts'
import { type Address, askedName } from './selection.ts'
import { useSpeech } from './speech.ts'

interface Props {
  readonly entity: AnyEntity
  readonly address: Address
  readonly onRemove: (name: string) => void
  readonly onClear: () => void
}

interface Part {
  /** Its name in the address. */
  readonly name: string
  readonly words: string
  readonly text?: string
  readonly filter?: Filter
}

/** Says which condition keeps everything out, by what would be there without it, and removes it. */
export const NothingFound = ({ entity, address: { text, link, asked, chosen }, onRemove, onClear }: Props) => {
  const speech = useSpeech()
  const { t, language } = speech
  const api = useApi()
  const whole = chosenFilter(chosen)
  const parts: Part[] = [
    ...(whole ? [{ name: CHOSEN, words: t('list.filter'), filter: whole }] : []),
    ...(text ? [{ name: 'q', words: t('list.containsWords', { text }), text }] : []),
    ...(link ? [{ name: link.field, words: fieldWord(t, entity, link.field), filter: { field: link.field, op: 'eq' as const, value: link.id } }] : []),
    ...asked.flatMap(one => (one.filter ? [{ name: askedName(one.path), words: saidText(saidWords(entity, one, speech)), filter: one.filter }] : [])),
  ]
  const counts = useQueries({
    queries: parts.map(part => {
      const others = parts.filter(other => other !== part)
      const filters = others.flatMap(other => other.filter ?? [])
      const which = { ...(text && part.name !== 'q' ? { text } : {}), ...(filters.length ? { filter: { all: filters } } : {}) }
      return { queryKey: keys.count(entity.type, which), queryFn: async ({ signal }: { signal: AbortSignal }) => (await unwrap(api.entities.count({ type: entity.type, ...which }, { signal }))).count }
    }),
  })
  if (counts.some(count => count.isPending)) return null
  const most = Math.max(...counts.map(count => count.data ?? 0))
  const guilty = most > 0 ? parts[counts.findIndex(count => count.data === most)] : undefined
  return (
    <EmptyState
      title={t('ui.noMatch', { many: manyWord(t, entity).toLowerCase() })}
      actions={
        <>
          {guilty && <Button onClick={() => onRemove(guilty.name)}>{t('list.removeCondition')}</Button>}
          {(!guilty || parts.length > 1) && <Button onClick={onClear}>{t('list.clearAll')}</Button>}
        </>
      }
    >
      {guilty ? t('list.guilty', { condition: guilty.words, words: countWords(t, entity, most, language) }) : t('list.nothingInCommon')}
    </EmptyState>
  )
}
