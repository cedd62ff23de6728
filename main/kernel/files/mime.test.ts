import { describe, expect, it } from 'vitest'
import { mimeOf, mimeOfName } from './mime.ts'

const head = (hex: string): Uint8Array => Buffer.from(hex, 'hex')

describe('the media type of a file', () => {
  it('is what its first bytes say, whatever its name', () => {
    expect(mimeOf(head('89504e470d0a1a0a0000000d'), 'photo.jpg')).toBe('image/png')
    expect(mimeOf(head('ffd8ffe000104a46'), 'photo')).toBe('image/jpeg')
    expect(mimeOf(head('524946462400000057454250'), 'photo.csv')).toBe('image/webp')
    expect(mimeOf(Buffer.from('GIF89a'), '')).toBe('image/gif')
  })
  it('is never an image by its name alone', () => {
    expect(mimeOf(Buffer.from('<script>'), 'photo.png')).toBe('application/octet-stream')
    expect(mimeOf(Buffer.from('<script>'), 'photo', 'image/png')).toBe('application/octet-stream')
  })
  it('is what was declared, or else what the name says, for other formats', () => {
    expect(mimeOf(Buffer.from('nom;ville'), 'Clients.CSV')).toBe('text/csv')
    expect(mimeOf(head('00'), 'son', 'audio/ogg')).toBe('audio/ogg')
  })
  it('is unknown without a known extension', () => {
    expect(mimeOfName('LISEZMOI')).toBe('application/octet-stream')
    expect(mimeOfName('piège.constructor')).toBe('application/octet-stream')
    expect(mimeOfName('dossier.csv/fichier')).toBe('application/octet-stream')
  })
})
