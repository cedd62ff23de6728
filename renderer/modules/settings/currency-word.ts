/** What a currency is called: `euro`, `franc suisse`. */
export const currencyWord = (code: string, language: string): string => new Intl.DisplayNames(language, { type: 'currency' }).of(code) ?? code
