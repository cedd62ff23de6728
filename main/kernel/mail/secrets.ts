import type { Store } from '../store/store.ts'

/**
 * Passwords and tokens of mail accounts. They lie in what belongs to this machine alone, in the encrypted database: in no
 * record, export, history or log, and nothing that is shared with others has them.
 */
export interface MailSecrets {
  get(account: string): string | undefined
  set(account: string, secret: string | undefined): Promise<void>
}

const place = (account: string): string => `mailSecret:${account}`

export const mailSecrets = ({ local }: Pick<Store, 'local'>): MailSecrets => ({
  get: account => {
    const secret = local.get(place(account))?.['secret']
    return typeof secret === 'string' ? secret : undefined
  },
  set: (account, secret) => local.set(place(account), secret === undefined ? {} : { secret }),
})
