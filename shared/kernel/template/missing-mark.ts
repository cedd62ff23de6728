const [BEGIN, END] = ['\ue000', '\ue001'] as const

/** Stands in a preview for a variable of which nothing is known; no text holds these signs otherwise. */
export const missingMark = (path: string): string => `${BEGIN}${path}${END}`

/** The pieces of a text: every second one is the path of a mark. */
export const splitAtMarks = (text: string): string[] => text.split(new RegExp(`${BEGIN}([^${END}]*)${END}`))
