import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../kernel/rpc/api-context.tsx'
import { unwrap } from '../../kernel/rpc/connection.ts'
import { keys } from '../../kernel/state/queries.ts'
import { Dialog } from '../../kernel/ui/Dialog.tsx'
import { MailView } from '../../kernel/ui/MailView.tsx'
import type { Coming } from './use-workflows.ts'
import css from './workflows.module.css'

const same = (path: string): string => path

/** A mail that is to leave, as it would read now. */
export const MailDialog = ({ coming, onClose }: { readonly coming: Coming; readonly onClose: () => void }) => {
  const { t } = useTranslation()
  const api = useApi()
  const asked = { workflow: coming.workflow, record: coming.record.id }
  const { data } = useQuery({ queryKey: keys.rows('workflow', { preview: asked }), queryFn: ({ signal }) => unwrap(api.workflows.preview(asked, { signal })), staleTime: 0 })
  return (
    <Dialog title={coming.subject ?? coming.record.title} isWide onClose={onClose}>
      {data && (
        <>
          <p className={css.soft}>
            {t('workflows.coming.toWhom', { to: data.to.join(', ') })}
            {data.cc.length > 0 && ` ${t('workflows.coming.cc', { cc: data.cc.join(', ') })}`}
          </p>
          <MailView label={data.subject} html={data.html} wordOf={same} />
        </>
      )}
    </Dialog>
  )
}
