import { detectLanguage } from '../../lib/reading/language'

/** What is asked of the worker, and what it answers. */
export type LanguageQuestion = { id: number; text: string }
export type LanguageAnswer = { id: number; language: string | undefined }

addEventListener('message', async ({ data }: MessageEvent<LanguageQuestion>) => {
  try {
    const answer: LanguageAnswer = { id: data.id, language: await detectLanguage(data.text) }
    postMessage(answer)
  } catch (error) {
    // A rejection would not reach the page, which tries anew.
    reportError(error)
  }
})
