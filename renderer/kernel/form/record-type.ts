import { createContext } from 'react'

/** The type of the record whose fields are edited: tags that are not for it are not offered. */
export const RecordTypeContext = createContext<string | undefined>(undefined)
