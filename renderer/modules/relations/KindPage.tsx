import FormLabel from '@mui/material/FormLabel'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { typesReached } from '../../../shared/kernel/entity/define.ts'
import { type Field, tags } from '../../../shared/kernel/entity/fields.ts'
import { otherSide, type RelationKind, type Side, SIDES } from '../../../shared/modules/relations/relation-kinds.ts'
import { entityOf } from '../../kernel/state/entity-of.ts'
import { Editor } from '../../kernel/form/Editor.tsx'
import { columnsOf } from '../../kernel/list/columns.ts'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { registry } from '../../kernel/state/registry.ts'
import { errorText, fieldWord, manyWord } from '../../kernel/text/words.ts'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { Notice } from '../../kernel/ui/Notice.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Wizard } from '../../kernel/ui/Wizard.tsx'
import { predicateOf, useKinds } from './kinds.ts'
import css from './relations.module.css'

/** Where users make a kind of relation of their own. */
export const NewKindPage = () => <KindWizard />

/** Where a kind is changed. */
export const KindPage = () => {
  const { key } = useParams()
  const { t } = useTranslation()
  const kind = useKinds().find(each => each.key === key)
  return kind ? (
    <KindWizard key={`${kind.key} ${kind.record}`} kind={kind} />
  ) : (
    <Page title={t('relations.kind.one')}>
      <Notice tint="warn" action={<ButtonLink to="/relations">{t('relations.kind.many')}</ButtonLink>}>
        {t('relations.kindGone')}
      </Notice>
    </Page>
  )
}

interface SideDraft {
  readonly predicate: string
  readonly types: readonly string[]
  readonly required: readonly string[]
  readonly forbidden: readonly string[]
}

interface Draft extends Readonly<Record<Side, SideDraft>> {
  readonly isNotCopied: boolean
  readonly isBlock: boolean
  readonly columns: readonly string[]
}

const EMPTY: SideDraft = { predicate: '', types: [], required: [], forbidden: [] }
const STEPS = ['words', 'types', 'tags', 'display'] as const

const standing = (): string[] => typesReached({ kind: 'relation' }, registry())
const TAGS: Field = tags()

/** Columns worth showing of the records of some types: those of their lists. */
const columnsFor = (types: readonly string[]): { path: string; type: string }[] => {
  const found = (types.length > 0 ? types : standing()).flatMap(type => columnsOf(entityOf(type)!).slice(1).map(({ at }) => ({ path: at.path, type })))
  return found.filter(({ path }, index) => found.findIndex(other => other.path === path) === index)
}

const KindWizard = ({ kind }: { readonly kind?: RelationKind }) => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const operations = useOperations()
  const [failure, setFailure] = useState<string>()
  const [draft, setDraft] = useState<Draft>(() => {
    const side = (name: Side): SideDraft => (kind ? { ...kind[name], predicate: predicateOf(t, kind, name) } : EMPTY)
    return { subject: side('subject'), object: side('object'), isNotCopied: kind?.isNotCopied ?? false, isBlock: kind?.isBlock ?? false, columns: kind?.columns ?? [] }
  })
  const change = (side: Side, to: Partial<SideDraft>): void => setDraft(old => ({ ...old, [side]: { ...old[side], ...to } }))
  const isWorded = SIDES.every(side => draft[side].predicate.trim() !== '')

  const save = async (): Promise<void> => {
    setFailure(undefined)
    // A shipped kind keeps the application's words, in every language, where they were not changed.
    const wordOf = (side: Side): string | null => (kind?.isShipped && draft[side].predicate === t(`relations.shipped.${kind.key}.${side}`) ? null : draft[side].predicate.trim())
    const patch = {
      ...(kind?.isShipped && !kind.record ? { key: kind.key } : {}),
      ...Object.fromEntries(
        SIDES.flatMap(side => [
          [`${side}Predicate`, wordOf(side)],
          [`${side}Types`, draft[side].types.map(value => ({ value }))],
          [`${side}Required`, draft[side].required],
          [`${side}Forbidden`, draft[side].forbidden],
        ]),
      ),
      notCopied: draft.isNotCopied || null,
      isBlock: draft.isBlock || null,
      columns: draft.columns.map(value => ({ value })),
    }
    try {
      const { op } = await unwrap(api.entities.save({ type: 'relationKind', ...(kind?.record ? { id: kind.record } : {}), patch }))
      operations.report(op, t(kind ? 'relations.kindSaved' : 'relations.kindMade', { name: draft.subject.predicate }))
      await navigate('/relations')
    } catch (error) {
      setFailure(errorText(t, error))
    }
  }
  return (
    <Page title={kind ? predicateOf(t, kind, 'subject') : t('relations.kind.new')} actions={<ButtonLink to="/relations">{t('ui.cancel')}</ButtonLink>}>
      <Wizard
        steps={STEPS.map(step => ({ step, word: t(`relations.steps.${step}`) }))}
        conclusion={t('ui.save')}
        missing={isWorded ? undefined : t('relations.wordsFirst')}
        failure={failure}
        onConclude={save}
        above={<Sentence draft={draft} />}
      >
        {step => (
          <>
            {step === 'words' && <Words draft={draft} onChange={change} />}
            {step === 'types' && <Sides draft={draft}>{side => <Types side={side} types={draft[side].types} onChange={types => change(side, { types })} />}</Sides>}
            {step === 'tags' && <Sides draft={draft}>{side => <TagRules side={side} draft={draft[side]} onChange={to => change(side, to)} />}</Sides>}
            {step === 'display' && <Display draft={draft} onChange={to => setDraft(old => ({ ...old, ...to }))} />}
          </>
        )}
      </Wizard>
    </Page>
  )
}

/** What the kind will say, both ways, of two made-up records. */
const Sentence = ({ draft }: { readonly draft: Draft }) => {
  const { t } = useTranslation()
  const nameOf = (side: Side): string => {
    const type = draft[side].types[0] ?? (side === 'subject' ? 'contact' : 'organisation')
    const isSecond = side === 'object' && type === (draft.subject.types[0] ?? 'contact')
    return t(`relations.example.${type}.${isSecond ? 1 : 0}`, { defaultValue: t('relations.example.other') })
  }
  return (
    <div className={css.sentence} aria-live="polite" aria-label={t('relations.reads')} role="group">
      {SIDES.map(side => (
        <p key={side}>
          {nameOf(side)} <em>{draft[side].predicate || '…'}</em> {nameOf(otherSide(side))}
        </p>
      ))}
    </div>
  )
}

const Words = ({ draft, onChange }: { readonly draft: Draft; readonly onChange: (side: Side, to: Partial<SideDraft>) => void }) => {
  const { t } = useTranslation()
  const id = useId()
  return (
    <>
      {SIDES.map(side => (
        <div key={side} className={css.ask}>
          <FormLabel htmlFor={`${id}-${side}`} required>
            {t(`relations.kind.fields.${side}Predicate`)}
          </FormLabel>
          <Editor id={`${id}-${side}`} field={{ kind: 'text' }} value={draft[side].predicate} onChange={value => onChange(side, { predicate: (value as string | null) ?? '' })} onBlur={() => {}} isInvalid={false} describedBy={`${id}-${side}-hint`} label={t(`relations.kind.fields.${side}Predicate`)} />
          <p id={`${id}-${side}-hint`} className={css.since}>
            {t(`relations.wordHint.${side}`)}
          </p>
        </div>
      ))}
    </>
  )
}

/** The same questions of both ends, each named by what it says. */
const Sides = ({ draft, children }: { readonly draft: Draft; readonly children: (side: Side) => ReactNode }) => {
  const { t } = useTranslation()
  return (
    <div className={css.sides}>
      {SIDES.map(side => (
        <fieldset key={side} className={css.side}>
          <legend>{t('relations.whoSays', { predicate: draft[side].predicate || '…' })}</legend>
          {children(side)}
        </fieldset>
      ))}
    </div>
  )
}

const toggled = (all: readonly string[], one: string): string[] => (all.includes(one) ? all.filter(other => other !== one) : [...all, one])

const Types = ({ side, types, onChange }: { readonly side: Side; readonly types: readonly string[]; readonly onChange: (types: readonly string[]) => void }) => {
  const { t } = useTranslation()
  return (
    <div className={css.checks} role="group" aria-label={t(`relations.kind.fields.${side}Types`)}>
      {standing().map(type => (
        <label key={type}>
          <input type="checkbox" checked={types.includes(type)} onChange={() => onChange(toggled(types, type))} />
          {manyWord(t, entityOf(type)!)}
        </label>
      ))}
      <p className={css.since}>{types.length === 0 ? t('relations.allTypes') : ''}</p>
    </div>
  )
}

const TagRules = ({ side, draft, onChange }: { readonly side: Side; readonly draft: SideDraft; readonly onChange: (to: Partial<SideDraft>) => void }) => {
  const { t } = useTranslation()
  const id = useId()
  return (['required', 'forbidden'] as const).map(rule => (
    <div key={rule} className={css.ask}>
      <FormLabel htmlFor={`${id}-${rule}`}>{t(`relations.tagRule.${rule}`)}</FormLabel>
      <Editor
        id={`${id}-${rule}`}
        field={TAGS}
        value={draft[rule]}
        onChange={value => onChange({ [rule]: (value as string[] | null) ?? [] })}
        onBlur={() => {}}
        isInvalid={false}
        describedBy={undefined}
        label={t(`relations.kind.fields.${side}${rule === 'required' ? 'Required' : 'Forbidden'}`)}
      />
    </div>
  ))
}

const Display = ({ draft, onChange }: { readonly draft: Draft; readonly onChange: (to: Partial<Draft>) => void }) => {
  const { t } = useTranslation()
  const offered = columnsFor([...new Set(SIDES.flatMap(side => draft[side].types))])
  const wordOf = ({ path, type }: { path: string; type: string }): string => fieldWord(t, entityOf(type)!, path)
  return (
    <>
      <label className={css.check}>
        <input type="checkbox" checked={!draft.isNotCopied} onChange={() => onChange({ isNotCopied: !draft.isNotCopied })} />
        <span>
          {t('relations.copied')}
          <small>{t('relations.copiedHint')}</small>
        </span>
      </label>
      <label className={css.check}>
        <input type="checkbox" checked={draft.isBlock} onChange={() => onChange({ isBlock: !draft.isBlock })} />
        <span>
          {t('relations.asBlock')}
          <small>{t('relations.asBlockHint')}</small>
        </span>
      </label>
      {draft.isBlock && (
        <fieldset className={css.side}>
          <legend>{t('relations.kind.fields.columns')}</legend>
          <div className={css.columns}>
            {offered.map(({ path, type }) => (
              <label key={path}>
                <input type="checkbox" checked={draft.columns.includes(path)} onChange={() => onChange({ columns: toggled(draft.columns, path) })} />
                {offered.some(other => other.path !== path && wordOf(other) === wordOf({ path, type })) ? `${wordOf({ path, type })} (${manyWord(t, entityOf(type)!).toLowerCase()})` : wordOf({ path, type })}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </>
  )
}
