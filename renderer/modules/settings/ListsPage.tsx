import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { PlacedList } from '../../../shared/kernel/entity/list-places.ts'
import { formatNumber } from '../../kernel/text/format.ts'
import { useLanguage } from '../../kernel/text/use-language.ts'
import { Chip } from '../../kernel/ui/Chip.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { Table, type TableColumn } from '../../kernel/ui/Table.tsx'
import ui from '../../kernel/ui/ui.module.css'
import { lists, listWord, placesWord, shownValues, type ShownValue, useValueRows } from './list-values.ts'
import css from './settings.module.css'

const SHOWN = 4

/** The lists whose values people choose in forms. */
export const ListsPage = () => {
  const { t } = useTranslation()
  const language = useLanguage()
  const rows = useValueRows()
  const offered = (placed: PlacedList): readonly ShownValue[] => shownValues(t, placed, rows ?? []).filter(({ disabled }) => !disabled)
  const columns: TableColumn<PlacedList>[] = [
    { name: 'name', head: t('valueLists.list'), look: 'name', render: placed => <Link to={`/reglages/listes/${encodeURIComponent(placed.list.name)}`}>{listWord(t, placed)}</Link> },
    { name: 'count', head: t('valueLists.values'), look: 'end', render: placed => formatNumber(offered(placed).length, language) },
    { name: 'values', head: t('valueLists.first'), look: 'wide', render: placed => <FirstValues values={offered(placed)} /> },
    { name: 'places', head: t('valueLists.places'), look: 'soft', render: placed => placesWord(t, placed) },
  ]
  return (
    <Page title={t('valueLists.title')} beside={<Link to="/reglages">{t('ui.settings')}</Link>}>
      <p className={css.about}>{t('valueLists.about')}</p>
      {rows && (
        <div className={ui.block}>
          <Table label={t('valueLists.title')} columns={columns} rows={lists()} keyOf={({ list }) => list.name} />
        </div>
      )}
    </Page>
  )
}

const FirstValues = ({ values }: { readonly values: readonly ShownValue[] }) => {
  const shown = values.slice(0, SHOWN)
  const rest = values.length > shown.length ? '…' : ''
  if (values.every(({ colour }) => colour === 'neutral')) return `${shown.map(({ word }) => word).join(', ')}${rest}`
  return (
    <span className={css.chips}>
      {shown.map(({ key, colour, word }) => (
        <Chip key={key} colour={colour}>
          {word}
        </Chip>
      ))}
      {rest}
    </span>
  )
}
