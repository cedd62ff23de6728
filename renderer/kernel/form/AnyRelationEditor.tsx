import MenuItem from '@mui/material/MenuItem'
import Select from '@mui/material/Select'
import { ChevronDown } from 'lucide-react'
import { type ComponentType, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { typesReached } from '../../../shared/kernel/entity/define.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { useOff } from '../state/off.ts'
import { useRegistry } from '../state/registry.ts'
import { oneWord } from '../text/words.ts'
import type { TitledId } from '../ui/Value.tsx'
import type { EditorProps } from './editor-props.ts'
import css from './form.module.css'

interface Props extends EditorProps {
  /** Finds a record of one type. */
  readonly OneTypeEditor: ComponentType<EditorProps>
}

/** A record of any type: its type, then which one. */
export const AnyRelationEditor = ({ OneTypeEditor, ...props }: Props) => {
  const { t } = useTranslation()
  const { field, value, onChange, label } = props
  const off = useOff()
  const types = typesReached(field, useRegistry()).filter(each => !off.types.has(each))
  const chosen = value as TitledId | null
  const [wanted, setWanted] = useState(types[0]!)
  const type = chosen?.type ?? wanted
  const ofType = useMemo(() => ({ ...field, to: type }), [field, type])
  return (
    <div className={css.item}>
      <Select
        className={css.itemLabel}
        value={type}
        IconComponent={SelectIcon}
        onChange={event => {
          setWanted(event.target.value)
          if (chosen) onChange(null)
        }}
        SelectDisplayProps={{ 'aria-label': `${label}${t('ui.colon')}${t('ui.kind')}` }}
      >
        {types.map(one => (
          <MenuItem key={one} value={one}>
            {oneWord(t, visibleEntity(one)!)}
          </MenuItem>
        ))}
      </Select>
      <div className={css.itemValue}>
        <OneTypeEditor key={type} {...props} field={ofType} onChange={next => onChange(next && { ...(next as TitledId), type })} />
      </div>
    </div>
  )
}

const SelectIcon = ({ className }: { readonly className?: string }) => <ChevronDown size={16} className={className} aria-hidden="true" />
