/** Whether what an operation of this name did cannot be taken back. */
export const isFinal = (name: string): boolean => name === 'purge' || name === 'removeSample' || name === 'sendMails'
