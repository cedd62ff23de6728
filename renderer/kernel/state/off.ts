import { createContext, useContext } from 'react'
import { NOTHING_OFF, type Off } from '../../../shared/kernel/entity/off.ts'

/** What is switched off in this window. */
export const OffContext = createContext<Off>(NOTHING_OFF)

export const useOff = (): Off => useContext(OffContext)
