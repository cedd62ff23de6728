import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { ChevronDown, Plus, X } from 'lucide-react'
import { useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { fold } from '../../../shared/kernel/text/fold.ts'
import type { OfferedValue } from '../../../shared/kernel/entity/merge-values.ts'
import { isColoured, useOfferedValues, valueWord } from '../state/value-lists.ts'
import { Chip } from '../ui/Chip.tsx'
import type { EditorProps } from './editor-props.ts'
import { RecordTypeContext } from './record-type.ts'
import { useNewValue } from './use-new-value.ts'
import { useValueToCome } from './values-to-come.ts'

/** Whether records of a type may have it: a tag may be for some only. */
const isFor = (offered: OfferedValue & { readonly types?: readonly string[] }, type: string | undefined): boolean => !offered.types?.length || type === undefined || offered.types.includes(type)

/** Stands for a value that the list lacks. */
const NEW = ''

/** One or several of the values that a list offers; a value no longer offered stays until it is changed. An open list grows. */
export const ChoiceEditor = ({ id, field, value, onChange, onBlur, isInvalid, describedBy, label, opensAtOnce = false }: EditorProps) => {
  const { t } = useTranslation()
  const list = field.values!
  const all = useOfferedValues()(list)
  const type = useContext(RecordTypeContext)
  const isMany = field.kind !== 'choice'
  const chosen = (isMany ? ((value as string[] | null) ?? []) : value ? [value as string] : []).map(
    key => all.find(offered => offered.key === key) ?? { key, colour: 'neutral' as const, disabled: false },
  )
  const options = [...all.filter(offered => !offered.disabled && isFor(offered, type)), ...chosen.filter(one => !all.some(offered => offered.key === one.key && !offered.disabled))]
  const addValue = useNewValue()
  const comes = useValueToCome()
  const choose = async (next: OfferedValue | readonly OfferedValue[] | null): Promise<void> => {
    const wanted = [next ?? []].flat()
    const made = wanted.find(one => one.key === NEW)
    const key = made && (await addValue(list, made.label!))
    const keys = wanted.map(one => (one.key === NEW ? key! : one.key))
    onChange(isMany ? keys : (keys[0] ?? null))
  }
  const withNew = (offered: OfferedValue[], text: string): OfferedValue[] => {
    const typed = text.trim()
    const isKnown = all.some(one => fold(word(one)) === fold(typed))
    return list.open && typed && !isKnown ? [...offered, { key: NEW, label: typed, colour: 'neutral', disabled: false }] : offered
  }
  const word = (offered: OfferedValue): string => valueWord(t, list, offered)
  return (
    <Autocomplete<OfferedValue, boolean>
      id={id}
      multiple={isMany}
      options={options}
      value={isMany ? chosen : (chosen[0] ?? null)}
      onChange={(_, next) => comes(choose(next))}
      onBlur={onBlur}
      getOptionLabel={word}
      getOptionKey={offered => offered.key}
      isOptionEqualToValue={(a, b) => a.key === b.key}
      filterOptions={(offered, { inputValue }) => withNew(offered.filter(one => fold(word(one)).includes(fold(inputValue))), inputValue)}
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
          {offered.key === NEW ? (
            <>
              <Plus size={16} aria-hidden="true" />
              &nbsp;{t('form.addValue', { label: offered.label })}
            </>
          ) : isColoured(all) ? (
            <Chip colour={offered.colour}>{word(offered)}</Chip>
          ) : (
            word(offered)
          )}
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
