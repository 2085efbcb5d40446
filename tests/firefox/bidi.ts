/**
 * What is used here of WebDriver BiDi (W3C, https://www.w3.org/TR/webdriver-bidi/):
 * commands and events as JSON over one WebSocket.
 */

type Node = { sharedId: string }
type Origin = 'viewport' | { type: 'element'; element: Node }
type PointerAction =
  | { type: 'pointerMove'; x: number; y: number; origin: Origin }
  | { type: 'pointerDown' | 'pointerUp'; button: number }
type KeyAction = { type: 'keyDown' | 'keyUp'; value: string }

type Remote =
  | { type: 'success'; result: { type: string; value?: unknown } }
  | { type: 'exception'; exceptionDetails: { text: string } }

type Commands = {
  'session.new': { params: { capabilities: Record<string, never> }; result: unknown }
  'session.subscribe': { params: { events: readonly (keyof Events)[] }; result: unknown }
  'browser.close': { params: Record<string, never>; result: unknown }
  'browser.createUserContext': { params: Record<string, never>; result: { userContext: string } }
  'browser.removeUserContext': { params: { userContext: string }; result: unknown }
  'browsingContext.create': {
    params: { type: 'tab'; userContext: string }
    result: { context: string }
  }
  'browsingContext.activate': { params: { context: string }; result: unknown }
  'browsingContext.navigate': {
    params: { context: string; url: string; wait: 'complete' }
    result: unknown
  }
  'browsingContext.locateNodes': {
    params: {
      context: string
      locator: { type: 'accessibility'; value: { role: string; name: string } }
    }
    result: { nodes: Node[] }
  }
  'script.callFunction': {
    params: { functionDeclaration: string; awaitPromise: boolean; target: { context: string } }
    result: Remote
  }
  'input.performActions': {
    params: {
      context: string
      actions: readonly (
        | { type: 'pointer'; id: string; actions: readonly PointerAction[] }
        | { type: 'key'; id: string; actions: readonly KeyAction[] }
      )[]
    }
    result: unknown
  }
}

type Events = {
  'log.entryAdded': { level: 'debug' | 'info' | 'warn' | 'error'; text: string; source: { context?: string } }
  'network.responseCompleted': { context: string | null; response: { status: number; url: string } }
}

type Message =
  | { type: 'success'; id: number; result: unknown }
  | { type: 'error'; id: number; error: string; message: string }
  | { [Name in keyof Events]: { type: 'event'; method: Name; params: Events[Name] } }[keyof Events]

export type BrowserEvent = Extract<Message, { type: 'event' }>

export type Bidi = {
  /** @throws Error where the browser answers with one, or leaves without an answer. */
  send<Name extends keyof Commands>(
    name: Name,
    params: Commands[Name]['params'],
  ): Promise<Commands[Name]['result']>
  /** Events come once they are subscribed to. @returns Ends it. */
  listen(listener: (event: BrowserEvent) => void): () => void
}

/** Opens the one session of a browser. @param url As the browser tells it, without a path. */
export async function connectBidi(url: string): Promise<Bidi> {
  const socket = new WebSocket(`${url}/session`)
  const pending = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  const listeners = new Set<(event: BrowserEvent) => void>()
  let lastId = 0

  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data))
    if (message.type === 'event') {
      for (const listener of listeners) listener(message)
      return
    }
    const command = pending.get(message.id)
    pending.delete(message.id)
    if (message.type === 'success') command?.resolve(message.result)
    else command?.reject(new Error(`${message.error}: ${message.message}`))
  })
  socket.addEventListener('close', () => {
    for (const { reject } of pending.values()) reject(new Error('The browser left without an answer'))
    pending.clear()
  })
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error(`No connection to ${url}`)), { once: true })
  })

  const bidi: Bidi = {
    send(name, params) {
      const id = ++lastId
      return new Promise((resolve, reject) => {
        // The answer has the shape that the standard gives to that command's.
        pending.set(id, { resolve: result => resolve(result as Commands[typeof name]['result']), reject })
        socket.send(JSON.stringify({ id, method: name, params }))
      })
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  await bidi.send('session.new', { capabilities: {} })
  return bidi
}
