import type { Document } from './document'
import { ImportError } from './import-error'
import type { ImportReply, ImportRequest } from './import-messages'
import { baseNameOf, importerFor } from './importers'

/**
 * Imports the bytes of a file, here and now.
 *
 * @throws ImportError `unsupported`, `not-text`, `empty`.
 */
export async function readSource(
  { name, type, bytes }: ImportRequest,
  onProgress: (fraction: number) => void,
): Promise<Document> {
  const importer = importerFor({ name, type })
  if (!importer) throw new ImportError('unsupported', { name })
  const { read } = await importer.load()
  const document = await read({ name, bytes }, { onProgress })
  if (document.text === '') throw new ImportError('empty', { name })
  return document.title === undefined ? { title: baseNameOf(name), ...document } : document
}

/** Answers one request in an import worker. */
export async function answerImport(
  request: ImportRequest,
  reply: (reply: ImportReply) => void,
): Promise<void> {
  try {
    const document = await readSource(request, fraction => reply({ type: 'progress', fraction }))
    reply({ type: 'document', document })
  } catch (error) {
    const reason = error instanceof ImportError ? error.reason : 'unreadable'
    reply({ type: 'refused', reason, message: String(error) })
  }
}
