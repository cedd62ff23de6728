/**
 * Every key of the window, by the place where it works and the words (`keyboard.words`) of what it does, as a person would
 * say it; the Command key of a Mac counts as Ctrl. What runs a key must find it here, so that the list of keys is whole.
 */
export const KEYS = {
  everywhere: {
    search: ['ctrl+k'],
    create: ['n'],
    undo: ['ctrl+z'],
    redo: ['ctrl+shift+z', 'ctrl+y'],
    keys: ['?', 'f1'],
  },
  list: {
    quick: ['/'],
    filters: ['f'],
    move: ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'],
    ends: ['home', 'end'],
    open: ['enter'],
    editCell: ['f2'],
    select: ['space'],
    extend: ['shift+arrowup', 'shift+arrowdown'],
    all: ['ctrl+a'],
    trash: ['delete'],
  },
  sheet: {
    edit: ['e'],
    beside: ['alt+arrowleft', 'alt+arrowright'],
    trash: ['delete'],
    back: ['escape'],
  },
  duplicates: {
    walk: ['arrowup', 'arrowdown', 'k', 'j'],
    merge: ['enter'],
    dismiss: ['d'],
  },
  form: {
    save: ['ctrl+s', 'ctrl+enter'],
    cancel: ['escape'],
  },
  results: {
    walk: ['arrowup', 'arrowdown'],
    open: ['enter'],
    openList: ['ctrl+enter'],
    close: ['escape'],
  },
} as const

type Places = typeof KEYS
/** A key that has its words. */
export type Key = { [P in keyof Places]: { [W in keyof Places[P]]: Places[P][W] extends readonly (infer K)[] ? K : never }[keyof Places[P]] }[keyof Places]

/** G, then the letter of a type of record, leads to its list. */
export type GoKey = `g ${string}`

/** Keys that a person who dictates, or leans on the keyboard, would press unawares. */
export const isBare = (key: string): boolean => /^(g )?[^ ]$/.test(key)

/** `ctrl+shift+z` as its parts, each a word of `keyboard.names` or itself. */
export const partsOf = (key: string): string[] => key.split(/[+ ]/)
