import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyEntity, isAttached } from '../../../shared/kernel/entity/define.ts'
import type { RelationAsked } from '../../../shared/kernel/filter/filter.ts'
import { resolvePlace } from '../../../shared/kernel/filter/place.ts'
import { Editor } from '../form/Editor.tsx'
import { useRegistry } from '../state/registry.ts'
import { Select } from '../ui/Select.tsx'
import { FieldChooser } from './FieldChooser.tsx'
import { FilterSentence } from './FilterSentence.tsx'
import type { FieldRow, RelationRow, Row, SavedRow } from './model.ts'
import { type FilterNames, predicateWord, savedName, someWord } from './say-filter.ts'
import { entityOf } from '../state/entity-of.ts'
import { ValueEditor } from './ValueEditor.tsx'
import { needsValue, type Verb, verbsOf } from './verbs.ts'
import css from './filter.module.css'

export interface RowContext {
  readonly names: FilterNames
  /** Lines in which something is missing or wrong, and what. */
  readonly wrong: ReadonlyMap<string, string>
  /** The filter that is edited: it cannot be part of itself. */
  readonly own: string | undefined
  /** `mark` names what is typed in, so that one undo takes all of it back. */
  readonly onChange: (key: string, next: Row | undefined, mark?: string) => void
}

interface Props<R extends Row> {
  readonly row: R
  readonly entity: AnyEntity
  readonly context: RowContext
}

/** The kind of value that stands beside a comparison: while it stays the same, so does what was entered. */
const valueKind = (verb: Verb): string => (['within', 'notWithin', 'recurs'].includes(verb) ? 'period' : ['contains', 'notContains', 'startsWith'].includes(verb) ? 'words' : needsValue(verb) ? 'value' : '')

const FieldLine = ({ row, entity, context: { names, wrong, onChange } }: Props<FieldRow>) => {
  const { t } = useTranslation()
  const id = useId()
  const place = row.field === '' ? undefined : resolvePlace(entity, row.field, entityOf)
  const verbs = place ? verbsOf(place) : []
  const isWrong = wrong.has(row.key)
  const chooseField = (field: string): void => {
    const next = resolvePlace(entity, field, entityOf)!
    const offered = verbsOf(next)
    const isPerson = !next.at && next.leaf.kind === 'text'
    const isAlike = place?.leaf.kind === next.leaf.kind && place.leaf.values === next.leaf.values && offered.includes(row.verb)
    onChange(row.key, { ...row, field, verb: isAlike ? row.verb : offered[0]!, value: isPerson ? { me: true } : isAlike ? row.value : next.leaf.kind === 'boolean' ? true : undefined })
  }
  const chooseVerb = (verb: Verb): void => onChange(row.key, { ...row, verb, value: valueKind(verb) === valueKind(row.verb) ? row.value : undefined })
  const isText = place && ['text', 'longText', 'email', 'phone', 'url'].includes(place.leaf.kind)
  return (
    <>
      <div className={css.field}>
        <FieldChooser entity={entity} field={row.field} isInvalid={isWrong && !place} onChoose={chooseField} />
      </div>
      {place && (
        <>
          <Select label={t('filters.page.operator')} isLabelHidden value={row.verb} options={verbs.map(verb => ({ value: verb, word: t(`filters.verbs.${verb}`) }))} onChoose={verb => (isText && needsValue(verb as Verb) && needsValue(row.verb) ? onChange(row.key, { ...row, verb: verb as Verb }) : chooseVerb(verb as Verb))} />
          <ValueEditor key={`${row.field} ${valueKind(row.verb)}`} id={id} place={place} verb={row.verb} value={row.value} isInvalid={isWrong} titleOf={names.titleOf} onChange={value => onChange(row.key, { ...row, value }, 'value')} />
        </>
      )}
    </>
  )
}

const RelationLine = ({ row, entity, context: { names, wrong, onChange } }: Props<RelationRow>) => {
  const { t } = useTranslation()
  const id = useId()
  const kinds = names.kinds.flatMap(kind => {
    const fits = (types: readonly string[]): boolean => types.length === 0 || types.includes(entity.type)
    const sides = kind.isSymmetric ? (['either'] as const) : (['subject', 'object'] as const).filter(side => fits(kind[side].types))
    return sides.map(side => ({ value: `${kind.key} ${side}`, word: predicateWord(t, kind, side) }))
  })
  const kind = names.kinds.find(({ key }) => key === row.relation)
  const across = kind ? (row.side === 'either' ? [...kind.subject.types, ...kind.object.types] : kind[row.side === 'subject' ? 'object' : 'subject'].types) : []
  const types = useRegistry().filter(one => !one.internal && !isAttached(one) && (across.length === 0 || across.includes(one.type)))
  const reach = row.to === 'any' ? 'any' : `${row.to} ${row.type}`
  const choose = (next: string): void => {
    const [to, type] = next.split(' ') as [RelationRow['to'], string | undefined]
    onChange(row.key, { ...row, to, type, id: type === row.type ? row.id : undefined, inner: type === row.type ? row.inner : { ...row.inner, parts: [] } })
  }
  const named = (to: string) => types.map(other => ({ value: `${to} ${other.type}`, word: t(to === 'type' ? 'filters.page.toType' : to === 'such' ? 'filters.page.toSuch' : 'filters.page.toThis', { one: someWord(t, other) }) }))
  return (
    <>
      <div className={css.field}>
        <Select label={t('filters.page.kind')} isLabelHidden value={row.relation === '' ? '' : `${row.relation} ${row.side}`} options={row.relation === '' ? [{ value: '', word: t('filters.page.chooseKind') }, ...kinds] : kinds} onChoose={next => {
          const [relation, side] = next.split(' ') as [string, RelationAsked['side']]
          onChange(row.key, { ...row, relation, side, to: 'any', type: undefined, id: undefined, inner: { ...row.inner, parts: [] } })
        }} />
      </div>
      <Select label={t('filters.page.operator')} isLabelHidden value={String(row.exists)} options={[{ value: 'true', word: t('filters.page.exists') }, { value: 'false', word: t('filters.page.missing') }]} onChoose={exists => onChange(row.key, { ...row, exists: exists === 'true' })} />
      {row.relation !== '' && <Select label={t('filters.page.with')} isLabelHidden value={reach} options={[{ value: 'any', word: t('filters.page.toAny') }, ...named('type'), ...named('one'), ...named('such')]} onChoose={choose} />}
      {row.to === 'one' && row.type !== undefined && (
        <div className={css.value}>
          <Editor id={id} field={{ kind: 'relation', to: row.type, required: true }} value={row.id === undefined ? null : { id: row.id, title: names.titleOf(row.id) ?? '' }} onChange={next => onChange(row.key, { ...row, id: (next as { id: string } | null)?.id })} onBlur={() => {}} isInvalid={wrong.has(row.key)} describedBy={undefined} label={t('filters.page.record')} />
        </div>
      )}
    </>
  )
}

const SavedLine = ({ row, context: { own, onChange }, all }: Omit<Props<SavedRow>, 'entity'> & { readonly all: readonly { readonly id: string; readonly name: string }[] }) => {
  const { t } = useTranslation()
  const options = all.filter(({ id }) => id !== own || id === row.saved).map(one => ({ value: one.id, word: savedName(t, one) }))
  const isGone = row.saved !== '' && !options.some(({ value }) => value === row.saved)
  return (
    <>
      <Select label={t('filters.page.operator')} isLabelHidden value={String(row.isNot)} options={[{ value: 'false', word: t('filters.says.saved') }, { value: 'true', word: t('filters.says.notSaved') }]} onChoose={isNot => onChange(row.key, { ...row, isNot: isNot === 'true' })} />
      <div className={css.field}>
        <Select label={t('filters.page.saved')} isLabelHidden value={row.saved} options={[...(row.saved === '' ? [{ value: '', word: t('filters.page.chooseSaved') }] : []), ...(isGone ? [{ value: row.saved, word: t('filters.says.missing') }] : []), ...options]} onChoose={saved => onChange(row.key, { ...row, saved })} />
      </div>
    </>
  )
}

interface LineProps extends Props<Row> {
  /** The filters that can be used within this one. */
  readonly saved: readonly { readonly id: string; readonly name: string }[]
}

/** One condition, what is missing in it, and the cross that takes it away. */
export const RowEditor = ({ row, entity, context, saved }: LineProps) => {
  const { t } = useTranslation()
  const problem = context.wrong.get(row.key)
  return (
    <div className={css.line}>
      {row.kind === 'field' && <FieldLine row={row} entity={entity} context={context} />}
      {row.kind === 'relation' && <RelationLine row={row} entity={entity} context={context} />}
      {row.kind === 'saved' && <SavedLine row={row} context={context} all={saved} />}
      {row.kind === 'own' && (
        <span className={css.own}>
          <FilterSentence entity={entity} filter={row.filter} />
        </span>
      )}
      {problem && <span className={css.problem}>{problem}</span>}
      <button type="button" className={css.remove} aria-label={t('filters.page.removeRow')} title={t('filters.page.removeRow')} onClick={() => context.onChange(row.key, undefined)}>
        <X size={16} aria-hidden="true" />
      </button>
    </div>
  )
}
