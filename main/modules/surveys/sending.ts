import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import type { SurveyResponse } from '../../../shared/modules/surveys/survey-response.entity.ts'
import type { FileStore } from '../../kernel/files/file-store.ts'
import type { Locales } from '../../kernel/i18n/locales.ts'
import type { Operation } from '../../kernel/store/journal.ts'
import type { Reader } from '../../kernel/store/reader.ts'
import type { Store } from '../../kernel/store/store.ts'
import { zoned } from './asking.ts'
import { surveyMail } from './survey-mail.ts'

export interface SurveysOptions {
  readonly store: Store
  readonly reader: Reader
  readonly files: FileStore
  readonly locales: Locales
}

/**
 * Makes the mail of a response, for the outbox, and notes on the response that it is sent, in one transaction: there is never
 * the one without the other. With `isOwn` only where the response still waits for it. Answers the mail's id, if one was made.
 */
export const sendResponse = async ({ store, reader, files, locales }: SurveysOptions, operation: Operation, response: string, { to, isOwn = false }: { to?: string | undefined; isOwn?: boolean }): Promise<string> => {
  const record = reader.envelope(response)
  if (!record) throw new ExpectedError('NOT_FOUND', { id: response })
  const asked = to === undefined ? record : { ...record, data: { ...record.data, sentTo: to } }
  const { page, pageName, missing: _, to: address, ...written } = surveyMail({ reader, locales }, asked)
  const file = await files.hold(() => files.put(Buffer.from(page), pageName, 'text/html'))
  let mail = ''
  await store.commit(operation, () => {
    const now = store.read(response)
    if (!now || now.trashedAt !== null) throw new ExpectedError('NOT_FOUND', { id: response })
    const { isToSend, ...data } = now.data as SurveyResponse
    if (isOwn && !isToSend) return { drafts: [] }
    const links = Object.fromEntries((['contact', 'organisation', 'opportunity'] as const).flatMap(field => (data[field] === undefined ? [] : [[field, data[field]]])))
    const draft = store.draft(operation, 'emailMessage', { direction: 'out', state: 'waiting', ...written, to: [{ value: address }], attachments: [{ value: file }], ...links, source: `survey:${response}` })
    mail = draft.document.id
    const isOpen = data.state === 'waiting' || data.state === 'sent'
    return { drafts: [draft, store.change(operation, now, { data: { ...data, sentTo: address, askedOn: zoned(store.instant()), ...(isOpen && { state: 'sent' }) } })] }
  })
  return mail
}
