import { fitted, type Crop, sideOf } from './crop.ts'

const MOST_SIDE = 1_024
const QUALITY = 0.86

/** A picture, turned as its camera says; undefined when the file is none that the window can read. */
export const readPicture = async (file: Blob): Promise<ImageBitmap | undefined> => {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    return undefined
  }
}

/** Draws a picture, or a square of it, at most 1,024 pixels wide and high. */
export const drawPicture = async (picture: ImageBitmap, crop: Crop | undefined, name: string): Promise<File> => {
  const side = crop && sideOf(picture, crop)
  const source = side ? { width: side, height: side } : picture
  const { width, height } = fitted(source, MOST_SIDE)
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')!
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, crop?.x ?? 0, crop?.y ?? 0, source.width, source.height, 0, 0, width, height)
  const bytes = await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY })
  // A browser that cannot write WebP answers with a PNG.
  const ending = bytes.type === 'image/webp' ? 'webp' : 'png'
  return new File([bytes], `${name.replace(/\.[^.]*$/, '') || 'image'}.${ending}`, { type: bytes.type })
}
