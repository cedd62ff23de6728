import { contextBridge, ipcRenderer } from 'electron'

/** Hands the window a Port to the core whenever it asks, and nothing else of Electron. */
contextBridge.exposeInMainWorld('calepin', { requestPort: (): void => ipcRenderer.send('core-port') })

ipcRenderer.on('core-port', ({ ports }) => window.postMessage('core-port', window.origin, ports))
