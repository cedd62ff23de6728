import { useTranslation } from 'react-i18next'
import { searchLayout } from '../../../shared/kernel/layout/search-layout.ts'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useRegistry } from '../../kernel/state/registry.ts'
import { manyWord } from '../../kernel/text/words.ts'
import { ArrangementActions } from './ArrangementActions.tsx'
import { ArrangementEditor } from './ArrangementEditor.tsx'
import { LayoutsFrame } from './LayoutsFrame.tsx'
import { useArrangement } from './use-arrangement.ts'
import css from './layouts.module.css'

/** In which types the search looks, and in what order it shows them. */
export const SearchSettings = () => {
  const { t } = useTranslation()
  const registry = useRegistry()
  const arrangement = useArrangement({ place: 'search', name: t('layouts.named.search'), effective: layout => searchLayout(registry, layout) })
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
            onChange={arrangement.change}
          />
        )}
      </div>
    </LayoutsFrame>
  )
}
