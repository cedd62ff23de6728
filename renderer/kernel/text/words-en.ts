/** The words of the first screen. */
export const words: Record<string, Record<string, unknown>> = import.meta.glob('../../../assets/locales/en/{config,leads,list,opportunities,persons,shell,ui}.json', { eager: true, import: 'default' })
