import { describe, expect, it } from 'vitest'
import { CREDIT_WINDOW_BYTES, createSchedule } from '../../../lib/engine/schedule'

/** The ids of the next `count` turns, each of which sends so many bytes. */
function turns(schedule: ReturnType<typeof createSchedule<string>>, count: number, bytes = 10) {
  return Array.from({ length: count }, () => {
    const turn = schedule.next()
    if (turn) schedule.sent(turn.id, bytes)
    return turn?.id
  })
}

describe('createSchedule', () => {
  it('takes those who have heard nothing first, in the order of their coming, then all in turn', () => {
    const schedule = createSchedule<string>()
    schedule.add(1, 'long')
    expect(turns(schedule, 3)).toEqual([1, 1, 1])
    schedule.add(2, 'second')
    schedule.add(3, 'third')
    expect(turns(schedule, 8)).toEqual([2, 3, 1, 2, 3, 1, 2, 3])
  })

  it('passes over a job whose reader has a window of bytes unread, until it takes some', () => {
    const schedule = createSchedule<string>()
    schedule.add(1, 'paused')
    schedule.add(2, 'reading')
    schedule.sent(1, CREDIT_WINDOW_BYTES)
    expect(turns(schedule, 3)).toEqual([2, 2, 2])
    schedule.remove(2)
    expect(schedule.next()).toBeUndefined()
    schedule.taken(1, 1)
    expect(schedule.next()).toEqual({ id: 1, item: 'paused' })
  })

  it('forgets a job that is removed, and takes no notice of what crossed its end', () => {
    const schedule = createSchedule<string>()
    schedule.add(1, 'gone')
    schedule.remove(1)
    schedule.sent(1, 5)
    schedule.taken(1, 5)
    schedule.remove(1)
    expect(schedule.next()).toBeUndefined()
  })

  it('has a job until it is removed', () => {
    const schedule = createSchedule<string>()
    schedule.add(1, 'one')
    expect([schedule.has(1), schedule.has(2)]).toEqual([true, false])
    schedule.next()
    expect(schedule.has(1)).toBe(true)
    schedule.remove(1)
    expect(schedule.has(1)).toBe(false)
  })
})
