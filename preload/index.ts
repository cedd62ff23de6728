import { ipcRenderer } from 'electron'

/** Hands the window its one Port to the core, and nothing else of Electron. */
ipcRenderer.once('core-port', ({ ports }) => {
  window.addEventListener('DOMContentLoaded', () => window.postMessage('core-port', window.origin, ports), { once: true })
})
