import type { ImportRequest } from './import-messages'
import { answerImport } from './read-source'

addEventListener('message', ({ data }: MessageEvent<ImportRequest>) => {
  void answerImport(data, reply => postMessage(reply))
})
