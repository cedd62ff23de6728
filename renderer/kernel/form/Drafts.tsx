import { FilePen, X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { type Draft, drafts, useDrafts } from '../state/drafts.ts'
import { registry } from '../state/registry.ts'
import { showToast } from '../state/toasts.ts'
import { formatInstant } from '../text/format.ts'
import { useLanguage } from '../text/use-language.ts'
import { newWord, oneWord } from '../text/words.ts'
import css from './drafts.module.css'

/** How many forms hold something that is not saved, and the way back to each. */
export const Drafts = () => {
  const { t } = useTranslation()
  const all = useDrafts()
  const id = useId()
  if (all.length === 0) return null
  return (
    <>
      <button type="button" className={css.button} popoverTarget={id}>
        <FilePen size={14} aria-hidden="true" />
        {t('form.drafts', { count: all.length })}
      </button>
      <div id={id} popover="auto" className={css.list} role="dialog" aria-label={t('form.draftsTitle')}>
        <h2>{t('form.draftsTitle')}</h2>
        <ul>
          {all
            .toSorted((a, b) => (a.at < b.at ? 1 : -1))
            .map(draft => (
              <DraftLine key={draft.path} draft={draft} popover={id} />
            ))}
        </ul>
      </div>
    </>
  )
}

const DraftLine = ({ draft, popover }: { readonly draft: Draft; readonly popover: string }) => {
  const { t } = useTranslation()
  const language = useLanguage()
  const navigate = useNavigate()
  const entity = registry().find(({ type }) => type === draft.type)
  if (!entity) return null
  const isNew = draft.path.includes('/nouveau')
  const title = draft.title || t('ui.untitled')
  const forget = (): void => {
    drafts.remove(draft.path)
    showToast(t('form.draftDropped'), { label: t('ui.undo'), run: () => drafts.put(draft.path, draft) })
  }
  return (
    <li>
      <button
        type="button"
        className={css.open}
        onClick={() => {
          document.getElementById(popover)?.hidePopover()
          void navigate(draft.path)
        }}
      >
        <span className={css.title}>{title}</span>
        <span className={css.about}>
          {isNew ? newWord(t, entity) : oneWord(t, entity)} · {t('form.draftFields', { count: Object.keys(draft.values).length })} · {formatInstant(draft.at, language)}
        </span>
      </button>
      <button type="button" className={css.forget} aria-label={t('form.forget', { title })} onClick={forget}>
        <X size={14} aria-hidden="true" />
      </button>
    </li>
  )
}
