import Alert from '@mui/material/Alert'
import Autocomplete from '@mui/material/Autocomplete'
import FormLabel from '@mui/material/FormLabel'
import TextField from '@mui/material/TextField'
import { useQueryClient } from '@tanstack/react-query'
import { ChevronDown, X } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyEntity, typesReached } from '../../../shared/kernel/entity/define.ts'
import type { RecordView } from '../../../shared/kernel/rpc/schemas.ts'
import { fold } from '../../../shared/kernel/text/fold.ts'
import { otherSide, type RelationKind, type Side } from '../../../shared/modules/relations/relation-kinds.ts'
import { kindRefusal, type Refusal, sideRefusal, sidesFor, typesAcross } from '../../../shared/modules/relations/relations.rules.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { FormDialog } from '../../kernel/form/FormDialog.tsx'
import { type Which, wholly } from '../../kernel/list/use-bulk.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { type Api, unwrap } from '../../kernel/rpc/connection.ts'
import { followJob } from '../../kernel/state/jobs.ts'
import { useOff } from '../../kernel/state/off.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { keys } from '../../kernel/state/queries.ts'
import { useRecents } from '../../kernel/state/recent.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { useTags } from '../../kernel/state/value-lists.ts'
import { countWords } from '../../kernel/text/count-words.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { errorText, oneWord } from '../../kernel/text/words.ts'
import { Segments } from '../../kernel/ui/Segments.tsx'
import type { TitledId } from '../../kernel/ui/Value.tsx'
import { predicateOf, refusalText, useKinds } from './kinds.ts'
import css from './relations.module.css'

/** A record at the other end, before it is linked. */
export interface Party extends TitledId {
  readonly type: string
}

type Linked = Extract<Awaited<ReturnType<Api['relations']['link']>>, { ok: true }>['value']

interface Props {
  readonly entity: AnyEntity
  /** The record that gets relations to others; without one the ticked rows of a list are linked with one. */
  readonly record?: RecordView
  readonly which?: Which
  readonly many?: number
  readonly initial?: readonly Party[]
  readonly onClose: () => void
}

interface Choice {
  readonly kind: RelationKind
  /** Where the record, or each of the ticked ones, stands. */
  readonly side: Side
  readonly refused: Refusal | undefined
}

const RECENTS = 5

/** Asks how, then with which records, and makes the relations as one operation; what is refused is named. */
export const RelateDialog = ({ entity, record, which, many = 1, initial = [], onClose }: Props) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const id = useId()
  const api = useApi()
  const queries = useQueryClient()
  const operations = useOperations()
  const kinds = useKinds()
  const tags = useTags()
  const registry = useRegistry()
  const [choice, setChoice] = useState<Choice>()
  const [chosen, setChosen] = useState<readonly Party[]>(initial)
  const [wanted, setWanted] = useState<string>()
  const [failure, setFailure] = useState<string>()
  const [refusals, setRefusals] = useState<Linked['refusals']>([])
  const held = (record?.['tags'] as string[] | null | undefined) ?? []
  const refusalOf = (kind: RelationKind, side: Side): Refusal | undefined => {
    const own = kindRefusal(kind) ?? (record && sideRefusal(kind, side, { type: entity.type, tags: held }))
    if (own) return own
    const across = typesAcross(kind, side)
    const wrong = across.length > 0 ? initial.find(({ type }) => !across.includes(type)) : undefined
    return wrong && { reason: 'type', side: otherSide(side), type: wrong.type, types: across }
  }
  const choices = kinds
    .flatMap(kind => sidesFor(kind, entity.type).map((side): Choice => ({ kind, side, refused: refusalOf(kind, side) })))
    .toSorted((a, b) => Number(a.refused !== undefined) - Number(b.refused !== undefined))
  const across = choice ? typesAcross(choice.kind, choice.side).filter(each => visibleEntity(each) !== undefined) : []
  const off = useOff()
  const types = across.length > 0 ? across : typesReached({ kind: 'relation' }, registry).filter(each => !off.types.has(each))
  const type = wanted !== undefined && types.includes(wanted) ? wanted : types[0]!
  const isSingle = record === undefined
  const word = ({ kind, side }: Choice): string => predicateOf(t, kind, side)
  const near = record ? record.title || t('ui.untitled') : countWords(t, entity, many, language)
  const take = (party: Party): void => {
    setRefusals([])
    setChosen(old => (isSingle ? [party] : [...old.filter(other => other.id !== party.id), party]))
    // The field is made anew for the next one, and keeps the keyboard.
    requestAnimationFrame(() => document.getElementById(`${id}-record`)?.focus())
  }
  const recents = useRecents().filter(recent => types.includes(recent.type) && recent.id !== record?.id && !chosen.some(other => other.id === recent.id))

  const said = (done: { count: number; refused: number }): string => {
    const text = t('relations.added', { count: done.count, number: formatNumber(done.count, language) })
    return done.refused ? `${text} ${t('relations.refusedSome', { count: done.refused, number: formatNumber(done.refused, language) })}` : text
  }
  const relate = async (): Promise<void> => {
    if (!choice || chosen.length === 0) return
    setFailure(undefined)
    try {
      const to = record
        ? { side: choice.side, id: record.id, ids: chosen.map(party => party.id) }
        : { side: otherSide(choice.side), id: chosen[0]!.id, type: entity.type, ...which, ...wholly(which), background: true }
      const { op, job, ...done } = await unwrap(api.relations.link({ kind: choice.kind.key, ...to }))
      if (job) {
        void followJob(api, job, t('relations.linking'), t('list.stop')).then(({ counts }) => operations.report(op, said({ count: counts['created'] ?? 0, refused: counts['refused'] ?? 0 })), operations.failed)
        void queries.invalidateQueries({ queryKey: keys.jobs })
      } else if (done.count > 0) operations.report(op, said(done))
      if (done.refusals.length === 0) return onClose()
      setRefusals(done.refusals)
      setChosen(old => (isSingle ? old : old.filter(party => done.refusals.some(refused => refused.id === party.id))))
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <FormDialog title={record ? t('relations.addTitle') : t('relations.relateTitle', { words: near })} conclusion={t('relations.relate')} cannotConclude={!choice || chosen.length === 0} onConclude={relate} onClose={onClose}>
      {failure && <Alert severity="error">{failure}</Alert>}
      {refusals.length > 0 && (
        <Alert severity="warning">
          {t('relations.notLinked')}
          <ul className={css.refusals}>
            {refusals.map(refused => (
              <li key={refused.id}>
                <b>{refused.title}</b> {refusalText(t, refused, tags)}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <div className={css.ask}>
        <FormLabel htmlFor={`${id}-kind`}>{near}</FormLabel>
        <Autocomplete<Choice>
          id={`${id}-kind`}
          options={choices}
          value={choice ?? null}
          onChange={(_, next) => {
            setChoice(next ?? undefined)
            setRefusals([])
            if (next) setChosen(old => old.filter(party => typesAcross(next.kind, next.side).length === 0 || typesAcross(next.kind, next.side).includes(party.type)))
          }}
          openOnFocus
          autoHighlight
          getOptionLabel={word}
          getOptionKey={({ kind, side }) => `${kind.key} ${side}`}
          getOptionDisabled={({ refused }) => refused !== undefined}
          isOptionEqualToValue={(a, b) => a.kind.key === b.kind.key && a.side === b.side}
          filterOptions={(options, { inputValue }) => options.filter(option => fold(word(option)).includes(fold(inputValue)))}
          popupIcon={<ChevronDown size={16} aria-hidden="true" />}
          clearIcon={<X size={14} aria-hidden="true" />}
          openText={t('ui.open')}
          closeText={t('ui.close')}
          clearText={t('ui.clear')}
          noOptionsText={t('ui.noOptions')}
          renderOption={({ key, ...props }, option) => (
            <li key={key} {...props}>
              <span className={css.option}>
                {word(option)}
                {option.refused && <small>{refusalText(t, option.refused, tags)}</small>}
              </span>
            </li>
          )}
          renderInput={params => <TextField {...params} placeholder={t('relations.how')} slotProps={{ ...params.slotProps, htmlInput: { ...params.slotProps.htmlInput, 'aria-label': t('relations.how') } }} />}
        />
      </div>
      {choice && (
        <>
          {types.length > 1 && (
            <Segments label={t('relations.whichType')} value={type} options={types.map(each => ({ value: each, word: oneWord(t, visibleEntity(each)!) }))} onChoose={setWanted} />
          )}
          {chosen.length > 0 && (
            <ul className={css.chosen} aria-label={t('relations.chosen')}>
              {chosen.map(party => (
                <li key={party.id}>
                  <span>{party.title || t('ui.untitled')}</span>
                  <button type="button" aria-label={t('relations.unchoose', { title: party.title })} onClick={() => setChosen(old => old.filter(other => other.id !== party.id))}>
                    <X size={12} aria-hidden="true" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          {(!isSingle || chosen.length === 0) && (
            <div className={css.ask}>
              <FormLabel htmlFor={`${id}-record`}>{t('relations.with')}</FormLabel>
              <Editor
                key={`${type} ${chosen.length}`}
                id={`${id}-record`}
                field={{ kind: 'relation', to: type }}
                value={null}
                onChange={next => next && take({ ...(next as TitledId), type })}
                onBlur={() => {}}
                isInvalid={false}
                describedBy={undefined}
                label={t('relations.with')}
              />
            </div>
          )}
          {recents.length > 0 && (!isSingle || chosen.length === 0) && (
            <div className={css.recents} role="group" aria-label={t('relations.recents')}>
              <span>{t('relations.recents')}</span>
              {recents.slice(0, RECENTS).map(recent => (
                <button key={recent.id} type="button" className={css.recent} onClick={() => take(recent)}>
                  {recent.title || t('ui.untitled')}
                </button>
              ))}
            </div>
          )}
        </>
      )}
    </FormDialog>
  )
}
