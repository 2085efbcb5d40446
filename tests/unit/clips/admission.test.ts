import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAdmission, type Place, type Urgency } from '../../../lib/clips/admission'

const staying = () => new AbortController().signal

describe('createAdmission', () => {
  it('lets in as many as there are places, by engine', async () => {
    const admission = createAdmission({ places: { neural: 1, standard: 2 }, queueLimit: 10 })
    await admission.enter('neural', staying())
    await admission.enter('standard', staying())
    await admission.enter('standard', staying())
    void admission.enter('standard', staying())
    expect(admission.stats()).toEqual({ active: 3, waiting: 1 })
  })

  it('lets the waiting in one by one, in the order in which they came', async () => {
    const admission = createAdmission({ places: { neural: 1 }, queueLimit: 10 })
    const order: number[] = []
    const visit = async (n: number) => {
      const place = await admission.enter('neural', staying())
      order.push(n)
      place.leave()
    }
    const first = await admission.enter('neural', staying())
    const visits = [1, 2, 3, 4].map(visit)
    expect(order).toEqual([])
    first.leave()
    await Promise.all(visits)
    expect(order).toEqual([1, 2, 3, 4])
    expect(admission.stats()).toEqual({ active: 0, waiting: 0 })
  })

  it('turns away at once whom the queue has no room for', async () => {
    const admission = createAdmission({ places: { neural: 1 }, queueLimit: 1 })
    await admission.enter('neural', staying())
    void admission.enter('neural', staying())
    await expect(admission.enter('neural', staying())).rejects.toMatchObject({
      type: 'too-many-waiting',
      status: 503,
      params: { limit: 1 },
    })
  })

  it('forgets a listener who leaves the queue, at once', async () => {
    const admission = createAdmission({ places: { neural: 1 }, queueLimit: 10 })
    const first = await admission.enter('neural', staying())
    const impatient = new AbortController()
    const left = admission.enter('neural', impatient.signal)
    const patient = admission.enter('neural', staying())
    impatient.abort()
    await expect(left).rejects.toMatchObject({ type: 'client-gone' })
    expect(admission.stats()).toEqual({ active: 1, waiting: 1 })
    first.leave()
    await patient
    expect(admission.stats()).toEqual({ active: 1, waiting: 0 })
  })

  it('tells who waits at which place, urgent ones first, and nothing of the others', async () => {
    const admission = createAdmission({ places: { neural: 1 }, queueLimit: 10 })
    const first = await admission.enter('neural', staying(), undefined, 'a')
    void admission.enter('neural', staying(), () => 'ahead', 'b')
    void admission.enter('neural', staying(), () => 'first', 'c')
    const impatient = new AbortController()
    const left = admission.enter('neural', impatient.signal, () => 'first', 'd')
    expect(['a', 'b', 'c', 'd', 'e'].map(admission.placeOf)).toEqual([undefined, 3, 1, 2, undefined])
    impatient.abort()
    await expect(left).rejects.toMatchObject({ type: 'client-gone' })
    first.leave()
    expect(['b', 'c', 'd'].map(admission.placeOf)).toEqual([1, undefined, undefined])
  })

  it('does not let in whoever has left already', async () => {
    const admission = createAdmission({ places: { neural: 1 }, queueLimit: 10 })
    await expect(admission.enter('neural', AbortSignal.abort())).rejects.toMatchObject({
      type: 'client-gone',
    })
    expect(admission.stats().active).toBe(0)
  })

  it('gives a place back once, however often it is left', async () => {
    const admission = createAdmission({ places: { neural: 2 }, queueLimit: 10 })
    const place = await admission.enter('neural', staying())
    await admission.enter('neural', staying())
    place.leave()
    place.leave()
    expect(admission.stats().active).toBe(1)
  })

  it('lets in whoever is urgent before what is fetched ahead, asked when the place is free', async () => {
    const admission = createAdmission({ places: { neural: 1 }, queueLimit: 10 })
    const order: string[] = []
    const hurried: { urgency: Urgency } = { urgency: 'ahead' }
    const visit = async (name: string, urgency: () => Urgency) => {
      const place = await admission.enter('neural', staying(), urgency)
      order.push(name)
      place.leave()
    }
    const first = await admission.enter('neural', staying())
    const visits = [
      visit('ahead', () => 'ahead'),
      visit('hurried', () => hurried.urgency),
      visit('urgent', () => 'first'),
    ]
    hurried.urgency = 'first'
    first.leave()
    await Promise.all(visits)
    expect(order).toEqual(['hurried', 'urgent', 'ahead'])
  })

  it('has room in the queue for what is fetched ahead, which takes up none', async () => {
    const admission = createAdmission({ places: { neural: 1 }, queueLimit: 1 })
    await admission.enter('neural', staying())
    void admission.enter('neural', staying(), () => 'ahead')
    void admission.enter('neural', staying())
    void admission.enter('neural', staying(), () => 'ahead')
    expect(admission.stats().waiting).toBe(3)
    await expect(admission.enter('neural', staying())).rejects.toMatchObject({ type: 'too-many-waiting' })
  })

  it('takes as many offered places as there are listeners waiting, the oldest first', async () => {
    const admission = createAdmission({ places: { neural: 3 }, queueLimit: 10 })
    const places = await Promise.all([1, 2, 3].map(() => admission.enter('neural', staying())))
    const givenUp: number[] = []
    for (const [n, place] of places.entries()) place.offer(() => givenUp.push(n))
    expect(givenUp).toEqual([])
    const next = admission.enter('neural', staying())
    expect(givenUp).toEqual([0])
    places[0]?.leave()
    await next
    void admission.enter('neural', staying())
    expect(givenUp).toEqual([0, 1])
  })

  it('takes an offer at once where somebody waits already, and none that was taken back or whose place was left', async () => {
    const admission = createAdmission({ places: { neural: 3 }, queueLimit: 10 })
    const [back, left, held] = await Promise.all([1, 2, 3].map(() => admission.enter('neural', staying())))
    const givenUp: string[] = []
    back?.offer(() => givenUp.push('back'))()
    left?.offer(() => givenUp.push('left'))
    left?.leave()
    await admission.enter('neural', staying())
    void admission.enter('neural', staying())
    expect(givenUp).toEqual([])
    held?.offer(() => givenUp.push('held'))
    expect(givenUp).toEqual(['held'])
  })

  it('never lets in more than there are places, nor loses one, whatever comes and goes', async () => {
    const step = fc.constantFrom('enter', 'leave', 'abort')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async steps => {
        const admission = createAdmission({ places: { neural: 3 }, queueLimit: 5 })
        const inside: Place[] = []
        const outside: AbortController[] = []
        for (const what of steps) {
          if (what === 'enter') {
            const listener = new AbortController()
            outside.push(listener)
            admission.enter('neural', listener.signal).then(
              place => inside.push(place),
              error => expect(['client-gone', 'too-many-waiting']).toContain(error.type),
            )
          }
          if (what === 'leave') inside.shift()?.leave()
          if (what === 'abort') outside.pop()?.abort()
          await Promise.resolve()
          expect(admission.stats().active).toBeLessThanOrEqual(3)
          expect(admission.stats().waiting).toBeLessThanOrEqual(5)
        }
        for (const listener of outside) listener.abort()
        await new Promise(setImmediate)
        for (const place of inside) place.leave()
        expect(admission.stats()).toEqual({ active: 0, waiting: 0 })
      }),
    )
  })
})
