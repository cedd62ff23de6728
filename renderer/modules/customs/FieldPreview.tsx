import FormLabel from '@mui/material/FormLabel'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Field, list } from '../../../shared/kernel/entity/fields.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { type FieldDraft, linesOf } from './templates.ts'
import css from './customs.module.css'

const fieldOf = ({ kind, to, isMany, choices }: FieldDraft): Field => {
  const one: Field = {
    kind,
    ...(kind === 'relation' && { to: to ?? 'contact' }),
    ...((kind === 'choice' || kind === 'multiChoice') && { values: { name: 'preview', labels: 'customs.values', open: false, values: linesOf(choices ?? '').map(key => ({ key })) } }),
  }
  return isMany ? list(one) : one
}

/** A field as it will stand in forms; what is typed into it goes nowhere. */
export const FieldPreview = ({ draft }: { readonly draft: FieldDraft }) => {
  const { t } = useTranslation()
  const [value, setValue] = useState<unknown>(null)
  const label = draft.label.trim() || t('customs.fieldName')
  return (
    <section className={css.preview} aria-label={t('customs.preview')}>
      <h2>{t('customs.preview')}</h2>
      <div className={css.ask}>
        <FormLabel htmlFor="preview" required={draft.wanted !== undefined}>
          {label}
        </FormLabel>
        <Editor id="preview" field={fieldOf(draft)} value={value} onChange={setValue} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={label} />
      </div>
      <p className={css.hint}>{t(`customs.kindHint.${draft.kind}`)}</p>
    </section>
  )
}
