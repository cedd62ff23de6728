import { startWindow } from './app/start.tsx'
import { openHostPort } from './kernel/rpc/host-port.ts'

startWindow(document.getElementById('root')!, openHostPort)
