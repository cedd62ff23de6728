const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The HTML of a signature that was written as plain lines. */
export const signatureHtml = (text: string): string => `<p>${text.trim().replace(/[&<>"]/g, mark => MARKS[mark]!).replace(/\r?\n/g, '<br>')}</p>`

/** The lines of a signature, without what only HTML can say. */
export const signatureText = (html: string): string => {
  const lines = html.replace(/<br\s*\/?>/gi, '\n').replace(/<\/(p|div|li|h\d)>\s*(?=<)/gi, '\n')
  return (new DOMParser().parseFromString(lines, 'text/html').body.textContent ?? '').trim()
}
