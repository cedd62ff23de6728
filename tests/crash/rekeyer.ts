/** A process that changes the key of a data folder, or its passphrase where two are given. */

import { registry } from '../../shared/registry.ts'
import { createProtection } from '../../main/kernel/keys/protection.ts'
import { finishRekey, rekeyDatabase, rekeyFiles } from '../../main/kernel/keys/rekey.ts'
import { openKeyring } from '../../main/kernel/store/keyring.ts'

const [data, config, passphrase, other] = process.argv.slice(2) as [string, string, string?, string?]

const options = { data, config, ...(passphrase && { passphrase }) }
const old = await openKeyring(options)
if (passphrase) await createProtection(old, options, async () => {}).setPassphrase(passphrase, other)
else {
  const fresh = old.renewed()
  const source = { data, registry, old, fresh }
  await rekeyDatabase(source, await rekeyFiles(source, () => {}), await fresh.seal(options))
  await finishRekey(data)
}
