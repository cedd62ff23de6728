import type { Connection } from '../kernel/rpc/connection.ts'

const PATIENCE_MS = 2_000

let first = Promise.resolve()

/** Resolves once the types that users made are known, or cannot be: screens of them are drawn then. */
export const typesReady = (): Promise<void> => first

/** Keeps the types of this window in step with what users make of them. */
export const followCustoms = ({ api, onOpen }: Connection): void => {
  let asked = 0
  let isTouched = false
  const read = async (): Promise<void> => {
    const mine = ++asked
    const answer = await api.customs.configuration({})
    if (!answer.ok || mine !== asked || (answer.value.records.length === 0 && !isTouched)) return
    isTouched = true
    ;(await import('./own-types.ts')).showTypes(answer.value.records)
  }
  first = Promise.race([read(), new Promise<void>(resolve => setTimeout(resolve, PATIENCE_MS))])
  let isFirst = true
  onOpen(() => {
    void api.customs.watch({}, () => void read())
    if (!isFirst) void read()
    isFirst = false
  })
}
