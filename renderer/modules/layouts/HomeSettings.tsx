import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnBlock } from '../../../shared/kernel/layout/layout.ts'
import { useRemembered } from '../../kernel/state/remembered.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { ArrangementActions } from './ArrangementActions.tsx'
import { ArrangementEditor } from './ArrangementEditor.tsx'
import { homeLayout } from './home-layout.ts'
import { LayoutsFrame } from './LayoutsFrame.tsx'
import { ListDialog } from './ListDialog.tsx'
import { newBlock, withBlock, withoutBlock } from './own-blocks.ts'
import { RoleSelect, useArrangedRole } from './RoleSelect.tsx'
import { useArrangement } from './use-arrangement.ts'
import css from './layouts.module.css'

/** What stands on the page of blocks, and whether one arrives there. */
export const HomeSettings = () => {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<OwnBlock>()
  const [opensOn, setOpensOn] = useRemembered('opensOn', '/contact')
  const arrangement = useArrangement({ place: 'home', role: useArrangedRole(), name: t('layouts.named.home'), effective: homeLayout })
  const { layout, change } = arrangement
  const ownOf = (name: string): OwnBlock | undefined => layout.own?.find(({ key }) => key === name)
  return (
    <LayoutsFrame page="home" actions={<ArrangementActions arrangement={arrangement} />}>
      <div className={css.narrow}>
        <label className={css.check}>
          <input type="checkbox" checked={opensOn === '/accueil'} onChange={event => setOpensOn(event.target.checked ? '/accueil' : '/contact')} />
          <span>
            {t('layouts.opensHere')}
            <small>{t('layouts.opensHereHint')}</small>
          </span>
        </label>
        <RoleSelect />
        {arrangement.isKnown && (
          <>
            <ArrangementEditor
              layout={layout}
              wordOf={name => ownOf(name)?.title ?? t(`layouts.blocks.${name}`)}
              zoneWord={({ key }) => t(`layouts.zones.${key}`)}
              renderMore={name =>
                ownOf(name) && (
                  <Button isSmall look="plain" aria-label={t('layouts.editBlock', { name: ownOf(name)!.title })} onClick={() => setEdited(ownOf(name))}>
                    {t('layouts.edit')}
                  </Button>
                )
              }
              onChange={change}
            />
            <div>
              <Button icon={Plus} onClick={() => setEdited(newBlock(layout))}>
                {t('layouts.addList')}
              </Button>
            </div>
          </>
        )}
      </div>
      {edited && (
        <ListDialog
          block={edited}
          onKeep={block => {
            change(withBlock(layout, block, 'main'))
            setEdited(undefined)
          }}
          onRemove={() => {
            change(withoutBlock(layout, edited.key))
            setEdited(undefined)
          }}
          onClose={() => setEdited(undefined)}
        />
      )}
    </LayoutsFrame>
  )
}
