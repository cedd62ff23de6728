/** The few globals that every JavaScript engine of ours has, so that shared code needs the types of neither Node nor the DOM. */
interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
declare function queueMicrotask(callback: () => void): void
