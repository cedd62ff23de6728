import { ListFilter, Plus, Share2, SquareStack, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { Button } from '../ui/Button.tsx'
import { Segments } from '../ui/Segments.tsx'
import { fieldRow, type GroupRow, groupRow, relationRow, type Row, savedRow } from './model.ts'
import { type RowContext, RowEditor } from './RowEditor.tsx'
import { entityOf } from '../state/entity-of.ts'
import { useSavedFilters } from './use-filter-names.ts'
import css from './filter.module.css'

interface Props {
  readonly group: GroupRow
  readonly entity: AnyEntity
  readonly context: RowContext
  /** What stands before the choice between all and at least one. */
  readonly lead: string
  readonly depth: number
}

const DEEPEST = 2

/** Conditions of which all, or at least one, must hold; groups within it are set in. */
export const GroupEditor = ({ group, entity, context, lead, depth }: Props) => {
  const { t } = useTranslation()
  const { filters } = useSavedFilters()
  const saved = filters.filter(one => one.forType === entity.type && !one.isTrashed)
  const { onChange } = context
  const add = (row: Row): void => onChange(group.key, { ...group, parts: [...group.parts, row] })
  const isInner = depth > 0
  return (
    <div className={css.group} role="group" aria-label={lead}>
      <div className={css.lead}>
        <span>{lead}</span>
        <Segments label={lead} value={group.join} options={[{ value: 'all', word: t('filters.page.allOf') }, { value: 'any', word: t('filters.page.anyOf') }]} onChoose={join => onChange(group.key, { ...group, join })} />
        <span>{t('filters.page.keepOf')}</span>
      </div>
      {group.parts.map((row, index) => (
        <div key={row.key} className={css.part}>
          <span className={css.join}>{index > 0 && t(group.join === 'all' ? 'filters.page.and' : 'filters.page.or')}</span>
          {row.kind === 'group' ? (
            <div className={css.inner}>
              <GroupEditor group={row} entity={entity} context={context} lead={t(row.isNot ? 'filters.page.innerNot' : 'filters.page.inner')} depth={depth + 1} />
              <div className={css.innerActions}>
                <label>
                  <input type="checkbox" checked={row.isNot} onChange={event => onChange(row.key, { ...row, isNot: event.target.checked })} /> {t('filters.page.notHint')}
                </label>
                <button type="button" className={css.remove} aria-label={t('filters.page.removeGroup')} title={t('filters.page.removeGroup')} onClick={() => onChange(row.key, undefined)}>
                  <X size={16} aria-hidden="true" />
                </button>
              </div>
            </div>
          ) : (
            <div className={css.row}>
              <RowEditor row={row} entity={entity} context={context} saved={saved} />
              {row.kind === 'relation' && row.to === 'such' && row.type !== undefined && (
                <div className={css.inner}>
                  <GroupEditor group={row.inner} entity={entityOf(row.type)!} context={context} lead={t('filters.page.reached')} depth={depth + 1} />
                </div>
              )}
            </div>
          )}
        </div>
      ))}
      <div className={css.adders}>
        <Button isSmall look={isInner ? 'plain' : undefined} icon={Plus} onClick={() => add(fieldRow())}>
          {t('filters.page.condition')}
        </Button>
        {depth < DEEPEST && (
          <Button isSmall look="plain" icon={SquareStack} onClick={() => add(groupRow([fieldRow()], group.join === 'all' ? 'any' : 'all'))}>
            {t('filters.page.group')}
          </Button>
        )}
        {depth < DEEPEST && !entity.internal && (
          <Button isSmall look="plain" icon={Share2} onClick={() => add(relationRow())}>
            {t('filters.page.relation')}
          </Button>
        )}
        <Button isSmall look="plain" icon={ListFilter} onClick={() => add(savedRow())}>
          {t('filters.page.another')}
        </Button>
      </div>
    </div>
  )
}
