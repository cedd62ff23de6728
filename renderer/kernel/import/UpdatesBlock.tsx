import { ArrowRight, PencilLine } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import type { JobView } from '../../../shared/kernel/rpc/schemas.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { formatNumber } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { fieldWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Value } from '../ui/Value.tsx'
import css from './import.module.css'

interface Update {
  readonly line: number
  readonly type: string
  readonly id: string
  readonly title: string
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
}

/** What a trial says that the import would change of records that are there, each value beside the old one. */
export const UpdatesBlock = ({ job }: { readonly job: JobView }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const updates = ((job.result?.['updates'] ?? []) as readonly Update[]).flatMap(update => {
    const entity = visibleEntity(update.type)
    return entity ? [{ ...update, entity }] : []
  })
  const many = job.counts['updated'] ?? 0
  if (updates.length === 0) return null
  const number = (value: number): string => formatNumber(value, language)
  const shown = (field: Field, value: unknown): ReactNode => {
    if (value === null || value === undefined) return undefined
    return field.kind === 'relation' ? String(value) : <Value field={field} value={value} />
  }
  return (
    <Block icon={PencilLine} title={t('imports.willChange')} count={many > updates.length ? t('imports.firstOf', { shown: number(updates.length), number: number(many) }) : t('imports.changesOf', { count: many, number: number(many) })}>
      <ul className={css.updates} tabIndex={0} aria-label={t('imports.willChange')}>
        {updates.map(({ line, entity, id, title, changes }) => (
          <li key={line}>
            <p className={css.updateHead}>
              <Link to={`/${entity.type}/${id}`}>{title || t('ui.untitled')}</Link>
              <span>{t('imports.atLine', { line: number(line) })}</span>
            </p>
            <dl>
              {Object.entries(changes)
                .filter(([field]) => entity.fields[field] && !entity.fields[field].hidden)
                .map(([field, [from, to]]) => (
                  <div key={field} className={css.update}>
                    <dt>{fieldWord(t, entity, field)}</dt>
                    <dd>
                      {shown(entity.fields[field]!, from) === undefined ? <span className={css.nothing}>{t('imports.nothingBefore')}</span> : <del>{shown(entity.fields[field]!, from)}</del>}
                      <ArrowRight size={14} role="img" aria-label={t('journal.becomes')} />
                      <ins>{shown(entity.fields[field]!, to) ?? t('imports.nothingBefore')}</ins>
                    </dd>
                  </div>
                ))}
            </dl>
          </li>
        ))}
      </ul>
    </Block>
  )
}
