import { FileUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useApi } from '../kernel/rpc/api-context.tsx'
import { useOperations } from '../kernel/state/operations.ts'
import { handOver } from '../kernel/import/handed-over.ts'
import css from './shell.module.css'

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** A file dropped anywhere on the window is one to import, unless something below it has taken it. */
export const DropAnywhere = () => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const api = useApi()
  const operations = useOperations()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      // Something of the page takes it itself.
      setOver(!event.defaultPrevented)
      event.preventDefault()
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (event.defaultPrevented || !file) return
      event.preventDefault()
      const mails = [...event.dataTransfer.files].filter(({ name }) => /\.eml$/i.test(name))
      if (mails.length > 0) return void import('../kernel/mail/take-mails.ts').then(({ takeMails }) => takeMails(api, mails, operations, t)).then(to => to && navigate(to))
      handOver(file)
      void navigate('/importer')
    }
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [api, navigate, operations, t])
  if (!isOver) return null
  return (
    <div className={css.dropping} role="status">
      <span className={css.dropIcon}>
        <FileUp size={28} aria-hidden="true" />
      </span>
      <b>{t('shell.drop')}</b>
      <span>{t('shell.dropHint')}</span>
    </div>
  )
}
