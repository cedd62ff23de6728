import iconv from 'iconv-lite'

/** A page of text as a PDF, its first line as the heading: the letters of Western Europe, no line is broken. */
export const pdfOf = (lines: readonly string[]): Uint8Array => {
  const shown = (text: string): string => `(${text.replace(/[\\()]/g, '\\$&')})`
  const content = lines.map((line, i) => `/F1 ${i === 0 ? 16 : 11} Tf ${shown(line)} Tj 0 ${i === 0 ? -28 : -18} Td`)
  const stream = iconv.encode(`BT 60 780 Td ${content.join(' ')} ET`, 'win1252')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${stream.length}>>stream\n`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ]
  const pieces: Uint8Array[] = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  const length = (): number => pieces.reduce((sum, piece) => sum + piece.length, 0)
  objects.forEach((object, i) => {
    offsets.push(length())
    const body = object.endsWith('stream\n') ? [Buffer.from(object), stream, Buffer.from('\nendstream')] : [Buffer.from(object)]
    pieces.push(Buffer.from(`${i + 1} 0 obj`), ...body, Buffer.from('endobj\n'))
  })
  const at = length()
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`
  return Buffer.concat([...pieces, Buffer.from(end)])
}
