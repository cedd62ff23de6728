import { isOwnImage } from '../../../shared/kernel/text/rich-text.ts'
import { fitted } from '../form/crop.ts'
import { readPicture } from '../form/picture.ts'

/** From the size of a mail's width on two screens' dots down to a stamp. */
const SIDES = [1_200, 900, 600, 400]

/** A picture made small enough to be written in a text; `unreadable` or `large` when that cannot be. */
export const smallPicture = async (file: File): Promise<{ readonly source: string; readonly width: number } | 'unreadable' | 'large'> => {
  const picture = await readPicture(file)
  if (!picture) return 'unreadable'
  try {
    for (const side of SIDES) {
      const { width, height } = fitted(picture, side)
      const canvas = new OffscreenCanvas(width, height)
      const pen = canvas.getContext('2d')!
      pen.imageSmoothingQuality = 'high'
      pen.drawImage(picture, 0, 0, width, height)
      // What has transparency stays so where it fits; mail programs do not all read WebP.
      for (const type of file.type === 'image/jpeg' ? ['image/jpeg'] : ['image/png', 'image/jpeg']) {
        if (type === 'image/jpeg') {
          pen.globalCompositeOperation = 'destination-over'
          pen.fillStyle = '#ffffff'
          pen.fillRect(0, 0, width, height)
        }
        const source = await dataUrl(await canvas.convertToBlob({ type, quality: 0.85 }))
        if (isOwnImage(source)) return { source, width: Math.min(width, 600) }
      }
    }
    return 'large'
  } finally {
    picture.close()
  }
}

const dataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(reader.error!))
    reader.readAsDataURL(blob)
  })
