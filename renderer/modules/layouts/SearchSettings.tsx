import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { searchLayout } from '../../../shared/kernel/layout/search-layout.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { ArrangementActions } from './ArrangementActions.tsx'
import { ArrangementEditor } from './ArrangementEditor.tsx'
import { LayoutsFrame } from './LayoutsFrame.tsx'
import { SearchedFieldsDialog } from './SearchedFieldsDialog.tsx'
import { useArrangement } from './use-arrangement.ts'
import css from './layouts.module.css'

/** In which types the search looks, and in what order it shows them. */
export const SearchSettings = () => {
  const { t } = useTranslation()
  const registry = useRegistry()
  const arrangement = useArrangement({ place: 'search', name: t('layouts.named.search'), effective: layout => searchLayout(registry, layout) })
  const [edited, setEdited] = useState<string>()
  return (
    <LayoutsFrame page="search" actions={<ArrangementActions arrangement={arrangement} />}>
      <div className={css.narrow}>
        <p>{t('layouts.searchHint')}</p>
        {arrangement.isKnown && (
          <ArrangementEditor
            layout={arrangement.layout}
            wordOf={name => manyWord(t, visibleEntity(name)!)}
            zoneWord={() => t('layouts.zones.searched')}
            hiddenWord={t('layouts.notSearched')}
            renderMore={name => (
              <Button isSmall look="plain" aria-label={t('layouts.searchedFields', { many: manyWord(t, visibleEntity(name)!) })} onClick={() => setEdited(name)}>
                {t('layouts.fields')}
              </Button>
            )}
            onChange={arrangement.change}
          />
        )}
      </div>
      {edited !== undefined && <SearchedFieldsDialog key={edited} entity={visibleEntity(edited)!} onClose={() => setEdited(undefined)} />}
    </LayoutsFrame>
  )
}
