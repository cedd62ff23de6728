/** Runs the program that was built for Electron over the fake, in a process of its own, and says what its window gets. */

import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { messagePort } from '../../renderer/kernel/rpc/message-port.ts'
import type { contract } from '../../shared/contract.ts'
import { createCaller, createClient } from '../../shared/kernel/rpc/client.ts'

const fakeModule = new URL('electron-module.ts', import.meta.url).href
registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: fakeModule, shortCircuit: true } : next(specifier, context)) })

const { fake } = await import('./electron-module.ts')
await import(pathToFileURL(join(process.argv[2]!, 'main/host/electron.js')).href)

const client = createClient<typeof contract>(createCaller(messagePort((await fake.requestPort()) as unknown as MessagePort)))
const saved = await client.entities.save({ type: 'contact', patch: { lastName: 'Ménard' } })
const info = await client.app.info({})
const page = await fake.fetch('app://calepin/contact')
const { webPreferences } = fake.windows[0]!.options
process.stdout.write(JSON.stringify({ saved, info, page: await page.text(), policy: page.headers.get('content-security-policy'), webPreferences, module: fake.processes[0]!.module }))
fake.quit()
process.exitCode = await fake.ended
