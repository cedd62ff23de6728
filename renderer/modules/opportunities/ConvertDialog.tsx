import Alert from '@mui/material/Alert'
import FormLabel from '@mui/material/FormLabel'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Lead } from '../../../shared/modules/opportunities/lead.entity.ts'
import { phase as phases } from '../../../shared/modules/opportunities/opportunity.lists.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import type { SheetProps } from '../../kernel/blocks/sheet-block.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useOfferedValues, valueWord } from '../../kernel/state/value-lists.ts'
import { reasonsText } from '../../kernel/text/reasons-text.ts'
import { errorText } from '../../kernel/text/words.ts'
import { Radios } from '../../kernel/ui/Radios.tsx'
import { Select } from '../../kernel/ui/Select.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import css from './opportunities.module.css'

const MOST = 3
const NEW = 'new'
const NONE = 'none'
const OTHER = 'other'

interface Part {
  readonly type: 'contact' | 'organisation'
  /** What a new one would be called; undefined where there is nothing to make one of. */
  readonly name: string | undefined
  readonly data: Record<string, unknown>
}

/** Which record of a type a lead becomes: one that is likely the same, another, a new one or none. */
const useChoice = ({ type, name, data }: Part) => {
  const api = useApi()
  const [chosen, setChosen] = useState<string>()
  const [other, setOther] = useState<TitledId | null>(null)
  const { data: likely } = useQuery({
    queryKey: keys.rows(type, { likely: data }),
    queryFn: async ({ signal }) => (name === undefined ? [] : (await unwrap(api.duplicates.check({ type, data, limit: MOST }, { signal }))).likely),
  })
  const value = chosen ?? likely?.[0]?.id ?? (name === undefined ? NONE : NEW)
  const wanted = value === NONE ? undefined : value === OTHER ? other?.id : value
  return { type, name, likely: likely ?? [], value, choose: setChosen, other, setOther, wanted, isReady: likely !== undefined && (value !== OTHER || other !== null) }
}

const Which = ({ type, name, likely, value, choose, other, setOther }: ReturnType<typeof useChoice>) => {
  const { t } = useTranslation()
  const id = useId()
  const options = [
    ...likely.map(found => ({ value: found.id, word: t('sales.convert.reuse', { title: found.title }), hint: reasonsText(t, visibleEntity(type)!, found.reasons) })),
    ...(name === undefined ? [] : [{ value: NEW, word: t(`sales.convert.make.${type}`, { name }) }]),
    { value: OTHER, word: t(`sales.convert.other.${type}`) },
    { value: NONE, word: t(`sales.convert.none.${type}`) },
  ]
  return (
    <div className={css.which}>
      <Radios label={t(`sales.convert.${type}`)} value={value} options={options} onChoose={choose} />
      {value === OTHER && (
        <Editor id={`${id}-other`} field={{ kind: 'relation', to: type }} value={other} onChange={picked => setOther(picked as TitledId | null)} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t(`sales.convert.${type}`)} opensAtOnce />
      )}
    </div>
  )
}

/** What a lead becomes, asked in one go; what is there already is proposed before anything is made twice. */
export const ConvertDialog = ({ record, onClose }: SheetProps & { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const id = useId()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const offered = useOfferedValues()
  const lead = record as unknown as Lead
  const person = [lead.firstName, lead.lastName].filter(Boolean).join(' ') || lead.emails?.[0]?.value || lead.phones?.[0]?.value
  const { firstName, lastName, emails, phones, company } = lead
  const contact = useChoice({ type: 'contact', name: person, data: filled({ firstName, lastName, emails, phones }) })
  const organisation = useChoice({ type: 'organisation', name: company, data: filled({ name: company, ...(person === undefined && { emails, phones }) }) })
  const [hasDeal, setDeal] = useState(true)
  const [name, setName] = useState<string | null>(company ?? person ?? null)
  const steps = offered(phases).filter(value => !value.disabled && !value.isWon && !value.isLost)
  const [phase, setPhase] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const isNothing = contact.wanted === undefined && organisation.wanted === undefined && !hasDeal
  const convert = async (): Promise<void> => {
    if (isNothing) return setFailure(t('sales.convert.nothing'))
    if (hasDeal && !name?.trim()) return setFailure(t('sales.convert.nameWanted'))
    setFailure(undefined)
    try {
      const first = phase ?? steps[0]?.key
      const made = await unwrap(
        api.opportunities.convert({
          id: record.id,
          ...(contact.wanted === undefined ? {} : { contact: contact.wanted }),
          ...(organisation.wanted === undefined ? {} : { organisation: organisation.wanted }),
          ...(hasDeal ? { deal: { name: name!.trim(), ...(first === undefined ? {} : { phase: first }) } } : {}),
        }),
      )
      operations.report(made.op, t('sales.convert.done', { title: record.title }))
      const [type, heir] = made.opportunity ? ['opportunity', made.opportunity] : made.contact ? ['contact', made.contact] : ['organisation', made.organisation!]
      await navigate(`/${type}/${heir}`)
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <FormDialog title={t('sales.convert.title', { title: record.title })} conclusion={t('sales.convert.convert')} cannotConclude={!contact.isReady || !organisation.isReady} onConclude={convert} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      <Which {...contact} />
      <Which {...organisation} />
      <div className={css.which}>
        <label className={css.check}>
          <input type="checkbox" checked={hasDeal} onChange={event => setDeal(event.target.checked)} />
          {t('sales.convert.deal')}
        </label>
        {hasDeal && (
          <div className={css.deal}>
            <div>
              <FormLabel htmlFor={`${id}-name`} required>
                {t('opportunities.opportunity.fields.name')}
              </FormLabel>
              <Editor id={`${id}-name`} field={{ kind: 'text' }} value={name} onChange={value => setName(value as string | null)} onBlur={() => {}} isInvalid={false} describedBy={undefined} label={t('opportunities.opportunity.fields.name')} />
            </div>
            <Select label={t('opportunities.opportunity.fields.phase')} value={phase ?? steps[0]?.key ?? ''} options={steps.map(value => ({ value: value.key, word: valueWord(t, phases, value) }))} onChoose={setPhase} />
          </div>
        )}
      </div>
      <p className={css.hint}>{t('sales.convert.hint')}</p>
    </FormDialog>
  )
}

const filled = (data: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined && value !== null))
