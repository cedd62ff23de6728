import Button from '@mui/material/Button'
import { type ReactNode, useEffect, useRef } from 'react'
import { type Control, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Field } from '../../../shared/kernel/entity/fields.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { formatInstant } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { useActorWord } from '../state/users.ts'
import { fieldWord } from '../text/words.ts'
import { ReadValue } from './FormField.tsx'
import type { FormValues } from './values.ts'
import { wordChanges } from './word-changes.ts'
import css from './form.module.css'

const VERSIONS = ['mine', 'theirs', 'before'] as const
export type Version = (typeof VERSIONS)[number]

/** Fields that two people changed: what each wrote is kept until one chooses. */
export interface Conflict {
  readonly names: readonly string[]
  /** The record as the other left it. */
  readonly theirs: RecordView
  readonly before: FormValues
  readonly chosen: Readonly<Partial<Record<string, Version>>>
}

interface Props {
  readonly entity: AnyEntity
  readonly control: Control<FormValues>
  readonly conflict: Conflict
  readonly onChoose: (chosen: Conflict['chosen']) => void
}

/** Field by field, the versions to choose from; none is chosen beforehand. */
export const ConflictPanel = ({ entity, control, conflict, onChoose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const { names, theirs, before, chosen } = conflict
  const values = useWatch({ control, name: [...names] })
  const mine = Object.fromEntries(names.map((name, index) => [name, values[index]]))
  const valueOf = (version: Version, name: string): unknown => (version === 'mine' ? mine : version === 'theirs' ? theirs : before)[name] ?? null
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const count = names.filter(name => chosen[name]).length
  const actorWord = useActorWord()
  const about = { mine: t('form.mineHint'), theirs: `${actorWord(theirs.updatedBy)}, ${formatInstant(theirs.updatedAt, language)}`, before: t('form.beforeHint') }
  return (
    <section className={css.conflict} aria-labelledby="conflict-title">
      <header>
        <h2 id="conflict-title" ref={heading} tabIndex={-1}>
          {t('form.conflictTitle', { count: names.length })}
        </h2>
        <p>{t('form.conflictHint')}</p>
      </header>
      <div className={css.versions}>
        <span />
        {VERSIONS.map(version => (
          <div key={version} className={css.version}>
            <strong>{t(`form.version.${version}`)}</strong>
            <span>{about[version]}</span>
            <Button size="small" onClick={() => onChoose(Object.fromEntries(names.map(name => [name, version])))}>
              {t(`form.takeAll.${version}`)}
            </Button>
          </div>
        ))}
      </div>
      {names.map(name => (
        <fieldset key={name} className={css.choice} data-open={!chosen[name] || undefined}>
          <legend>
            {fieldWord(t, entity, name)}
            {!chosen[name] && <em>{t('form.toChoose')}</em>}
          </legend>
          {VERSIONS.map(version => (
            <label key={version} className={css.option} data-version={version}>
              <input type="radio" name={`conflict-${name}`} checked={chosen[name] === version} onChange={() => onChoose({ ...chosen, [name]: version })} />
              <span>
                <span className="visually-hidden">
                  {t(`form.version.${version}`)}
                  {t('ui.colon')}
                </span>
                <span className={css.narrowVersion} aria-hidden="true">
                  {t(`form.version.${version}`)}
                </span>
                {shown(entity.fields[name]!, valueOf(version, name), version === 'before' ? undefined : before[name])}
              </span>
            </label>
          ))}
        </fieldset>
      ))}
      <footer>
        <span role="status">{t('form.chosen', { count, total: names.length })}</span>
        <progress value={count} max={names.length} aria-hidden="true" />
      </footer>
    </section>
  )
}

const shown = (field: Field, value: unknown, before: unknown): ReactNode =>
  typeof value === 'string' && typeof before === 'string' && (field.kind === 'text' || field.kind === 'longText' || field.kind === 'phone')
    ? wordChanges(before, value).map((piece, index) => (piece.isNew ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>))
    : <ReadValue field={field} value={value} />
