import { NotebookPen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useRemembered } from '../../kernel/state/remembered.ts'
import { Block } from '../../kernel/ui/Block.tsx'
import css from './layouts.module.css'

/** A place to jot things down, kept as it is typed. */
export const PadBlock = () => {
  const { t } = useTranslation()
  const [text, setText] = useRemembered('home.pad', '')
  return (
    <Block icon={NotebookPen} title={t('layouts.blocks.pad')} name="home.padFolded">
      <textarea className={css.pad} aria-label={t('layouts.padLabel')} maxLength={20_000} value={text} onChange={event => setText(event.target.value)} />
      <p className={css.text}>
        <span className={css.hint}>{t('layouts.padHint')}</span>
      </p>
    </Block>
  )
}
