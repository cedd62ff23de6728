import type { TFunction } from 'i18next'
import { type Api, unwrap } from '../rpc/connection.ts'
import { uploadFile } from '../rpc/files.ts'
import type { Operations } from '../state/operations.ts'
import { showToast } from '../state/toasts.ts'

/** Takes files of mails in; answers where the first of them is shown. */
export const takeMails = async (api: Api, mails: readonly File[], operations: Operations, t: TFunction): Promise<string | undefined> => {
  try {
    const files: string[] = []
    for (const mail of mails) files.push(await uploadFile(mail))
    const { op, ids } = await unwrap(api.emails.take({ files }))
    if (ids.length === 0) showToast(t('emails.take.known'))
    else operations.report(op, t('emails.take.taken', { count: ids.length }))
    return ids[0] && `/emailMessage/${ids[0]}`
  } catch (error) {
    operations.failed(error)
    return undefined
  }
}
