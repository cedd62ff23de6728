/** What was dropped: its files, and the names of the folders among it, which cannot be sent. */
export const filesOf = ({ items }: DataTransfer): { files: File[]; folders: string[] } => {
  const files: File[] = []
  const folders: string[] = []
  for (const item of items) {
    const entry = item.webkitGetAsEntry()
    const file = item.getAsFile()
    if (entry?.isDirectory) folders.push(entry.name)
    else if (file) files.push(file)
  }
  return { files, folders }
}
