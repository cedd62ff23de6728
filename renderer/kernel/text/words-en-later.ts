/** All others; those of the terminal and of the desktop are the core's alone. */
export const words: Record<string, Record<string, unknown>> = import.meta.glob(
  ['../../../assets/locales/en/*.json', '!../../../assets/locales/en/{config,leads,list,opportunities,persons,shell,ui}.json', '!../../../assets/locales/en/{app,desktop}.json'],
  { eager: true, import: 'default' },
)
