import { liquid } from './libraries.ts'

/** Something that a template names: what it says where it is written, and what it is compared by. */
export interface Part {
  /** How the template calls it, from the record on. */
  readonly path: string
  /** Nothing is known there: an empty field, or a name that leads nowhere. */
  readonly isMissing?: boolean
  readonly text: () => string
  /** Of formatted text. */
  readonly html?: () => string
  /** A primitive, or an array of parts; what is absent is null. */
  readonly value: unknown
  readonly kind?: 'date' | 'dateTime'
  /** What stands under a name in it. */
  readonly at?: (name: string) => Named | undefined
}

/** A part as Liquid takes it. */
export type Named = object

const PART = Symbol('part')

/** The part that a value of a template is; undefined for a plain value. */
export const partOf = (value: unknown): Part | undefined => (typeof value === 'object' && value !== null ? (value as { [PART]?: Part })[PART] : undefined)

/**
 * A part as Liquid takes it. Whatever a template reads from it goes through `at`: nothing of JavaScript's own, such as
 * `constructor` or `__proto__`, can be reached. A name that leads nowhere is a missing part, which knows its path.
 */
export const named = (part: Part, isRoot = false): Named =>
  new Proxy(Object.create(liquid().Drop.prototype) as object, {
    get: (_, key) => {
      if (key === PART) return part
      if (key === 'valueOf') return () => part.value
      if (typeof key === 'symbol') return undefined
      return part.at?.(key) ?? missing(isRoot ? key : `${part.path}.${key}`)
    },
    has: (_, key) => typeof key === 'string',
    getOwnPropertyDescriptor: () => undefined,
    ownKeys: () => [],
  })

const missing = (path: string): Named => named({ path, isMissing: true, text: () => '', value: null })
