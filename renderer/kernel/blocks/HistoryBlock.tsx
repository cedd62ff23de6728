import Button from '@mui/material/Button'
import { useQuery } from '@tanstack/react-query'
import { ArrowRight, History } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'
import { formatInstant } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord, operationWord } from '../text/words.ts'
import { Actor } from '../ui/Actor.tsx'
import { Block } from '../ui/Block.tsx'
import { Failed } from '../ui/Failed.tsx'
import { Value } from '../ui/Value.tsx'
import css from './blocks.module.css'

/** Shown at once; the rest unfolds. */
const FIRST = 6

/** What happened to a record, each change with its old and new value and a way back. */
export const HistoryBlock = ({ entity, id }: { readonly entity: AnyEntity; readonly id: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const api = useApi()
  const { undo } = useOperations()
  const [isWhole, setWhole] = useState(false)
  const { data, error, refetch } = useQuery({ queryKey: keys.history(id), queryFn: ({ signal }) => unwrap(api.journal.history({ id }, { signal })) })
  return (
    <Block icon={History} title={t('journal.history')} name={`${entity.type}.history`}>
      {error && !data ? <Failed error={error} onRetry={() => void refetch()} /> : null}
      <ol className={css.history}>
        {data?.entries.slice(0, isWhole ? undefined : FIRST).map(entry => {
          // What follows from the rest is not told besides.
          const changes = entry.changes.filter(({ field }) => entity.fields[field] && !entity.fields[field].hidden && (!entity.fields[field].unasked || field === entity.archive))
          return (
            <li key={`${entry.op} ${entry.kind} ${entry.of?.id}`} className={css.entry}>
              <div className={css.entryHead}>
                <span className={css.entryName}>
                  {operationWord(t, entry)}
                  {entry.of && ` · ${t('merge.page.of', { title: entry.of.title || t('ui.untitled') })}`}
                </span>
                <span className={css.entryWhen}>
                  <Actor by={entry.by} /> · <time dateTime={entry.at}>{formatInstant(entry.at, language)}</time>
                </span>
                {!entry.of && (
                  <Button variant="text" size="small" onClick={() => void undo(entry.op)}>
                    {entry.name === 'import' ? t('journal.undoImport') : t('ui.undo')}
                  </Button>
                )}
              </div>
              {changes.length > 0 && (
                <ul className={css.changes}>
                  {changes.map(({ field, from, to }) => (
                    <li key={field}>
                      <span className={css.changeField}>{fieldWord(t, entity, field)}</span>
                      <span className={css.change}>
                        <Was>{shown(entity, field, from, data.titles)}</Was>
                        <ArrowRight size={14} aria-label={t('journal.becomes')} role="img" />
                        <Now>{shown(entity, field, to, data.titles)}</Now>
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          )
        })}
      </ol>
      {data && data.entries.length > FIRST && (
        <div className={css.fold}>
          <button type="button" className={css.foldButton} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('sheet.lessHistory') : t('sheet.wholeHistory', { count: data.entries.length })}
          </button>
        </div>
      )}
      {data?.entries.length === 0 && <p className={css.noneLine}>{t('journal.none')}</p>}
    </Block>
  )
}

const shown = (entity: AnyEntity, name: string, value: unknown, titles: Record<string, string>): ReactNode => {
  if (value === undefined || value === null) return undefined
  const field = entity.fields[name]!
  const withTitle = field.kind === 'relation' && typeof value === 'string' ? { id: value, title: titles[value] ?? '' } : value
  return <Value field={field} value={withTitle} />
}

const Was = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation()
  return children === undefined ? <span className={css.none}>{t('journal.empty')}</span> : <del className={css.was}>{children}</del>
}
const Now = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation()
  return children === undefined ? <span className={css.none}>{t('journal.empty')}</span> : <ins className={css.now}>{children}</ins>
}
