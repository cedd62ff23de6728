import type { Core } from '../../main/host/core-api.ts'

/** A core that does what a test told it and throws on anything else. */
export const fakeCore = (told: Partial<Core>): Core => {
  const untold = (name: string) => (): never => {
    throw new Error(`the fake core was not told to ${name}`)
  }
  return {
    keyPlace: 'keyFile',
    connect: untold('connect'),
    call: untold('call'),
    stage: untold('stage'),
    open: untold('open'),
    close: untold('close'),
    ...told,
  }
}
