import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { sendFile, sentFiles } from '../../kernel/form/sent-files.ts'
import { isSame } from '../../kernel/form/values.ts'
import { type Draft, drafts } from '../../kernel/state/drafts.ts'
import { useOperations } from '../../kernel/state/operations.ts'
import { showToast } from '../../kernel/state/toasts.ts'
import type { Beginning } from './beginning.ts'

interface MailDraft {
  readonly path: string
  readonly mail: Beginning
  readonly change: (to: Partial<Beginning> | ((now: Beginning) => Partial<Beginning>)) => void
  /** What was found of another time, until it was taken up or put aside. */
  readonly found: Draft | undefined
  readonly takeUp: () => void
  readonly putAside: () => void
  /** Forgets what was kept: the mail is saved. */
  readonly end: () => void
}

const PAUSE_MS = 300

const differing = (first: Beginning, mail: Beginning): Partial<Beginning> =>
  Object.fromEntries(Object.entries(mail).filter(([name, value]) => !isSame(value, first[name as keyof Beginning])))

/**
 * A mail as it is being written, kept by its address as forms keep what is typed: a crash or a closed window loses none of it.
 *
 * @param onReplaced When all of it was put in anew, which the editor of its text has to be told.
 */
export const useMailDraft = (first: Beginning, onReplaced: () => void): MailDraft => {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const operations = useOperations()
  const { pathname, search } = useLocation()
  const [path] = useState(pathname + search)
  const [kept] = useState(() => drafts.get(path))
  const [found, setFound] = useState(kept)
  const [mail, setMail] = useState<Beginning>(() => ({ ...first, ...kept?.values }))
  const change = useCallback<MailDraft['change']>(to => setMail(now => ({ ...now, ...(typeof to === 'function' ? to(now) : to) })), [])

  // The core may have forgotten the files that no mail keeps yet.
  useEffect(() => {
    for (const [sent, file] of Object.entries(kept?.files ?? {})) {
      void sendFile(file).then(again => change(now => ({ files: now.files.map(each => (each.file === sent ? again : each)) })), operations.failed)
    }
  }, [kept, change, operations.failed])

  const write = useRef<() => Draft | undefined>(() => undefined)
  const isOver = useRef(false)
  useEffect(() => {
    write.current = () => {
      if (isOver.current) return undefined
      const values = differing(first, mail)
      if (Object.keys(values).length === 0) {
        drafts.remove(path)
        return undefined
      }
      const before = drafts.get(path)
      if (before && isSame(before.values, values)) return before
      const files = sentFiles(Object.fromEntries(mail.files.map(each => [each.file, each])))
      const draft: Draft = { path, type: 'emailMessage', title: mail.subject, at: new Date().toISOString(), values, seen: {}, files }
      drafts.put(path, draft)
      return draft
    }
    const timer = setTimeout(write.current, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [first, mail, path])

  useEffect(() => {
    const keep = (): unknown => write.current()
    addEventListener('pagehide', keep)
    return () => {
      removeEventListener('pagehide', keep)
      const draft = write.current()
      if (!draft) return
      showToast(t('form.draftKept', { count: Object.keys(draft.values).length }), {
        label: t('form.resume'),
        run: () => {
          drafts.put(path, draft)
          void navigate(path)
        },
      })
    }
  }, [navigate, path, t])

  const put = (next: Beginning): void => {
    setMail(next)
    onReplaced()
  }
  return {
    path,
    mail,
    change,
    found,
    takeUp: () => setFound(undefined),
    putAside: () => {
      const now = mail
      setFound(undefined)
      put(first)
      drafts.remove(path)
      showToast(t('form.draftDropped'), { label: t('form.resume'), run: () => put(now) })
    },
    end: () => {
      isOver.current = true
      drafts.remove(path)
    },
  }
}
