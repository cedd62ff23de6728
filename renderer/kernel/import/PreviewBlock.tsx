import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { type FieldPath, resolvePath, valuesAt } from '../../../shared/kernel/entity/paths.ts'
import { visibleEntity } from '../blocks/relations.ts'
import { useRelationKinds } from '../filter/use-filter-names.ts'
import { NAMES, relationWord, targetWord } from './targets.ts'
import { oneWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Table, type TableColumn } from '../ui/Table.tsx'
import { Value } from '../ui/Value.tsx'
import { LineProblems } from './LineProblems.tsx'
import type { Inspection } from './use-import-plan.ts'
import css from './import.module.css'

type Line = Inspection['preview'][number]

interface Props {
  readonly entity: AnyEntity
  readonly places: readonly FieldPath[]
  readonly lines: readonly Line[]
}

/** The first lines as they will be once imported. */
export const PreviewBlock = ({ entity, places, lines }: Props) => {
  const { t } = useTranslation()
  const isMixed = lines.some(({ type }) => type !== entity.type)
  const hasProblems = lines.some(({ problems }) => problems.length > 0)
  const { kinds } = useRelationKinds()
  const related = [...new Set(lines.flatMap(({ relations = [] }) => relations.map(({ target }) => target)))]
  const columns: TableColumn<Line>[] = [
    { name: 'line', head: t('imports.line'), look: 'end', render: ({ line }) => line },
    ...(isMixed
      ? [
          { name: 'type', head: t('ui.kind'), render: ({ type }: Line) => oneWord(t, visibleEntity(type) ?? entity) },
          { name: 'title', head: t('imports.record'), look: 'name' as const, render: ({ type, data }: Line) => visibleEntity(type)?.title(data) },
        ]
      : []),
    // What they are called stands there already.
    ...places.filter(({ name }) => !isMixed || !NAMES.includes(name)).map((at): TableColumn<Line> => ({ name: at.path, head: targetWord(t, entity, at.path), look: 'cut', render: line => <Cell at={at} line={line} /> })),
    ...related.map((target): TableColumn<Line> => ({ name: target, head: relationWord(t, kinds, target), look: 'cut', render: ({ relations = [] }) => relations.flatMap(each => (each.target === target ? each.name : [])).join(', ') })),
    ...(hasProblems ? [{ name: 'remark', head: t('imports.remark'), look: 'wide' as const, render: ({ problems }: Line) => <LineProblems entity={entity} problems={problems} /> }] : []),
  ]
  return (
    <Block icon={Eye} title={t('imports.preview')} count={t('imports.previewHint')}>
      {lines.length === 0 ? <p className={css.noLine}>{t('imports.previewNone')}</p> : <Table label={t('imports.preview')} columns={columns} rows={lines} keyOf={({ line }) => line} />}
    </Block>
  )
}

const Cell = ({ at, line: { data, links, words, type } }: { readonly at: FieldPath; readonly line: Line }) => {
  const named = links[at.name] ?? words[at.name]?.join(', ')
  if (named !== undefined) return <>{named}</>
  const own = visibleEntity(type) && resolvePath(visibleEntity(type)!, at.path)
  return (
    <>
      {(own ? valuesAt(own, data) : []).map((value, index) => (
        <span key={index}>
          {index > 0 && ', '}
          <Value field={own!.leaf} value={value} />
        </span>
      ))}
    </>
  )
}
