import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineOf, placeOfPath } from '../../../../components/score/json-place'
import { syntaxErrorOf } from '../../../../components/score/json-syntax'

const TEXT = `{ "Tempo": 90, "x\\"y": "a,]}[{\\\\", "Tracks": [ {"Bars": []},
  {"Name": "Main", "Bars": [{"SoundEvents": [{"Beat": 0}, {
      "Note": {"Name": "H", "Octave": 5}}]}]} ] }`

describe('placeOfPath', () => {
  it.each([
    ['Tempo', '90'],
    ['Tracks[0].Bars', '[]'],
    ['Tracks[1].Name', '"Main"'],
    ['Tracks[1].Bars[0].SoundEvents[1].Note.Name', '"H"'],
    ['Tracks[1].Bars[0].SoundEvents[1].Note.Octave', '5'],
  ])('finds %s', (path, value) => {
    expect(TEXT.slice(placeOfPath(TEXT, path)).startsWith(value)).toBe(true)
  })

  it('finds what is nearest where the path leads further', () => {
    expect(TEXT.slice(placeOfPath(TEXT, 'Tracks[0].Instrument.Deeper'))).toMatch(/^\{"Bars": \[\]\}/)
    expect(placeOfPath(TEXT, 'Tracks[7]')).toBe(TEXT.indexOf('[ {"Bars"'))
    expect(placeOfPath('"just words"', 'song')).toBe(0)
  })

  it('passes over what is nested deeper than a stack', () => {
    const deep = `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}, "b": 1}`
    expect(placeOfPath(deep, 'b')).toBe(deep.length - 2)
  })
})

describe('lineOf', () => {
  it('counts lines and columns from 1', () => {
    expect(lineOf('ab\ncd', 0)).toEqual({ line: 1, column: 1 })
    expect(lineOf('ab\ncd', 4)).toEqual({ line: 2, column: 2 })
  })
})

describe('syntaxErrorOf', () => {
  it.each([
    ['{"a": 1,\n "b": x}', 'x}'],
    ['{"a" 1}', '1}'],
    ['{"a": 1,}', '}'],
    ['[1, 2}', '}'],
    ['[1 2]', '2]'],
    ['{"a": 01}', '01}'],
    ['{"a": "b\nc"}', '"b\nc"}'],
    ["{'a': 1}", "'a': 1}"],
    ['[1] 2', '2'],
    ['[1],', ','],
    ['[truely]', 'truely]'],
  ])('finds where %j ceases to be JSON', (text, rest) => {
    expect(text.slice(syntaxErrorOf(text))).toBe(rest)
  })

  it('finds the end of what ends too early', () => {
    for (const text of ['', ' \n', '{"a": [1, 2', '{"a":']) expect(syntaxErrorOf(text)).toBe(text.length)
  })

  it('finds nothing in JSON, and something in all else', () => {
    const parses = (text: string) => {
      try {
        JSON.parse(text)
        return true
      } catch {
        return false
      }
    }
    const json = fc.json()
    fc.assert(
      fc.property(json, text => {
        expect(syntaxErrorOf(text)).toBeUndefined()
      }),
    )
    const broken = fc.tuple(json, fc.nat(), fc.constantFrom('', '{', ']', ',', '"', ':', '1', '\\', 'x', ' '))
    fc.assert(
      fc.property(broken, ([text, at, sign]) => {
        const place = at % (text.length + 1)
        const changed = text.slice(0, place) + sign + text.slice(place + 1)
        expect(syntaxErrorOf(changed) === undefined).toBe(parses(changed))
      }),
    )
  })

  it('is through with a long string, and with a deep one, at once', () => {
    const long = `["${'a'.repeat(900_000)}", x]`
    expect(syntaxErrorOf(long)).toBe(long.indexOf('x]'))
    expect(syntaxErrorOf('['.repeat(500_000))).toBe(500_000)
  })
})
