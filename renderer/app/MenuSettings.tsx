import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../kernel/ui/Button.tsx'
import { ArrangementActions } from '../modules/layouts/ArrangementActions.tsx'
import { ArrangementEditor } from '../modules/layouts/ArrangementEditor.tsx'
import { LayoutsFrame } from '../modules/layouts/LayoutsFrame.tsx'
import { NameDialog } from '../modules/layouts/NameDialog.tsx'
import { useArrangement } from '../modules/layouts/use-arrangement.ts'
import css from '../modules/layouts/layouts.module.css'
import { entryWord, groupWord } from './menu-entries.ts'
import { entryAt, menuLayout, NEEDED } from './menu-layout.ts'

/** The groups of the menu, the order and the names of its entries, and which are left out. */
export const MenuSettings = () => {
  const { t } = useTranslation()
  const [renamed, setRenamed] = useState<string>()
  const arrangement = useArrangement({ place: 'menu', name: t('layouts.named.menu'), effective: menuLayout })
  const { layout, change } = arrangement
  const { names = {} } = layout
  const wordOf = (to: string): string => entryWord(t, { ...entryAt(to), name: names[to] })
  const rename = (to: string, name: string): void => {
    const { [to]: _, ...others } = names
    change({ ...layout, names: name ? { ...others, [to]: name } : others })
    setRenamed(undefined)
  }
  return (
    <LayoutsFrame page="menu" actions={<ArrangementActions arrangement={arrangement} />}>
      <div className={css.narrow}>
        <p>{t('layouts.menuHint')}</p>
        {arrangement.isKnown && (
          <ArrangementEditor
            isFree
            layout={layout}
            wordOf={wordOf}
            zoneWord={({ key, title }) => groupWord(t, { name: key, title })}
            neededWhy={to => (to === NEEDED ? t('layouts.neededMenu') : undefined)}
            renderMore={to => (
              <Button isSmall look="plain" aria-label={t('layouts.renameOne', { name: wordOf(to) })} onClick={() => setRenamed(to)}>
                {t('layouts.rename')}
              </Button>
            )}
            onChange={change}
          />
        )}
      </div>
      {renamed && <NameDialog name={names[renamed] ?? ''} usual={entryWord(t, entryAt(renamed))} onKeep={name => rename(renamed, name)} onClose={() => setRenamed(undefined)} />}
    </LayoutsFrame>
  )
}
