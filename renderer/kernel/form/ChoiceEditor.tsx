import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { ChevronDown, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { OfferedValue } from '../../../shared/kernel/entity/merge-values.ts'
import { isColoured, useOfferedValues, valueWord } from '../state/value-lists.ts'
import { Chip } from '../ui/Chip.tsx'
import type { EditorProps } from './editor-props.ts'

/** One or several of the values that a list offers; a value no longer offered stays until it is changed. */
export const ChoiceEditor = ({ id, field, value, onChange, onBlur, isInvalid, describedBy, label, opensAtOnce = false }: EditorProps) => {
  const { t } = useTranslation()
  const list = field.values!
  const all = useOfferedValues()(list)
  const isMany = field.kind === 'multiChoice'
  const chosen = (isMany ? ((value as string[] | null) ?? []) : value ? [value as string] : []).map(
    key => all.find(offered => offered.key === key) ?? { key, colour: 'neutral' as const, disabled: false },
  )
  const options = [...all.filter(offered => !offered.disabled), ...chosen.filter(one => !all.some(offered => offered.key === one.key && !offered.disabled))]
  const word = (offered: OfferedValue): string => valueWord(t, list, offered)
  return (
    <Autocomplete<OfferedValue, boolean>
      id={id}
      multiple={isMany}
      options={options}
      value={isMany ? chosen : (chosen[0] ?? null)}
      onChange={(_, next) => onChange(next === null ? null : Array.isArray(next) ? next.map(one => one.key) : (next).key)}
      onBlur={onBlur}
      getOptionLabel={word}
      getOptionKey={offered => offered.key}
      isOptionEqualToValue={(a, b) => a.key === b.key}
      filterOptions={(offered, { inputValue }) => offered.filter(one => fold(word(one)).includes(fold(inputValue)))}
      autoHighlight
      openOnFocus={opensAtOnce}
      popupIcon={<ChevronDown size={16} aria-hidden="true" />}
      clearIcon={<X size={14} aria-hidden="true" />}
      openText={t('ui.open')}
      closeText={t('ui.close')}
      clearText={t('ui.clear')}
      noOptionsText={t('ui.noOptions')}
      renderOption={({ key, ...props }, offered) => (
        <li key={key} {...props}>
          {isColoured(all) ? <Chip colour={offered.colour}>{word(offered)}</Chip> : word(offered)}
        </li>
      )}
      renderInput={params => (
        <TextField
          {...params}
          error={isInvalid}
          slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, 'aria-label': label, 'aria-describedby': describedBy } }}
        />
      )}
    />
  )
}
