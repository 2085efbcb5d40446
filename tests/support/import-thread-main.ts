import { parentPort } from 'node:worker_threads'
import type { ImportRequest } from '../../lib/document/import-messages'
import { answerImport } from '../../lib/document/read-source'

parentPort?.on('message', (request: ImportRequest) => {
  void answerImport(request, reply => parentPort?.postMessage(reply))
})
