import { type ComponentType, lazy, type LazyExoticComponent } from 'react'
import { wordsReady } from '../text/i18n.ts'

/** A part made of MUI, with the theme around it and all words, loaded together: what the window draws first carries none of them. */
export const withMui = async <P extends object>(load: Promise<ComponentType<P>>): Promise<ComponentType<P>> => {
  const [Part, { MuiTheme }] = await Promise.all([load, import('./MuiTheme.tsx'), wordsReady()])
  return props => (
    <MuiTheme>
      <Part {...props} />
    </MuiTheme>
  )
}

/** A part made of MUI that is loaded when it is first shown. */
export const lazyMui = <P extends object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> => lazy(async () => ({ default: await withMui(load()) }))

/** A part without MUI that is loaded when it is first shown, and all words with it. */
export const later = <P extends object>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> => lazy(async () => ({ default: (await Promise.all([load(), wordsReady()]))[0] }))

const SOON_MS = 1_000

/** What nobody misses while the first screen is being drawn: it comes when that stands, or once the core is within reach again. */
export const soon = (load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> =>
  lazy(async () => {
    for (;;) {
      await new Promise(resolve => setTimeout(resolve, SOON_MS))
      const Part = await load().catch(() => undefined)
      if (Part) return { default: Part }
    }
  })
