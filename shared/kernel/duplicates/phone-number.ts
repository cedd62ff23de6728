/** A number as E.164 writes it (`+33476120891`), read as in France where no country is said; undefined for what is none. */
export const phoneNumber = (text: string): string | undefined => {
  const [written] = /^[^a-z]*/i.exec(text.trim().replace(/^(?:tel|tél)\.?\s*:?\s*/i, ''))!
  const digits = written.replace(/\(0\)/g, '').replace(/[^\d+]/g, '').replace(/^00(?=[1-9])/, '+').replace(/(?!^)\+/g, '')
  if (digits.startsWith('+')) return digits.length > 7 ? digits.replace(/^\+330/, '+33') : undefined
  if (/^0[1-9]\d{8}$/.test(digits)) return `+33${digits.slice(1)}`
  return digits.length > 5 ? digits : undefined
}
