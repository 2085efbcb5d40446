import { describe, expect, it } from 'vitest'
import { costOf, costWords, isLarge } from '../../../../components/taking/cost'

const LIMIT = 200_000

describe('costOf', () => {
  it('counts the sound and the marks', () => {
    expect(costOf(1_000_000, 'neural', true)).toEqual({ characters: 1_000_000, usd: 32 })
  })

  it('is nothing for the voices that come with the app, and unknown without an engine', () => {
    expect(costOf(412, 'neural', false)).toEqual({ characters: 412, usd: 0 })
    expect(costOf(412, undefined, true)).toEqual({ characters: 412 })
  })
})

describe('costWords', () => {
  it.each([
    ['412 characters · $0.01', costOf(412, 'neural', true)],
    ['412 characters · < $0.01', costOf(412, 'standard', true)],
    ['12,300 characters · $2.46', costOf(12_300, 'long-form', true)],
    ['1 character · free', costOf(1, 'neural', false)],
    ['0 characters', costOf(0, 'neural', true)],
    ['412 characters', costOf(412, undefined, true)],
    ['200,001 of 200,000 characters', costOf(200_001, 'neural', true)],
  ])('says %s', (words, cost) => {
    expect(costWords(cost, LIMIT)).toBe(words)
  })
})

describe('isLarge', () => {
  it.each([
    [false, costOf(31_249, 'neural', true)],
    [true, costOf(31_250, 'neural', true)],
    [false, costOf(50_000, 'standard', true)],
    [true, costOf(50_001, 'standard', true)],
    [false, costOf(200_000, 'neural', false)],
    [false, costOf(200_000, undefined, true)],
  ])('is %s of %j', (expected, cost) => {
    expect(isLarge(cost)).toBe(expected)
  })
})
