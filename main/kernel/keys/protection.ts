import { ExpectedError } from '../../../shared/kernel/rpc/result.ts'
import { placeOf, removeKeyFiles } from '../store/keyring-file.ts'
import { type Keyring, type KeyPlace, type KeyringOptions, openKeyring, writeKeyring } from '../store/keyring.ts'

export interface Protection {
  keyring(): Keyring
  place(): KeyPlace
  /** What would protect the key without a passphrase. */
  otherPlace(): KeyPlace
  /** The text of a keyring that is to take the place of the present one, under what protects the keys by now. */
  seal(next: Keyring): Promise<string>
  /** Has a passphrase protect the key, or none; the present one has to be given. Throws ExpectedError KEY_WRONG. */
  setPassphrase(present: string | undefined, passphrase: string | undefined): Promise<void>
  /** Protects the keys anew by what this machine has, where they were opened by their recovery key. */
  renew(): Promise<void>
  /** Has another recovery key open the data; the one before opens them no more. */
  renewRecoveryKey(): Promise<string>
  /** Waits for what is being written. */
  settled(): Promise<unknown>
}

/**
 * What protects the keys of open data. `options` are those by which they were opened, and are kept up to date; `onChange`
 * is given the text of each new keyring. Only the keyring is ever written, so that killed at any instant what it was
 * before or what it is then opens the data.
 */
export const createProtection = (opened: Keyring, options: KeyringOptions, onChange: (text: string, id: string) => Promise<void>): Protection => {
  let keyring = opened
  let place = opened.place
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const acted = turn.then(act)
    turn = acted.catch(() => {})
    return acted
  }
  const write = async (next: Keyring, passphrase: string | undefined): Promise<void> => {
    const text = await next.seal({ ...options, passphrase })
    await writeKeyring(options.data, text)
    keyring = next
    options.passphrase = passphrase
    place = placeOf(options)
    await onChange(text, next.id)
  }

  return {
    settled: () => turn,
    keyring: () => keyring,
    place: () => place,
    otherPlace: () => placeOf({ ...options, passphrase: undefined }),
    seal: next => next.seal(options),
    setPassphrase: (present, passphrase) =>
      inTurn(async () => {
        if (place === 'passphrase') {
          if (present === undefined) throw new ExpectedError('KEY_MISSING', { place })
          await openKeyring({ ...options, passphrase: present })
        }
        await write(keyring, passphrase)
        // A key file that is left would still open older copies of the keyring.
        if (passphrase !== undefined) await removeKeyFiles(options.config, keyring.held.map(({ id }) => id))
      }),
    renew: () => inTurn(() => write(keyring, options.passphrase)),
    renewRecoveryKey: () =>
      inTurn(async () => {
        await write(keyring.withNewRecoveryKey(), options.passphrase)
        return keyring.recoveryKey
      }),
  }
}
