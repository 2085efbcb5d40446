import type { Container } from '../audio/join/joiner'
import { attachment, fileNameOf } from '../http/content-disposition'
import { answerAudio } from './audio-answer'
import { audioFile } from './audio-file'
import { voiced } from './clip-specs'
import { DEFAULT_TYPES, findReading, parseFileQuery } from './find-reading'
import { answerMarks } from './marks-answer'
import { marksFile } from './marks-file'
import { parseReadQuery } from './query'
import { parseReadBody } from './read-body'
import type { OutputFormat, Reading } from './reading'
import { encodeReadingId } from './reading-id'
import type { Service } from './service'
import { settle } from './settle'
import { spokenText } from './spoken-text'

const CONTAINERS: Readonly<Record<OutputFormat, Container>> = {
  mp3: 'mp3',
  ogg_vorbis: 'ogg',
  ogg_opus: 'opus',
  pcm: 'wav',
}

/** `GET` and `HEAD /read?text&voiceId…`. @throws Problem */
export async function answerQuery(request: Request, service: Service): Promise<Response> {
  const asked = parseReadQuery(new URL(request.url).searchParams, service)
  const reading = await voiced(await settle(asked, service.catalogue), service)
  return answerAudio(request, audioFile(reading, CONTAINERS[asked.outputFormat], service, asked.sampleRate))
}

/** `GET` and `HEAD /read/{file}`: audio, marks or captions, by the extension. @throws Problem */
export async function answerFile(request: Request, file: string, service: Service): Promise<Response> {
  const { reading: found, extension } = await findReading(file, service)
  const { download, follow, audio, types } = parseFileQuery(new URL(request.url).searchParams)
  const reading = await voiced(await settle(found, service.catalogue), service)
  const extra: Record<string, string> = download
    ? { 'Content-Disposition': attachment(fileName(reading, extension)) }
    : {}
  if (extension === 'ndjson' || extension === 'vtt' || extension === 'srt') {
    // Captions are made of sentences and words, whatever kinds are asked for.
    const kinds = extension === 'ndjson' ? types : DEFAULT_TYPES
    return answerMarks(request, marksFile(reading, audio, kinds, service), extension, reading, {
      follow,
      extra,
    })
  }
  return answerAudio(request, audioFile(reading, extension, service), extra)
}

/** `POST /read`: the reading's id, which holds it whole or, where it is too long for an address, names what is stored. @throws Problem */
export async function answerPost(request: Request, service: Service): Promise<Response> {
  const reading = await parseReadBody(request, service)
  await settle(reading, service.catalogue)
  const id = encodeReadingId(reading) ?? (await service.readings.put(reading))
  const url = `/read/${id}.mp3`
  return Response.json({ id, url }, { status: 201, headers: { Location: url } })
}

/** Of SSML this much is looked at: more than any name takes. */
const NAME_CHARACTERS = 1000

function fileName({ text, textType }: Reading, extension: string): string {
  const isSsml = textType === 'ssml'
  return fileNameOf(isSsml ? spokenText(text, 0, NAME_CHARACTERS, textType).text : text, extension)
}
