import type { SafeStorage } from 'electron'
import type { Sealer } from '../kernel/store/keyring.ts'

/** The system's keychain; none where it would only hide the key under one that everybody knows. */
export const keychainOf = async (safeStorage: SafeStorage, platform: NodeJS.Platform): Promise<Sealer | undefined> => {
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())) return undefined
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return undefined
  return {
    seal: bytes => safeStorage.encryptStringAsync(bytes.toString('base64')),
    unseal: async bytes => Buffer.from((await safeStorage.decryptStringAsync(bytes)).result, 'base64'),
  }
}
