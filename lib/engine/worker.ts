import { type MessagePort, parentPort } from 'node:worker_threads'
import { isEspeakInstalled } from './espeak/installed'
import { type Espeak, loadEspeak } from './espeak/speak'
import { loadFlite } from './flite/flite'
import { createPhonesOf } from './flite/phones-of'
import { BrokenInstrument, type Instruments } from './perform'
import type { FromWorker, SpeechJob, ToWorker } from './protocol'
import { createSchedule } from './schedule'
import { createSpeech, type Speech } from './speech'
import { SsmlError } from './ssml/error'

/**
 * A thread that speaks many jobs, one utterance of one at a time. Between two
 * utterances it reads its messages, so that a new listener waits for one
 * utterance at most; and before it encodes one, in case its listener has left.
 */
async function serve(port: MessagePort): Promise<void> {
  const flite = await loadFlite()
  const instruments: Instruments = {
    flite,
    phonesOf: createPhonesOf(flite),
    ...(isEspeakInstalled() ? { loadEspeak: espeakLoader() } : {}),
  }
  const schedule = createSchedule<Speech>()
  let running = false

  const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer)

  port.on('message', async (message: ToWorker) => {
    if (message.type === 'speak') schedule.add(message.id, createSpeech(message.job))
    else if (message.type === 'taken') schedule.taken(message.id, message.bytes)
    else if (message.type === 'cancel') schedule.remove(message.id)
    else {
      await warmUp(instruments)
      send({ type: 'warmed' })
    }
    if (!running) await run()
  })

  async function run(): Promise<void> {
    running = true
    for (let turn = schedule.next(); turn; turn = schedule.next()) {
      await step(turn.id, turn.item)
      await messagesRead()
    }
    running = false
    flite.prepare()
  }

  async function step(id: number, speech: Speech): Promise<void> {
    send({ type: 'step', id })
    try {
      const sink = (bytes: Uint8Array<ArrayBuffer>) => {
        schedule.sent(id, bytes.length)
        send({ type: 'audio', id, bytes }, [bytes.buffer])
      }
      const isWanted = async () => {
        await messagesRead()
        return schedule.has(id)
      }
      const done = await speech.step(instruments, sink, isWanted)
      if (done) {
        schedule.remove(id)
        send({ type: 'end', id })
      }
    } catch (error) {
      schedule.remove(id)
      send({ type: 'failed', id, message: messageOf(error), refused: error instanceof SsmlError })
      if (error instanceof BrokenInstrument) throw error
    }
    send({ type: 'step-done', id })
  }
}

const WARM_UP: SpeechJob = {
  text: 'The voices of this engine are compiled while they speak, and a first sentence teaches them.',
  textType: 'text',
  engine: 'standard',
  cast: { voiceId: 'slt', pitch: 1, rate: 1, language: 'en-US' },
  lexicons: [],
  output: { format: 'mp3', sampleRateHz: 22_050 },
}

/** Twice, as the optimising compiler follows the first calls. */
async function warmUp(instruments: Instruments): Promise<void> {
  for (let i = 0; i < 2; i++) {
    const speech = createSpeech(WARM_UP)
    const sink = () => undefined
    while (!(await speech.step(instruments, sink, async () => true))) await messagesRead()
  }
  instruments.flite.prepare()
}

/** At the first call that needs it: most listeners never do. */
function espeakLoader(): () => Promise<Espeak> {
  let loaded: Promise<Espeak | undefined> | undefined
  return async () => {
    loaded ??= loadEspeak()
    const espeak = await loaded
    if (!espeak) throw new BrokenInstrument('eSpeak NG is no longer installed')
    return espeak
  }
}

/** Messages arrive in another phase of the event loop. */
function messagesRead(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

if (!parentPort) throw new Error('worker.ts runs in a worker thread only')
// A rejection ends the thread with an error, which is what the pool listens to.
void serve(parentPort)
