import type { Guard } from '../../kernel/store/store.ts'

const isShare = (value: unknown): boolean => value === undefined || (typeof value === 'number' && value >= 0 && value <= 100)

/** A chance is a share of a hundred, and no phase ends a deal in two ways. */
export const opportunitiesGuard: Guard = (_, { document: { type, data }, previous }) => {
  if ((type !== 'opportunity' && type !== 'listValue') || data === previous?.data) return undefined
  if (!isShare(data['chance'])) return { code: 'INVALID_RECORD', params: { problems: [{ field: 'chance', code: 'NOT_A_SHARE', params: { value: String(data['chance']) } }] } }
  if (data['isWon'] === true && data['isLost'] === true) return { code: 'INVALID_RECORD', params: { problems: [{ field: 'isLost', code: 'WON_AND_LOST' }] } }
  return undefined
}
