import Autocomplete from '@mui/material/Autocomplete'
import TextField from '@mui/material/TextField'
import { useQuery } from '@tanstack/react-query'
import { ChevronDown, Plus, X } from 'lucide-react'
import { type ComponentType, useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { useApi } from '../rpc/api-context.tsx'
import { unwrap } from '../rpc/connection.ts'
import { useOperations } from '../state/operations.ts'
import { keys } from '../state/queries.ts'
import { registry } from '../state/registry.ts'
import { newWord } from '../text/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import type { TitledId } from '../ui/Value.tsx'
import type { EditorProps } from './editor-props.ts'
import { QuickCreate } from './QuickCreate.tsx'
import { useValueToCome } from './values-to-come.ts'

interface Props extends EditorProps {
  /** The editor of each field of a record made on the spot. */
  readonly PartEditor: ComponentType<EditorProps>
}

const MOST = 12
/** Of a type whose records can be set aside, those that are not. */
const ACTIVE: Filter = { field: 'isInactive', op: 'ne', value: true }
/** Stand for records that are not there yet: one of this name, or one whose form is to be filled. */
const CREATE = ''
const FILL = '+'

/** Another record, found by the beginnings of its words; a type with a name field can be made on the spot. */
export const RelationEditor = ({ id, field, value, onChange, onBlur, isInvalid, describedBy, label, opensAtOnce = false, PartEditor }: Props) => {
  const { t } = useTranslation()
  const api = useApi()
  const operations = useOperations()
  const comes = useValueToCome()
  const entity = registry().find(other => other.type === field.to)!
  const chosen = value as TitledId | null
  const [typed, setTyped] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [filled, setFilled] = useState<string>()
  const text = useDeferredValue(typed === chosen?.title ? '' : typed.trim())
  const asked = { ...(text ? { text } : {}), ...(entity.fields['isInactive'] ? { filter: ACTIVE } : {}), limit: MOST, view: [] }
  const { data: found = [], isFetching } = useQuery({
    queryKey: keys.rows(entity.type, asked),
    queryFn: async ({ signal }) => (await unwrap(api.entities.list({ type: entity.type, ...asked }, { signal }))).rows,
    enabled: isOpen,
    placeholderData: old => old,
  })
  // While others are on their way, only those that fit what is typed may be taken by Enter.
  const isBehind = isFetching || (typed !== chosen?.title && typed.trim() !== text)
  const fits = (title: string): boolean => !isBehind || fold(title).includes(fold(typed))
  const options: TitledId[] = found.filter(({ title }) => fits(title)).map(({ id: recordId, title }) => ({ id: recordId, title }))
  if (chosen && !text && !options.some(option => option.id === chosen.id)) options.unshift(chosen)
  if (!isBehind && !options.some(option => option.title === text)) {
    if (text && entity.nameField) options.push({ id: CREATE, title: text })
    options.push({ id: FILL, title: text })
  }
  const choose = async (next: TitledId | null): Promise<void> => {
    if (next?.id === FILL) return setFilled(next.title)
    if (next?.id !== CREATE) return onChange(next)
    const { record, op } = await unwrap(api.entities.save({ type: entity.type, patch: { [entity.nameField!]: next.title } }))
    operations.report(op, t('ui.createdOne', { title: record.title }))
    onChange({ id: record.id, title: record.title })
  }
  const autocomplete = (
    <Autocomplete<TitledId>
      id={id}
      options={options}
      value={chosen}
      open={isOpen}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      inputValue={typed}
      onInputChange={(_, next) => setTyped(next)}
      onChange={(_, next) => comes(choose(next))}
      onBlur={onBlur}
      getOptionLabel={option => option.title}
      getOptionKey={option => option.id}
      isOptionEqualToValue={(a, b) => a.id === b.id}
      filterOptions={all => all}
      autoHighlight={text !== ''}
      openOnFocus={opensAtOnce}
      popupIcon={<ChevronDown size={16} aria-hidden="true" />}
      clearIcon={<X size={14} aria-hidden="true" />}
      openText={t('ui.open')}
      closeText={t('ui.close')}
      clearText={t('ui.clear')}
      noOptionsText={t('ui.noOptions')}
      renderOption={({ key, ...props }, option) => (
        <li key={key} {...props}>
          {option.id === CREATE || option.id === FILL ? (
            <>
              <Plus size={16} aria-hidden="true" />
              &nbsp;{option.id === CREATE ? t('ui.createNamed', { title: option.title }) : option.title ? t('form.fillNamed', { title: option.title }) : `${newWord(t, entity)}…`}
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
  return (
    <>
      {autocomplete}
      {filled !== undefined && (
        <QuickCreate
          entity={entity}
          text={filled}
          PartEditor={PartEditor}
          onClose={() => setFilled(undefined)}
          onCreated={record => {
            setFilled(undefined)
            onChange(record)
          }}
        />
      )}
    </>
  )
}
