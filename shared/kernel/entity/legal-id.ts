import { stdnum } from 'stdnum'
import type { AnyEntity } from './define.ts'
import type { LegalId } from './fields.ts'
import type { Problem } from './validate.ts'

/** Whether the check digits of a SIREN, SIRET or European VAT number are right; spaces and dots are ignored. */
export const isLegalId = (kind: LegalId, value: string): boolean => {
  const compact = value.replace(/[\s.-]/g, '').toUpperCase()
  if (kind === 'siren') return stdnum.FR!.siren!.validate(compact).isValid
  if (kind === 'siret') return stdnum.FR!.siret!.validate(compact).isValid
  const country = compact.slice(0, 2)
  const validators = stdnum[country === 'EL' ? 'GR' : country]
  const validator = validators?.vat ?? validators?.tva ?? validators?.mwst ?? validators?.ust
  return validator ? validator.validate(compact).isValid : /^[A-Z]{2}[A-Z0-9]{2,13}$/.test(compact)
}

/** Warnings for the legal identifiers of a record whose check digits are wrong. */
export const legalIdWarnings = (entity: AnyEntity, data: Record<string, unknown>): Problem[] =>
  Object.entries(entity.fields).flatMap(([field, { legalId }]) => {
    const value = data[field]
    return legalId && typeof value === 'string' && value && !isLegalId(legalId, value)
      ? [{ field, code: 'LEGAL_ID_WRONG' as const, params: { value, kind: legalId }, warning: true }]
      : []
  })
