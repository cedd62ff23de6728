import FormLabel from '@mui/material/FormLabel'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { typesReached } from '../../../shared/kernel/entity/define.ts'
import { MANY_KINDS, OWN_KINDS, type OwnKind, SEARCHED_KINDS } from '../../../shared/kernel/entity/effective.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { useRegistry } from '../../kernel/state/registry.ts'
import { oneWord } from '../../kernel/text/words.ts'
import { Select } from '../../kernel/ui/Select.tsx'
import type { FieldDraft } from './templates.ts'
import css from './customs.module.css'

export interface FieldProps {
  readonly draft: FieldDraft
  readonly onChange: (to: Partial<FieldDraft>) => void
}

/** What a field holds. */
export const KindQuestion = ({ draft, onChange }: FieldProps) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <fieldset className={css.kinds}>
      <legend>{t('customs.whichKind')}</legend>
      {OWN_KINDS.map(kind => (
        <label key={kind} className={css.kind}>
          <input type="radio" name={id} checked={draft.kind === kind} onChange={() => onChange({ kind, isMany: false })} />
          <span>
            {t(`customs.kinds.${kind}`)}
            <small>{t(`customs.kindHint.${kind}`)}</small>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What it is called, and what its kind has to know. */
export const NameQuestion = ({ draft, onChange }: FieldProps) => {
  const { t } = useTranslation()
  const id = useId()
  const { kind } = draft
  return (
    <>
      <div className={css.ask}>
        <FormLabel htmlFor={`${id}-label`} required>
          {t('customs.fieldName')}
        </FormLabel>
        <Editor id={`${id}-label`} field={{ kind: 'text' }} value={draft.label} onChange={value => onChange({ label: (value as string | null) ?? '' })} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t('customs.fieldName')} />
      </div>
      {kind === 'relation' && <TargetQuestion draft={draft} onChange={onChange} />}
      {(kind === 'choice' || kind === 'multiChoice') && (
        <div className={css.ask}>
          <FormLabel htmlFor={`${id}-choices`}>{t('customs.choices')}</FormLabel>
          <textarea id={`${id}-choices`} className={css.lines} rows={6} value={draft.choices ?? ''} aria-describedby={`${id}-hint`} onChange={event => onChange({ choices: event.target.value })} />
          <p id={`${id}-hint`} className={css.hint}>
            {t('customs.choicesHint')}
          </p>
        </div>
      )}
      {MANY_KINDS.includes(kind) && <Check label={t('customs.isMany')} hint={t('customs.isManyHint')} isChecked={draft.isMany === true} onChange={isMany => onChange({ isMany })} />}
    </>
  )
}

export const TargetQuestion = ({ draft, onChange }: FieldProps) => {
  const { t } = useTranslation()
  const registry = useRegistry()
  const reached = typesReached({ kind: 'relation' }, registry)
  return <Select label={t('customs.leadsTo')} value={draft.to ?? 'contact'} options={registry.filter(({ type }) => reached.includes(type)).map(entity => ({ value: entity.type, word: oneWord(t, entity) }))} onChoose={to => onChange({ to })} />
}

const isListable = (kind: OwnKind): boolean => kind !== 'file' && kind !== 'image' && kind !== 'longText'
const isIndexable = (kind: OwnKind): boolean => isListable(kind) && kind !== 'address' && kind !== 'multiChoice'

/** Where it is used, and whether it has to be filled. */
export const UseQuestion = ({ draft, onChange }: FieldProps) => {
  const { t } = useTranslation()
  const { kind, search, isListed, isIndexed, wanted, isMany } = draft
  return (
    <>
      {isListable(kind) && <Check label={t('customs.isListed')} hint={t('customs.isListedHint')} isChecked={isListed === true} onChange={next => onChange({ isListed: next })} />}
      {SEARCHED_KINDS.includes(kind) && (
        <Check
          label={t('customs.isSearched')}
          hint={t('customs.isSearchedHint')}
          isChecked={search !== undefined}
          onChange={isSearched => onChange({ search: isSearched ? 1 : undefined })}
        />
      )}
      {isIndexable(kind) && !isMany && <Check label={t('customs.isIndexed')} hint={t('customs.isIndexedHint')} isChecked={isIndexed === true} onChange={next => onChange({ isIndexed: next })} />}
      <WantedSelect value={wanted} onChoose={next => onChange({ wanted: next })} />
    </>
  )
}

type WantedOrNot = FieldDraft['wanted']

export const WantedSelect = ({ label, value, onChoose }: { readonly label?: string; readonly value: WantedOrNot; readonly onChoose: (value: WantedOrNot) => void }) => {
  const { t } = useTranslation()
  return (
    <Select
      label={label ?? t('customs.wanted.label')}
      isLabelHidden={label !== undefined}
      value={value ?? ''}
      options={['', 'creation', 'always'].map(each => ({ value: each, word: t(`customs.wanted.${each || 'never'}`) }))}
      onChoose={next => onChoose(next === '' ? undefined : (next as WantedOrNot))}
    />
  )
}

const Check = ({ label, hint, isChecked, onChange }: { readonly label: string; readonly hint: string; readonly isChecked: boolean; readonly onChange: (isChecked: boolean) => void }) => (
  <label className={css.check}>
    <input type="checkbox" checked={isChecked} onChange={event => onChange(event.target.checked)} />
    <span>
      {label}
      <small>{hint}</small>
    </span>
  </label>
)
