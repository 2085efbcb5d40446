import type { Read } from './importer'

/** One kind of file that can be opened: how it is told, and the file beside this one that reads it. */
export type ImporterEntry = {
  /** What people call it. */
  name: string
  /** In lower case, with the dot. */
  extensions: readonly string[]
  /** Media types, in lower case, without parameters. */
  types: readonly string[]
  load(): Promise<{ read: Read }>
}

/** Every kind of file that can be opened. A new one is a file in `importers/` and an entry here. */
export const IMPORTERS: readonly ImporterEntry[] = [
  {
    name: 'Text',
    extensions: ['.txt', '.text'],
    types: ['text/plain'],
    load: () => import('./importers/text'),
  },
  {
    name: 'Markdown',
    extensions: ['.md', '.markdown'],
    types: ['text/markdown', 'text/x-markdown'],
    load: () => import('./importers/markdown'),
  },
  {
    name: 'HTML',
    extensions: ['.html', '.htm', '.xhtml'],
    types: ['text/html', 'application/xhtml+xml'],
    load: () => import('./importers/html'),
  },
  {
    name: 'Subtitles',
    extensions: ['.srt', '.vtt'],
    types: ['text/vtt', 'application/x-subrip'],
    load: () => import('./importers/subtitles'),
  },
]

/** For the `accept` attribute of a file input. */
export const ACCEPTED = IMPORTERS.flatMap(({ extensions, types }) => [...extensions, ...types]).join(',')

/**
 * The importer for a file, by its extension, else by its type. A file with
 * neither, like README, and any other text/* is taken for text.
 */
export function importerFor(file: { name: string; type: string }): ImporterEntry | undefined {
  const extension = extensionOf(file.name)
  const [type = ''] = file.type.toLowerCase().split(';')
  return (
    IMPORTERS.find(({ extensions }) => extensions.includes(extension)) ??
    IMPORTERS.find(({ types }) => types.includes(type)) ??
    (type.startsWith('text/') || (extension === '' && type === '') ? IMPORTERS[0] : undefined)
  )
}

/** A file's name without its extension: a title where the text has none. */
export function baseNameOf(name: string): string {
  return name.slice(0, name.length - extensionOf(name).length)
}

function extensionOf(name: string): string {
  return /(?<=.)\.[^./\\\s]+$/.exec(name)?.[0].toLowerCase() ?? ''
}
