import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Colour, ValueList } from '../../../shared/kernel/entity/value-list.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { errorText } from '../../kernel/text/words.ts'
import { Radios } from '../../kernel/ui/Radios.tsx'
import { ColourChoice } from './ColourChoice.tsx'
import type { ShownValue } from './list-values.ts'
import css from './settings.module.css'

interface Props {
  readonly list: ValueList
  /** Without one, a new one is made. */
  readonly value: ShownValue | undefined
  readonly others: readonly ShownValue[]
  readonly onClose: () => void
}

const OUTCOMES = ['open', 'won', 'lost'] as const
type Outcome = (typeof OUTCOMES)[number]

const NumberField = ({ label, value, onChange }: { readonly label: string; readonly value: number | null; readonly onChange: (value: number | null) => void }) => {
  const id = useId()
  return (
    <div className={css.field}>
      <FormLabel htmlFor={id}>{label}</FormLabel>
      <Editor id={id} field={{ kind: 'integer' }} value={value} onChange={typed => onChange(typed as number | null)} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={label} />
    </div>
  )
}

/** Adds a value to a list, or changes its name and colour; of a step of sales also what it says of them. */
export const ValueDialog = ({ list, value, others, onClose }: Props) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const operations = useOperations()
  const [label, setLabel] = useState<string | null>(value?.word ?? null)
  const [colour, setColour] = useState<Colour>(value?.colour ?? 'neutral')
  const [chance, setChance] = useState<number | null>(value?.chance ?? null)
  const [staleDays, setStaleDays] = useState<number | null>(value?.staleDays ?? null)
  const [outcome, setOutcome] = useState<Outcome>(value?.isWon ? 'won' : value?.isLost ? 'lost' : 'open')
  const [failure, setFailure] = useState<string>()
  const shipped = value?.isDeclared ? t(`${list.labels}.${value.key}`, { defaultValue: value.key }) : undefined
  const isRenamed = shipped !== undefined && value?.label !== undefined
  const save = async (): Promise<void> => {
    const typed = label?.trim() ?? ''
    const word = typed || shipped
    if (!word) return setFailure(t('valueLists.nameWanted'))
    if (others.some(other => fold(other.word) === fold(word))) return setFailure(t('valueLists.nameTaken', { name: word }))
    setFailure(undefined)
    try {
      const sales = list.ofSales ? { chance, staleDays, isWon: outcome === 'won', isLost: outcome === 'lost' } : {}
      const patch = { label: typed && typed !== shipped ? typed : null, colour, ...sales }
      const { op } = await unwrap(api.entities.save({ type: 'listValue', ...(value?.record ? { id: value.record, patch } : { patch: { ...patch, list: list.name, key: value?.key ?? crypto.randomUUID() } }) }))
      operations.report(op, t(value ? 'valueLists.saved' : 'valueLists.added', { name: word }))
      onClose()
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <FormDialog title={value ? t('valueLists.editTitle', { name: value.word }) : t('valueLists.add')} conclusion={t('ui.save')} onConclude={save} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <div className={css.field}>
        <FormLabel htmlFor={`${id}-name`} required={!shipped}>
          {t('valueLists.name')}
        </FormLabel>
        <Editor
          id={`${id}-name`}
          field={{ kind: 'text' }}
          value={label}
          onChange={typed => setLabel(typed as string | null)}
          onBlur={() => {}}
          isInvalid={failure !== undefined}
          describedBy={isRenamed ? `${id}-hint` : undefined}
          label={t('valueLists.name')}
        />
        {isRenamed && (
          <p id={`${id}-hint`} className={css.hint}>
            {t('valueLists.shippedHint', { name: shipped })}
          </p>
        )}
      </div>
      <ColourChoice value={colour} onChoose={setColour} />
      {list.ofSales && (
        <>
          <Radios label={t('sales.value.outcome')} value={outcome} options={OUTCOMES.map(each => ({ value: each, word: t(`sales.value.${each}`) }))} onChoose={setOutcome} />
          <NumberField label={t('sales.value.chance')} value={chance} onChange={setChance} />
          {outcome === 'open' && <NumberField label={t('sales.value.staleDays')} value={staleDays} onChange={setStaleDays} />}
        </>
      )}
    </FormDialog>
  )
}
