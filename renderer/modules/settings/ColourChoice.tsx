import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { COLOURS, type Colour } from '../../../shared/kernel/entity/value-list.ts'
import ui from '../../kernel/ui/ui.module.css'
import css from './settings.module.css'

/** One of the tints, each by its name. */
export const ColourChoice = ({ value, onChoose }: { readonly value: Colour; readonly onChoose: (colour: Colour) => void }) => {
  const { t } = useTranslation()
  const name = useId()
  return (
    <fieldset className={css.colours}>
      <legend>{t('valueLists.colour')}</legend>
      {COLOURS.map(colour => (
        <label key={colour} className={`${css.colour} ${ui[`tint_${colour}`]}`}>
          <input type="radio" name={name} checked={value === colour} onChange={() => onChoose(colour)} />
          <span>{t(`tags.colours.${colour}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}
