import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { sayFilter } from './say-filter.ts'
import { useFilterNames } from './use-filter-names.ts'
import css from './filter.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly filter: Filter
}

/** A filter in words, what is wrong with it named where it is. */
export const FilterSentence = ({ entity, filter }: Props) => {
  const names = useFilterNames(entity, [filter])
  if (!names.isKnown) return null
  return (
    <>
      {sayFilter(filter, entity, names).map(({ text, look }, index) =>
        look === 'value' ? <b key={index}>{text}</b> : look === 'wrong' ? <strong key={index} className={css.wrongWords}>{text}</strong> : <span key={index}>{text}</span>,
      )}
    </>
  )
}
