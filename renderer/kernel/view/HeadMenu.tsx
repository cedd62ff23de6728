import Divider from '@mui/material/Divider'
import ListSubheader from '@mui/material/ListSubheader'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Check, EyeOff, Rows3 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnyEntity } from '../../../shared/kernel/entity/define.ts'
import { GROUP_UNITS, type Grouping, isGroupable } from '../../../shared/kernel/view/grouping.ts'
import { TOTALS, type TotalKind } from '../../../shared/kernel/view/view.ts'
import type { Column, Layout } from '../list/columns.ts'
import { columnWord } from '../list/column-word.ts'
import { type Sort, sortText } from '../list/sort.ts'
import { groupText } from './view-address.ts'
import css from './view.module.css'

interface Props {
  readonly entity: AnyEntity
  readonly columns: readonly Column[]
  readonly path: string
  readonly anchor: HTMLElement
  readonly sort: Sort
  readonly group: Grouping | undefined
  readonly layout: Layout
  /** Told an order as it stands in an address. */
  readonly onSort: (text: string) => void
  readonly onGroup: (group: Grouping | undefined) => void
  readonly onLayout: (layout: Layout) => void
  readonly onClose: () => void
}

/** All that can be done with one column: its order, its groups, what stands below it, where it is. */
export const HeadMenu = ({ entity, columns, path, anchor, sort, group, layout, onSort, onGroup, onLayout, onClose }: Props) => {
  const { t } = useTranslation()
  const place = columns.findIndex(each => each.at.path === path)
  const column = columns[place]
  if (!column) return null
  const { at, isNumeric, isSortable, isComputed, relation } = column
  const then = (act: () => void) => (): void => {
    onClose()
    act()
  }
  const paths = columns.map(each => each.at.path)
  const move = (to: number): void => onLayout({ ...layout, paths: paths.with(place, paths[to]!).with(to, path) })
  const totals: readonly TotalKind[] = isComputed ? [] : isNumeric ? TOTALS : relation ? [] : ['count', 'none']
  const total = column.total ?? (isNumeric ? 'sum' : 'none')
  const groupings: readonly Grouping[] = !isGroupable(at) ? [] : at.leaf.kind === 'date' ? GROUP_UNITS.map(unit => ({ field: path, unit })) : [{ field: path }]
  const isGrouped = (one: Grouping): boolean => group !== undefined && groupText(group) === groupText(one)
  return (
    <Menu open disablePortal anchorEl={anchor} onClose={onClose} slotProps={{ list: { 'aria-label': t('views.head.label', { name: column.word ?? columnWord(t, entity, path) }), dense: true } }}>
      {isSortable &&
        (['asc', 'desc'] as const).map(dir => {
          const Icon = dir === 'asc' ? ArrowUp : ArrowDown
          return (
            <MenuItem key={dir} selected={sort.field === path && sort.dir === dir} onClick={then(() => onSort(sortText({ field: path, dir })))}>
              <Icon size={16} aria-hidden="true" />
              {t(`views.head.${dir}`)}
            </MenuItem>
          )
        })}
      {groupings.map(one => (
        <MenuItem key={groupText(one)} onClick={then(() => onGroup(isGrouped(one) ? undefined : one))}>
          <Rows3 size={16} aria-hidden="true" />
          {t(isGrouped(one) ? 'views.head.ungroup' : `views.head.group${one.unit ? `.${one.unit}` : '.plain'}`)}
        </MenuItem>
      ))}
      {(isSortable || groupings.length > 0) && totals.length > 0 && <Divider component="li" />}
      {totals.length > 0 && place > 0 && (
        <ListSubheader component="li" aria-hidden="true" className={css.menuTitle}>
          {t('views.head.total')}
        </ListSubheader>
      )}
      {place > 0 &&
        totals.map(kind => (
          <MenuItem key={kind} role="menuitemradio" aria-label={`${t('views.head.total')}${t('ui.colon')}${t(`views.total.${kind}`)}`} aria-checked={kind === total} onClick={then(() => onLayout({ ...layout, paths, totals: { ...layout.totals, [path]: kind } }))}>
            <span className={css.menuMark}>{kind === total && <Check size={16} aria-hidden="true" />}</span>
            {t(`views.total.${kind}`)}
          </MenuItem>
        ))}
      <Divider component="li" />
      <MenuItem disabled={place === 0} onClick={then(() => move(place - 1))}>
        <ArrowLeft size={16} aria-hidden="true" />
        {t('views.head.earlier')}
      </MenuItem>
      <MenuItem disabled={place === columns.length - 1} onClick={then(() => move(place + 1))}>
        <ArrowRight size={16} aria-hidden="true" />
        {t('views.head.later')}
      </MenuItem>
      <MenuItem disabled={columns.length === 1} onClick={then(() => onLayout({ ...layout, paths: paths.filter(each => each !== path) }))}>
        <EyeOff size={16} aria-hidden="true" />
        {t('views.head.hide')}
      </MenuItem>
    </Menu>
  )
}
