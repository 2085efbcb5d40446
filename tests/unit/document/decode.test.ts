import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../lib/document/decode'
import { ImportError } from '../../../lib/document/import-error'
import { readSource } from '../../../lib/document/read-source'
import { linesOf } from '../../support/document-shape'

const decode = (bytes: number[], declared?: string) =>
  decodeText({ name: 'a.txt', bytes: Uint8Array.from(bytes) }, declared)

describe('decodeText', () => {
  it('goes by the byte order mark, and leaves it out', () => {
    expect(decode([0xef, 0xbb, 0xbf, 0xc3, 0xa4])).toBe('ä')
    expect(decode([0xff, 0xfe, 0xe4, 0x00])).toBe('ä')
    expect(decode([0xfe, 0xff, 0x00, 0xe4])).toBe('ä')
  })

  it('takes for UTF-8 what is UTF-8, whatever is declared', () => {
    expect(decode([0xc3, 0xa4], 'iso-8859-1')).toBe('ä')
  })

  it('takes anything else for what it declares, else for windows-1252', () => {
    expect(decode([0xe4], 'windows-1251')).toBe('д')
    expect(decode([0x82, 0xa0], 'shift_jis')).toBe('あ')
    for (const declared of [undefined, 'no-such-encoding', 'latin1']) {
      expect(decode([0x84, 0xe4, 0x93, 0x80, 0x81], declared)).toBe('„ä“€\u0081')
    }
  })

  it('takes for UTF-8 what is that but for a few damaged characters', () => {
    const bytes = [...new TextEncoder().encode('Schöne Grüße, “Zoë”. 漢')]
    expect(decode(bytes.slice(0, -1))).toBe('Schöne Grüße, “Zoë”. \ufffd')
    expect(decode([...bytes, 0xff, 0x21])).toBe('Schöne Grüße, “Zoë”. 漢\ufffd!')
    expect(decode([0xc3, 0xa4, 0x20, 0xe4])).toBe('Ã¤ ä')
  })

  it('refuses bytes that are no text', () => {
    const isNotText = expect.objectContaining({ name: 'ImportError', reason: 'not-text' })
    expect(() => decode([0x50, 0x4b, 0x00, 0x04])).toThrow(ImportError)
    expect(() => decode([0x50, 0x4b, 0x00, 0x04])).toThrow(isNotText)
  })
})

describe('readSource', () => {
  it('decodes a page by the encoding that the page names', async () => {
    const head = new TextEncoder().encode('<!doctype html><meta charset="windows-1251"><p>')
    const bytes = Uint8Array.from([...head, 0xe4, 0xe0])
    expect(linesOf(await readSource({ name: 'a.htm', type: '', bytes }, () => undefined))).toEqual([
      'paragraph|да',
    ])
  })
})
