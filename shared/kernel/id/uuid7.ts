/**
 * Makes UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits. Ids made by one generator always ascend,
 * also within a millisecond and when the clock goes back, which keeps inserts at the end of the index.
 */
export const uuid7Generator = (now: () => number, random: (bytes: Uint8Array) => void): (() => string) => {
  const bytes = new Uint8Array(16)
  let last = 0
  let sequence = 0
  return () => {
    random(bytes)
    const time = now()
    if (time > last) {
      last = time
      sequence = ((bytes[6]! & 0x07) << 8) | bytes[7]!
    } else if (++sequence > 0xfff) {
      last++
      sequence = 0
    }
    for (let i = 0, rest = last; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256
    bytes[6] = 0x70 | (sequence >> 8)
    bytes[7] = sequence & 0xff
    bytes[8] = 0x80 | (bytes[8]! & 0x3f)
    let hex = ''
    for (let i = 0; i < 16; i++) hex += HEX[bytes[i]!]! + (i === 3 || i === 5 || i === 7 || i === 9 ? '-' : '')
    return hex
  }
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'))
