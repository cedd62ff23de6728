import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Decides who may speak to the host. */
export interface Door {
  /** Whether a request names this host, and comes from a page of this host if from a page at all. */
  isOwn(request: IncomingMessage): boolean
  /** Whether a request carries the token, or the cookie of a session. */
  isKnown(request: IncomingMessage): boolean
  /** Opens a session: the `Set-Cookie` header for the token, or for one that {@link Door.oneTimeToken} made. */
  trade(token: string): string | undefined
  /** A token that opens one session and is then worth nothing: it may be seen in a list of processes. */
  oneTimeToken(): string
}

export const createDoor = (token: string, port: number): Door => {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  // Cookies do not tell ports apart.
  const cookie = `calepin-${port}`
  const sessions = new Set<string>()
  const oneTime = new Set<string>()
  const isToken = (given: string): boolean => timingSafeEqual(digest(given), digest(token))
  return {
    isOwn: ({ headers: { host, origin } }) => host !== undefined && hosts.includes(host) && (origin === undefined || origin === `http://${host}`),

    isKnown: ({ headers }) => {
      const bearer = /^Bearer +(.+)$/i.exec(headers.authorization ?? '')?.[1]
      if (bearer !== undefined) return isToken(bearer)
      return (headers.cookie ?? '').split('; ').some(pair => pair.startsWith(`${cookie}=`) && sessions.has(pair.slice(cookie.length + 1)))
    },

    trade: given => {
      if (!oneTime.delete(given) && !isToken(given)) return undefined
      const session = secret()
      sessions.add(session)
      return `${cookie}=${session}; HttpOnly; SameSite=Strict; Path=/`
    },

    oneTimeToken: () => {
      const made = secret()
      oneTime.add(made)
      return made
    },
  }
}

/** A fresh secret that nobody can guess, fit for a header, an address and a cookie. */
export const secret = (): string => randomBytes(32).toString('base64url')

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
