import { richTextProblems } from '../../kernel/mail/sanitise.ts'
import type { Guard } from '../../kernel/store/store.ts'

/** A signature stands under every mail of its writer: it holds nothing that mails do not keep. */
export const signaturesGuard: Guard = (_, { document: { type, data }, previous }) => {
  if (type !== 'user' || data['signature'] === previous?.data['signature']) return undefined
  const problems = richTextProblems('signature', data['signature'])
  return problems.length > 0 ? { code: 'INVALID_RECORD', params: { problems } } : undefined
}
