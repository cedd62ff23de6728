import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { ChevronDown } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { columnWord } from '../list/column-word.ts'
import { useSpeech } from '../list/speech.ts'
import { type FieldChoice, fieldChoices } from './places.ts'
import { entityOf } from '../state/entity-of.ts'

interface Props {
  readonly entity: AnyEntity
  /** Empty while none is chosen. */
  readonly field: string
  readonly isInvalid: boolean
  readonly onChoose: (path: string) => void
}

const MOST = 80

/** A field of the record or of what is linked with it, found by its words; those two links away only by them. */
export const FieldChooser = ({ entity, field, isInvalid, onChoose }: Props) => {
  const { t } = useTranslation()
  const speech = useSpeech()
  const choices = useMemo(() => fieldChoices(entity, entityOf, speech), [entity, speech])
  const chosen = field === '' ? null : (choices.find(({ path }) => path === field) ?? { path: field, word: columnWord(t, entity, field), group: '', depth: 0 })
  const word = ({ depth, group, word: own }: FieldChoice): string => (depth > 0 ? `${group} → ${own}` : own)
  return (
    <Autocomplete<FieldChoice, false, true>
      size="small"
      options={choices}
      value={chosen as FieldChoice}
      disableClearable
      onChange={(_, next) => onChoose(next.path)}
      getOptionLabel={word}
      getOptionKey={({ path }) => path}
      isOptionEqualToValue={(a, b) => a.path === b.path}
      groupBy={({ group }) => group}
      filterOptions={(all, { inputValue }) => {
        const typed = chosen && inputValue === word(chosen) ? '' : fold(inputValue)
        const near = all.filter(({ depth }) => typed !== '' || depth < 2)
        return near.filter(choice => typed.split(' ').every(part => fold(word(choice)).includes(part))).slice(0, typed === '' ? undefined : MOST)
      }}
      autoHighlight
      openOnFocus={field === ''}
      popupIcon={<ChevronDown size={16} aria-hidden="true" />}
      openText={t('ui.open')}
      closeText={t('ui.close')}
      noOptionsText={t('filters.page.noField')}
      renderOption={({ key, ...props }, choice) => (
        <li key={key} {...props}>
          {choice.word}
        </li>
      )}
      slotProps={{ popper: { style: { width: 340 }, placement: 'bottom-start' } }}
      renderInput={params => (
        <TextField {...params} error={isInvalid} placeholder={t('filters.page.chooseField')} slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, 'aria-label': t('filters.page.field') } }} />
      )}
    />
  )
}
