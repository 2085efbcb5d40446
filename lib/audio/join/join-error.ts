/**
 * - `malformed`: the bytes of a part are not what its container prescribes.
 * - `no-audio`: a part holds no audio at all.
 * - `unlike`: a part cannot go on where the parts before it ended, as of another sample rate.
 */
export type JoinErrorType = 'malformed' | 'no-audio' | 'unlike'

/** A part that cannot be joined to others. The joiner is spent afterwards. */
export class JoinError extends Error {
  readonly type: JoinErrorType

  constructor(type: JoinErrorType, message: string) {
    super(message)
    this.name = 'JoinError'
    this.type = type
  }
}
