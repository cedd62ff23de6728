import Button from '@mui/material/Button'
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Crop, middle, mostZoom, moved, sideOf, zoomed } from './crop.ts'
import { FormDialog } from './FormDialog.tsx'
import css from './form.module.css'

interface Props {
  readonly picture: ImageBitmap
  /** Without a square, the whole picture is wanted. */
  readonly onTake: (crop?: Crop) => void
  readonly onClose: () => void
}

/** Pixels of the square on the screen. */
const SHOWN = 320
const STEP = 0.02
const BIG_STEP = 0.1
const ZOOM_STEP = 1.1

const MOVES: Readonly<Record<string, readonly [number, number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

/** Takes a square of a picture: moved and zoomed with the pointer and its wheel, or the arrows and + and -. */
export const CropDialog = ({ picture, onTake, onClose }: Props) => {
  const { t } = useTranslation()
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const [pixels] = useState(() => SHOWN * (window.devicePixelRatio || 1))
  const [crop, setCrop] = useState(() => middle(picture))
  const [isBusy, setBusy] = useState(false)
  const grip = useRef<{ readonly x: number; readonly y: number; readonly crop: Crop }>(undefined)

  useEffect(() => {
    if (!canvas) return
    const pen = canvas.getContext('2d')!
    const side = sideOf(picture, crop)
    pen.imageSmoothingQuality = 'high'
    pen.drawImage(picture, crop.x, crop.y, side, side, 0, 0, pixels, pixels)
  }, [canvas, crop, picture, pixels])

  // React listens to the wheel without the right to stop the page from scrolling.
  useEffect(() => {
    if (!canvas) return
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { left, top, width } = canvas.getBoundingClientRect()
      setCrop(old => zoomed(picture, old, old.zoom * ZOOM_STEP ** -Math.sign(event.deltaY), (event.clientX - left) / width, (event.clientY - top) / width))
    }
    canvas.addEventListener('wheel', onWheel, { passive: false })
    return () => canvas.removeEventListener('wheel', onWheel)
  }, [canvas, picture])

  const onKeyDown = (event: KeyboardEvent): void => {
    const move = MOVES[event.key]
    const zoom = { '+': ZOOM_STEP, '=': ZOOM_STEP, '-': 1 / ZOOM_STEP }[event.key]
    if (!move && !zoom) return
    event.preventDefault()
    const step = event.shiftKey ? BIG_STEP : STEP
    setCrop(old => (move ? moved(picture, old, move[0] * step, move[1] * step) : zoomed(picture, old, old.zoom * zoom!)))
  }

  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { x: event.clientX, y: event.clientY, crop }
  }
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>): void => {
    const held = grip.current
    if (!held) return
    const { width } = event.currentTarget.getBoundingClientRect()
    setCrop(moved(picture, held.crop, (held.x - event.clientX) / width, (held.y - event.clientY) / width))
  }
  const release = (): void => {
    grip.current = undefined
  }

  const take = (wanted?: Crop): void => {
    setBusy(true)
    onTake(wanted)
  }

  return (
    <FormDialog
      title={t('form.crop')}
      conclusion={t('form.cropTake')}
      cannotConclude={isBusy}
      onConclude={() => take(crop)}
      onClose={onClose}
      others={
        <Button variant="text" disabled={isBusy} onClick={() => take()}>
          {t('form.cropWhole')}
        </Button>
      }
    >
      <div className={css.crop}>
        <div role="application" tabIndex={0} aria-label={t('form.cropCanvas')} aria-describedby="crop-help" onKeyDown={onKeyDown}>
          <canvas ref={setCanvas} width={pixels} height={pixels} onPointerDown={onPointerDown} onPointerMove={onPointerMove} onPointerUp={release} onPointerCancel={release} />
        </div>
        <label className={css.zoom}>
          {t('form.zoom')}
          <input type="range" min={1} max={mostZoom(picture)} step={0.01} value={crop.zoom} onChange={event => setCrop(zoomed(picture, crop, Number(event.target.value)))} />
        </label>
        <p id="crop-help" className={css.hint}>
          {t('form.cropHelp')}
        </p>
      </div>
    </FormDialog>
  )
}
