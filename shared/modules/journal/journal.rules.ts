/** Whether what an operation of this name did cannot be taken back. */
export const isFinal = (name: string): boolean => name === 'purge' || name === 'removeSample' || name === 'sendMails'

/** What acts of workflows are called. */
export const AUTOMATIC = ['workflow', 'shippedWorkflow'] as const

/** What the application calls the operation by which it makes a record of whoever works at this machine. */
export const FIRST_USER = 'firstUser'
