import { Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { visibleEntity } from '../../kernel/blocks/relations.ts'
import { useRecents } from '../../kernel/state/recent.ts'
import { oneWord } from '../../kernel/text/words.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import css from './layouts.module.css'

/** What was opened last on this machine. */
export const RecentBlock = () => {
  const { t } = useTranslation()
  const recents = useRecents().flatMap(recent => {
    const entity = visibleEntity(recent.type)
    return entity ? [{ ...recent, entity }] : []
  })
  return (
    <Block icon={Clock} title={t('layouts.blocks.recent')} name="home.recent">
      {recents.length === 0 && <p className={css.text}>{t('layouts.nothingYet')}</p>}
      <ul>
        {recents.map(({ id, type, title, entity }) => (
          <li key={id} className={css.line}>
            <Link to={`/${type}/${id}`}>{title || t('ui.untitled')}</Link>
            <small>{oneWord(t, entity)}</small>
          </li>
        ))}
      </ul>
    </Block>
  )
}
