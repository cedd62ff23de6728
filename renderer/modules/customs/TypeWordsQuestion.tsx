import FormLabel from '@mui/material/FormLabel'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Editor } from '../../kernel/form/Editor.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import { ICONS } from './icons.ts'
import css from './customs.module.css'

export interface TypeWords {
  readonly one: string
  readonly many: string
  readonly nameLabel: string
  readonly icon: string
  readonly group: string
}

const GROUPS = ['directory', 'sales'] as const

/** What a type of users' own is called, where it stands, and its icon. */
export const TypeWordsQuestion = ({ draft, onChange }: { readonly draft: TypeWords; readonly onChange: (to: Partial<TypeWords>) => void }) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <>
      <div className={css.pair}>
        {(['one', 'many'] as const).map(name => (
          <div key={name} className={css.ask}>
            <FormLabel htmlFor={`${id}-${name}`} required>
              {t(`customs.customType.fields.${name}`)}
            </FormLabel>
            <Editor id={`${id}-${name}`} field={{ kind: 'text' }} value={draft[name]} onChange={value => onChange({ [name]: (value as string | null) ?? '' })} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t(`customs.customType.fields.${name}`)} />
          </div>
        ))}
      </div>
      <div className={css.pair}>
        <div className={css.ask}>
          <FormLabel htmlFor={`${id}-name`}>{t('customs.customType.fields.nameLabel')}</FormLabel>
          <Editor id={`${id}-name`} field={{ kind: 'text' }} value={draft.nameLabel} onChange={value => onChange({ nameLabel: (value as string | null) ?? '' })} onBlur={() => {}} isInvalid={false} describedBy={`${id}-hint`} label={t('customs.customType.fields.nameLabel')} />
          <p id={`${id}-hint`} className={css.hint}>
            {t('customs.nameLabelHint')}
          </p>
        </div>
        <Select label={t('customs.customType.fields.group')} value={draft.group} options={GROUPS.map(value => ({ value, word: t(`ui.groups.${value}`) }))} onChoose={group => onChange({ group })} />
      </div>
      <fieldset className={css.icons}>
        <legend>{t('customs.customType.fields.icon')}</legend>
        {Object.entries(ICONS).map(([name, Icon]) => (
          <label key={name} className={css.icon} title={t(`customs.icons.${name}`)}>
            <input type="radio" className="visually-hidden" name={`${id}-icon`} aria-label={t(`customs.icons.${name}`)} checked={draft.icon === name} onChange={() => onChange({ icon: name })} />
            <Icon size={18} aria-hidden="true" />
          </label>
        ))}
      </fieldset>
    </>
  )
}
