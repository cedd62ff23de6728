import { startWindow } from './app/start.tsx'
import { openHostPort } from './kernel/rpc/host-port.ts'

void startWindow(document.getElementById('root')!, openHostPort)
