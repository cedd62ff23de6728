/** Writes into a text field where its caret stands, and leaves the caret behind what was written. */
export const insertAtCaret = (id: string, text: string, onChange: (value: string) => void): void => {
  const field = document.getElementById(id)
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return
  const from = field.selectionStart ?? field.value.length
  onChange(field.value.slice(0, from) + text + field.value.slice(field.selectionEnd ?? from))
  requestAnimationFrame(() => {
    field.focus()
    field.setSelectionRange(from + text.length, from + text.length)
  })
}
