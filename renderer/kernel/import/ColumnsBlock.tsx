import { Columns3 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type AnyEntity, typesReached } from '../../../shared/kernel/entity/define.ts'
import { useRelationKinds } from '../filter/use-filter-names.ts'
import { useRegistry } from '../state/registry.ts'
import { fieldWord } from '../text/words.ts'
import { Block } from '../ui/Block.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Select } from '../ui/Select.tsx'
import { Table } from '../ui/Table.tsx'
import { groupedTargets, type Mapping, relationTargets, relationWord, targetWord, withTarget } from './targets.ts'
import type { Plan } from './use-import-plan.ts'
import css from './import.module.css'

const EXAMPLES = 3
const LEFT_OUT = ''

interface Props {
  readonly plan: Plan
  readonly entity: AnyEntity
  readonly onMapping: (mapping: Mapping) => void
}

/** Which column of the file goes where, with some of what stands in it. */
export const ColumnsBlock = ({ plan: { seen, mapping }, entity, onMapping }: Props) => {
  const { t } = useTranslation()
  const { targets } = seen
  const { kinds } = useRelationKinds()
  const registry = useRegistry()
  const mapped = Object.values(mapping).filter(Boolean).length
  const offered = useMemo(() => {
    const option = (target: string): { value: string; word: string } => ({ value: target, word: targetWord(t, entity, target) })
    const { alone, groups } = groupedTargets(targets)
    const relations = relationTargets(kinds, entity, typesReached({ kind: 'relation' }, registry))
    return {
      options: [{ value: LEFT_OUT, word: t('imports.leftOut') }, ...alone.map(option)],
      groups: [
        ...groups.map(({ field, targets: of }) => ({ word: fieldWord(t, entity, field), options: of.map(option) })),
        ...(relations.length > 0 ? [{ word: t('imports.relations'), options: relations.map(value => ({ value, word: relationWord(t, kinds, value) })) }] : []),
      ],
    }
  }, [t, entity, targets, kinds, registry])
  return (
    <Block icon={Columns3} title={t('imports.columns')} count={t('imports.mapped', { mapped, all: seen.headers.length })}>
      {mapped === 0 && (
        <div className={css.panel}>
          <Notice tint="warn">{t('imports.nothingMapped')}</Notice>
        </div>
      )}
      <Table
        label={t('imports.columns')}
        rows={seen.headers.map((header, index) => ({ header, examples: [...new Set(seen.sample.map(line => line[index]).filter(Boolean))].slice(0, EXAMPLES) }))}
        keyOf={({ header }) => header}
        columns={[
          { name: 'header', head: t('imports.inFile'), look: 'name', render: ({ header }) => header },
          { name: 'examples', head: t('imports.examples'), look: 'content', render: ({ examples }) => examples.join(' · ') },
          {
            name: 'target',
            head: t('imports.inCalepin'),
            look: 'wide',
            render: ({ header }) => (
              <Select label={t('imports.targetOf', { header })} isLabelHidden value={mapping[header] ?? LEFT_OUT} {...offered} onChoose={target => onMapping(withTarget(entity, mapping, header, target === LEFT_OUT ? null : target))} />
            ),
          },
        ]}
      />
    </Block>
  )
}
