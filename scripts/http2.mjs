/**
 * Preloaded into the server (`node --import`): HTTP/2 without TLS on the port of
 * HTTP/1.1. The AWS SDK for JavaScript speaks nothing else to Polly, at an
 * `http:` address too, and Next has no HTTP/2. A connection that begins with the
 * preface of HTTP/2 (RFC 9113, section 3.4) is taken over, and each of its
 * requests is put through to the same server as one of HTTP/1.1.
 */
import { subscribe } from 'node:diagnostics_channel'
import { request, Server, STATUS_CODES } from 'node:http'
import { createServer } from 'node:http2'
import { pipeline } from 'node:stream'

/** As long as node keeps an idle connection of HTTP/1.1: an open one would hold up the end of the server. */
const IDLE_MS = 5000

/** What HTTP/1.1 does on a connection, and what HTTP/2 would be disturbed by. `close` stays: it frees the parser. */
const LISTENED_TO = ['data', 'end', 'error', 'timeout', 'drain', 'pause', 'resume']

/** Fields about one connection, which HTTP/2 does not have (RFC 9113, section 8.2.2). */
const OF_THE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
]

/** What node answers while nobody listens to `clientError`; 400 to everything else. */
const STATUS = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 }

subscribe('tracing:net.server.listen:asyncEnd', ({ server }) => {
  if (server instanceof Server) acceptHttp2(server)
})

function acceptHttp2(server) {
  const taken = new WeakSet()
  const http2 = createServer()
  http2.on('session', session => session.setTimeout(IDLE_MS, () => session.close()))
  http2.on('stream', (stream, headers) => putThrough(stream, headers, server.address()))
  server.on('clientError', (error, socket) => {
    // HTTP/1.1 still waits for its request, which never comes.
    if (taken.has(socket)) return
    if (error.code !== 'HPE_PAUSED_H2_UPGRADE') return refuse(error, socket)
    taken.add(socket)
    for (const name of LISTENED_TO) socket.removeAllListeners(name)
    // Tells the parser to read no more from the handle below the socket.
    socket.once('readable', () => undefined)
    // A listener who hangs up is gone; one of HTTP/1.1 may have more to hear.
    socket.allowHalfOpen = false
    socket.unshift(error.rawPacket)
    http2.emit('connection', socket)
  })
}

function putThrough(
  stream,
  { ':method': method, ':path': path, ':authority': authority, ...fields },
  address,
) {
  // A server that has been closed has no address: what it still hears on an old connection goes elsewhere.
  if (!address) return stream.close()
  const headers = { host: authority, ...withoutConnection(fields) }
  const onward = request({ host: address.address, port: address.port, method, path, headers })
  stream.on('close', () => onward.destroy())
  // Whoever asked is told by the stream's reset.
  stream.on('error', () => undefined)
  onward.on('error', error => stream.destroy(error))
  pipeline(stream, onward, () => undefined)
  onward.on('response', answer => {
    stream.respond({ ':status': answer.statusCode, ...withoutConnection(answer.headers) })
    // An answer that is cut short resets the stream: it never looks complete.
    pipeline(answer, stream, () => undefined)
  })
}

function withoutConnection(fields) {
  const kept = ([name]) => !name.startsWith(':') && !OF_THE_CONNECTION.includes(name)
  return Object.fromEntries(Object.entries(fields).filter(kept))
}

function refuse({ code }, socket) {
  const status = STATUS[code] ?? 400
  if (socket.writable) {
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n\r\n`)
  }
  socket.destroy()
}
