import { LayoutDashboard, Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLayout } from '../../kernel/layout/use-layout.ts'
import { ButtonLink } from '../../kernel/ui/Button.tsx'
import { EmptyState } from '../../kernel/ui/EmptyState.tsx'
import { Page } from '../../kernel/ui/Page.tsx'
import { ChangedBlock } from './ChangedBlock.tsx'
import { DuplicatesBlock } from './DuplicatesBlock.tsx'
import { type HomeBlock, homeLayout } from './home-layout.ts'
import { ListBlock } from './ListBlock.tsx'
import { PadBlock } from './PadBlock.tsx'
import { RecentBlock } from './RecentBlock.tsx'
import { TodayBlock } from './TodayBlock.tsx'
import { TotalsBlock } from './TotalsBlock.tsx'
import css from './layouts.module.css'

const DRAWN: Readonly<Record<HomeBlock, () => ReactNode>> = { today: TodayBlock, totals: TotalsBlock, changed: ChangedBlock, recent: RecentBlock, duplicates: DuplicatesBlock, pad: PadBlock }

/** The page of blocks on which one may arrive. */
export const HomePage = () => {
  const { t } = useTranslation()
  const { layout, isKnown } = useLayout('home')
  const arranged = homeLayout(layout)
  const draw = (name: string): ReactNode => {
    const own = arranged.own?.find(({ key }) => key === name)
    if (own) return <ListBlock key={name} block={own} />
    const Drawn = DRAWN[name as HomeBlock]
    return <Drawn key={name} />
  }
  return (
    <Page
      title={t('layouts.home')}
      actions={
        <ButtonLink to="/reglages/accueil" icon={Pencil}>
          {t('layouts.arrange')}
        </ButtonLink>
      }
    >
      {isKnown && arranged.zones.every(({ items }) => items.length === 0) && (
        <EmptyState icon={LayoutDashboard} title={t('layouts.homeEmpty')}>
          {t('layouts.homeEmptyHint')}
        </EmptyState>
      )}
      {isKnown && (
        <div className={css.home}>
          {arranged.zones.map(({ key, items }) => (
            <div key={key}>{items.map(draw)}</div>
          ))}
        </div>
      )}
    </Page>
  )
}
