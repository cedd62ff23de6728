import { Info } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import type { Filter } from '../../../shared/kernel/filter/filter.ts'
import { FilterOff } from './FilterOff.tsx'
import { FilterSentence } from './FilterSentence.tsx'
import { useSavedFilters } from './use-filter-names.ts'
import css from './filter.module.css'

/** What a filter asks, as a line under what it is chosen with; a saved one is said by its conditions. */
export const FilterSaid = ({ entity, filter }: { readonly entity: AnyEntity; readonly filter: Filter }) => {
  const { t } = useTranslation()
  const { filters } = useSavedFilters()
  const saved = 'saved' in filter ? filters.find(({ id }) => id === filter.saved) : undefined
  if (saved?.isDisabled && !saved.isTrashed) return <FilterOff saved={saved} />
  const isSound = saved && saved.forType === entity.type && !saved.isTrashed
  return (
    <div className={css.said}>
      <Info size={14} aria-hidden="true" />
      <p>
        {t('filters.plain')} <FilterSentence entity={entity} filter={isSound ? saved.filter : filter} />
      </p>
    </div>
  )
}
