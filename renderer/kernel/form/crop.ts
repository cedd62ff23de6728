export interface Size {
  readonly width: number
  readonly height: number
}

/** A square of a picture, in its pixels; `zoom` 1 is the largest. */
export interface Crop {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Below this side a square would only be magnified. */
const LEAST_SIDE = 64

export const mostZoom = ({ width, height }: Size): number => Math.max(1, Math.min(8, Math.min(width, height) / LEAST_SIDE))

export const sideOf = ({ width, height }: Size, { zoom }: Pick<Crop, 'zoom'>): number => Math.min(width, height) / zoom

const between = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** The nearest square that lies within the picture. */
export const within = (size: Size, { x, y, zoom }: Crop): Crop => {
  const near = between(zoom, 1, mostZoom(size))
  const side = sideOf(size, { zoom: near })
  return { x: between(x, 0, size.width - side), y: between(y, 0, size.height - side), zoom: near }
}

/** The largest square, in the middle. */
export const middle = (size: Size): Crop => {
  const side = sideOf(size, { zoom: 1 })
  return { x: (size.width - side) / 2, y: (size.height - side) / 2, zoom: 1 }
}

/** Moves by shares of the square's own side. */
export const moved = (size: Size, crop: Crop, dx: number, dy: number): Crop => {
  const side = sideOf(size, crop)
  return within(size, { ...crop, x: crop.x + dx * side, y: crop.y + dy * side })
}

/** Zooms around a point of the square, given in shares of its side. */
export const zoomed = (size: Size, crop: Crop, zoom: number, atX = 0.5, atY = 0.5): Crop => {
  const near = between(zoom, 1, mostZoom(size))
  const shrunk = sideOf(size, crop) - sideOf(size, { zoom: near })
  return within(size, { x: crop.x + shrunk * atX, y: crop.y + shrunk * atY, zoom: near })
}

/** The size of a picture made to fit, never larger than it is. */
export const fitted = ({ width, height }: Size, most: number): Size => {
  const share = Math.min(1, most / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * share)), height: Math.max(1, Math.round(height * share)) }
}
