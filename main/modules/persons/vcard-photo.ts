import type { FoundFile } from '../../kernel/imports/candidate.ts'
import { formatHead, paramValues, type VCardParam, type VCardProperty } from '../../kernel/imports/vcard/property.ts'

export interface Picture {
  mime: string
  bytes: Uint8Array
}

const starts = (bytes: Uint8Array, at: number, text: string): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false
  return true
}

const mimeOf = (bytes: Uint8Array): string | undefined => {
  if (starts(bytes, 0, '\xff\xd8\xff')) return 'image/jpeg'
  if (starts(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'image/png'
  if (starts(bytes, 0, 'GIF8')) return 'image/gif'
  if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return 'image/webp'
  if (starts(bytes, 0, 'BM')) return 'image/bmp'
  if (starts(bytes, 0, 'II*\0') || starts(bytes, 0, 'MM\0*')) return 'image/tiff'
  if (starts(bytes, 4, 'ftypavif')) return 'image/avif'
  if (starts(bytes, 4, 'ftyphei') || starts(bytes, 4, 'ftypmif1')) return 'image/heic'
  return undefined
}

const base64Of = (property: VCardProperty): string | undefined => {
  if (paramValues(property, 'ENCODING').includes('B')) return property.value
  const found = /^data:[^,\\]{0,200}?;base64\\?,/i.exec(property.value.slice(0, 250))
  return found ? property.value.slice(found[0].length) : undefined
}

/** The image inside a PHOTO; undefined when it is an address, or no image that we know. */
export const readPhoto = (property: VCardProperty): FoundFile | undefined => {
  const base64 = base64Of(property)
  if (base64 === undefined) return undefined
  const bytes = Buffer.from(base64, 'base64')
  const mime = mimeOf(bytes)
  return mime === undefined ? undefined : { field: 'picture', name: `photo.${mime === 'image/jpeg' ? 'jpg' : mime.slice(6)}`, mime, bytes }
}

const USUAL = new Set(['ENCODING', 'VALUE', 'MEDIATYPE'])
const IMAGE_TYPE = /^(image\/)?(jpe?g|png|gif|webp|bmp|tiff?|avif|hei[cf])$/i

/** The PHOTO without its image, when it has a group or parameters beside those that every image has. */
export const photoFrame = (property: VCardProperty): string | undefined => {
  const params = property.params.flatMap(([name, values]): VCardParam[] => {
    if (USUAL.has(name)) return []
    if (name !== 'TYPE') return [[name, values]]
    const others = values.filter(value => !IMAGE_TYPE.test(value))
    return others.length ? [[name, others]] : []
  })
  return params.length || property.group !== undefined ? `${formatHead('PHOTO', params, property.group)}:` : undefined
}

/** A PHOTO of an image, in the frame that was kept of the one it came in. */
export const writePhoto = ({ mime, bytes }: Picture, frame?: VCardProperty): string => {
  const params: VCardParam[] = [['ENCODING', ['b']], ['TYPE', [mime.replace(/^image\//, '').toUpperCase()]], ...(frame?.params ?? [])]
  return `${formatHead('PHOTO', params, frame?.group)}:${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')}`
}
