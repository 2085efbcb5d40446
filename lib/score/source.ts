/** What sounds, as all who mix or measure see it: two channels that are asked for block by block. */
export type Source = {
  /** From 0 to the end of its last sound, in frames of the rate it was made for. */
  readonly frames: number
  /**
   * Adds its sound to a block. Blocks are asked for in order and without gaps,
   * from 0 on; past `frames` nothing is added. `restart` goes back to 0.
   *
   * @param left, right Of one length, any; full scale is ±1.
   * @param from The frame at which the block begins.
   */
  add(left: Float64Array, right: Float64Array, from: number): void
  restart(): void
}
