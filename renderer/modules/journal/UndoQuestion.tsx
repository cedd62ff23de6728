import { useTranslation } from 'react-i18next'
import { useQuestion } from '../../kernel/state/question.ts'
import { Button } from '../../kernel/ui/Button.tsx'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import css from './journal.module.css'

/** Says what would be lost before it is, and does nothing unless somebody wants it. */
export const UndoQuestion = () => {
  const { t } = useTranslation()
  const question = useQuestion()
  if (!question) return null
  const { title, text, names, go, answer } = question
  return (
    <Dialog
      title={title}
      onClose={() => answer(false)}
      actions={
        <>
          <Button onClick={() => answer(false)}>{t('pages.history.leave')}</Button>
          <Button look="filled" onClick={() => answer(true)}>
            {go}
          </Button>
        </>
      }
    >
      <p className={css.question}>{text}</p>
      <ul className={css.names}>
        {names.map((name, i) => (
          <li key={i}>{name}</li>
        ))}
      </ul>
    </Dialog>
  )
}
