import { readProblem, unansweredTrouble } from '../problem-answer'
import { AddressError, urlIn } from '../reading-address'
import type { Piece } from './piece'
import { songBody } from './song-body'

/** What is to be rendered. */
export type Render = Pick<Piece, 'song' | 'midi'>

/** What a render can be had as; `zip` is a WAV for each track. */
export type RenderForm = 'mp3' | 'wav' | 'ogg' | 'opus' | 'zip'

/**
 * Has the server keep the song, or the MIDI file it was read from; nothing is
 * rendered until one of its addresses is asked for.
 *
 * @returns The path of its renders, without the extension.
 * @throws AddressError
 */
export async function storeRender({ song, midi }: Render): Promise<string> {
  const answer = await post(midi ?? songBody(song), midi ? 'audio/midi' : 'application/json')
  if (!answer.ok) throw new AddressError(await readProblem(answer))
  const url = await urlIn(answer, {
    title: 'The song could not be sent',
    message: 'The server did not say where the song is to be heard. Try again in a moment.',
  })
  return url.replace(/\.\w+$/, '')
}

async function post(body: string | Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
  try {
    return await fetch('/render', {
      method: 'POST',
      headers: { 'Content-Type': type, Accept: 'application/json' },
      body,
    })
  } catch (error) {
    console.warn('The song was not sent:', error)
    throw new AddressError(unansweredTrouble())
  }
}
