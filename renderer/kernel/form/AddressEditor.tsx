import Button from '@mui/material/Button'
import FormLabel from '@mui/material/FormLabel'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ADDRESS_PARTS, type Address, type AddressPart } from '../../../shared/kernel/entity/fields.ts'
import type { EditorProps } from './editor-props.ts'
import css from './form.module.css'

const RARE: readonly AddressPart[] = ['poBox', 'extended', 'region']

/** The parts of a postal address, the rare ones shown when they hold something or when asked for. */
export const AddressEditor = ({ id, value, onChange, onBlur, label }: EditorProps) => {
  const { t } = useTranslation()
  const address = (value as Address | null) ?? {}
  const [isWhole, setWhole] = useState(RARE.some(part => address[part]))
  return (
    <div role="group" aria-label={label} className={css.address}>
      {ADDRESS_PARTS.filter(part => isWhole || !RARE.includes(part)).map(part => (
        <div key={part} className={css[`part_${part}`] ?? css.part}>
          <FormLabel htmlFor={`${id}-${part}`}>{t(`persons.address.${part}`)}</FormLabel>
          <OutlinedInput
            id={`${id}-${part}`}
            value={address[part] ?? ''}
            onChange={event => onChange({ ...address, [part]: event.target.value })}
            onBlur={onBlur}
            inputProps={{ autoComplete: 'off' }}
          />
        </div>
      ))}
      {!isWhole && (
        <Button variant="text" size="small" onClick={() => setWhole(true)} className={css.part}>
          {t('ui.moreLines')}
        </Button>
      )}
    </div>
  )
}
