export const words: Record<string, Record<string, unknown>> = import.meta.glob('../../../assets/locales/fr/*.json', { eager: true, import: 'default' })
