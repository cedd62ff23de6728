import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Plus, X } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { registry } from '../../../shared/registry.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'
import { Avatar } from '../ui/Avatar.tsx'
import type { TitledId } from '../ui/Value.tsx'
import type { EditorProps } from './editor-props.ts'

const MOST = 12
const CREATE = ''

/** Another record, found by the beginnings of its words; a type with a name field can be made on the spot. */
export const RelationEditor = ({ id, field, value, onChange, onBlur, isInvalid, describedBy, label, opensAtOnce = false }: EditorProps) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const entity = registry.find(other => other.type === field.to)!
  const chosen = value as TitledId | null
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const text = useDeferredValue(typed === chosen?.title ? '' : typed.trim())
  const { data: found = [], isFetching } = useQuery({
    queryKey: keys.rows(entity.type, { text, limit: MOST }),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: entity.type, ...(text ? { text } : {}), limit: MOST, view: [] }, { signal }))).rows,
    enabled: isOpen,
    placeholderData: old => old,
  })
  const options: TitledId[] = found.map(({ id: recordId, title }) => ({ id: recordId, title }))
  if (chosen && !text && !options.some(option => option.id === chosen.id)) options.unshift(chosen)
  if (text && entity.nameField && !isFetching && !options.some(option => option.title === text)) options.push({ id: CREATE, title: text })
  const choose = async (next: TitledId | null): Promise<void> => {
    if (next?.id !== CREATE) return onChange(next)
    try {
      const { record, op } = await unwrap(api.entities.save({ type: entity.type, patch: { [entity.nameField!]: next.title } }))
      operations.report(op, t('ui.createdOne', { title: record.title }))
      onChange({ id: record.id, title: record.title })
    } catch (error) {
      operations.failed(error)
    }
  }
  return (
    <Autocomplete<TitledId>
      id={id}
      options={options}
      value={chosen}
      open={isOpen}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      inputValue={typed}
      onInputChange={(_, next) => setTyped(next)}
      onChange={(_, next) => void choose(next)}
      onBlur={onBlur}
      getOptionLabel={option => option.title}
      getOptionKey={option => option.id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      filterOptions={all => all}
      openOnFocus={opensAtOnce}
      popupIcon={<ChevronDown size={16} aria-hidden="true" />}
      clearIcon={<X size={14} aria-hidden="true" />}
      openText={t('ui.open')}
      closeText={t('ui.close')}
      clearText={t('ui.clear')}
      noOptionsText={t('ui.noOptions')}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props}>
          {option.id === CREATE ? (
            <>
              <Plus size={16} aria-hidden="true" />
              &nbsp;{t('ui.createNamed', { title: option.title })}
            </>
          ) : (
            <>
              <Avatar id={option.id} title={option.title} isSquare />
              &nbsp;{option.title}
            </>
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
