import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attachment, fileNameOf } from '../../../lib/http/content-disposition'

const HEADER = /^attachment; filename="([\x20-\x7e]*)"(?:; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]*))?$/

/** What a browser makes of the header: the name it shows, and the one for those who know ASCII only. */
function namesIn(header: string): { name: string; ascii: string } {
  // Headers refuses what HTTP does.
  const value = new Headers({ 'Content-Disposition': header }).get('content-disposition') ?? ''
  const [, ascii = '', encoded] = HEADER.exec(value) ?? []
  return { name: encoded === undefined ? ascii : decodeURIComponent(encoded), ascii }
}

describe('attachment', () => {
  it.each([
    ['t1.wav', 't1.wav', 't1.wav'],
    ['Äpfel für €5.mp3', 'Äpfel für €5.mp3', 'Apfel fur _5.mp3'],
    ['吾輩は猫である.mp3', '吾輩は猫である.mp3', 'reading.mp3'],
    ['👩‍👩‍👧 family.ogg', '👩‍👩‍👧 family.ogg', '_ family.ogg'],
    ["it's (50% off)*.mp3", "it's (50% off).mp3", "it's (50_ off).mp3"],
    ['say "hi" \\ now.mp3', 'say hi now.mp3', 'say hi now.mp3'],
    ['../../etc/passwd', 'etc passwd', 'etc passwd'],
    ['..\\..\\boot.ini', 'boot.ini', 'boot.ini'],
    ['a\r\nSet-Cookie: b=c.mp3', 'a Set-Cookie b=c.mp3', 'a Set-Cookie b=c.mp3'],
    ['nul\u0000l\u007f\u0085.mp3', 'nul l.mp3', 'nul l.mp3'],
    ['gpj\u202e.3pm.mp3', 'gpj .3pm.mp3', 'gpj .3pm.mp3'],
    ['half \ud83d pair.mp3', 'half pair.mp3', 'half pair.mp3'],
    ['.htaccess', 'reading.htaccess', 'reading.htaccess'],
    ['...hidden .. .mp3', 'hidden.mp3', 'hidden.mp3'],
    ['CON.mp3', '_CON.mp3', '_CON.mp3'],
    ['com1.tar.mp3', '_com1.tar.mp3', '_com1.tar.mp3'],
    ['LPT¹ .mp3', '_LPT¹.mp3', '_LPT1.mp3'],
    ['console.mp3', 'console.mp3', 'console.mp3'],
    ['e\u0301.mp3', '\u00e9.mp3', 'e.mp3'],
    ['', 'reading', 'reading'],
    ['/.mp3', 'reading.mp3', 'reading.mp3'],
  ])('saves %j as %j, or in ASCII as %j', (fileName, name, ascii) => {
    expect(namesIn(attachment(fileName))).toEqual({ name, ascii })
  })

  it('says a name that is ASCII once only', () => {
    expect(attachment('t1.wav')).toBe('attachment; filename="t1.wav"')
  })

  it('cuts a long name between graphemes and keeps its extension', () => {
    const { name } = namesIn(attachment(`${'👩‍👩‍👧'.repeat(50)}.opus`))
    expect(name).toBe(`${'👩‍👩‍👧'.repeat(6)}.opus`)
  })

  it('makes of any name one that every system takes, in a header that decodes to it', () => {
    const nasty = fc.constantFrom(
      '"',
      '\\',
      '/',
      '..',
      '\r\n',
      '%',
      "'",
      '\u202e',
      '\ud800',
      ' ',
      'con',
      ';',
      '👩‍👩‍👧',
    )
    const fileName = fc
      .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), {
        maxLength: 60,
      })
      .map(parts => `${parts.join('')}.mp3`)
    fc.assert(
      fc.property(fileName, fileName => {
        const header = attachment(fileName)
        expect(header).toMatch(HEADER)
        const { name, ascii } = namesIn(header)
        expect(name).toMatch(/^[^\s.][^/\\:*?"<>|\p{Cc}\u202a-\u202e\ufffd]*$/u)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i)
        expect(name).toMatch(/[^ .]\.mp3$/)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(124)
        expect(ascii).toMatch(/^[^/\\%"]*[A-Za-z0-9][^/\\%"]*$/)
        expect(namesIn(attachment(name)).name, 'a safe name stays as it is').toBe(name)
      }),
    )
  })
})

describe('fileNameOf', () => {
  it.each([
    ['Hello.', 'Hello.mp3'],
    ['The quick brown fox jumps over the lazy dog.', 'The quick brown fox jumps over.mp3'],
    ['  “A title”\n\nAnd then its text.', 'A title.mp3'],
    ['* * *\n\nChapter 1', 'Chapter 1.mp3'],
    [
      'Donaudampfschifffahrtsgesellschaft Rindfleischetikettierungsüberwachung',
      'Donaudampfschifffahrtsgesellschaft.mp3',
    ],
    ['Привет, мир! Как дела?', 'Привет, мир! Как дела.mp3'],
    ['吾輩は猫である。名前はまだ無い。', '吾輩は猫である。名前.mp3'],
    ['ปลาตากลมที่ชายหาด', 'ปลาตากลมที่ชายหาด.mp3'],
    ['and/or: what?', 'and or what.mp3'],
    ['con', '_con.mp3'],
    ['— … !', 'reading.mp3'],
    ['', 'reading.mp3'],
  ])('of %j is %j', (text, name) => {
    expect(fileNameOf(text, 'mp3')).toBe(name)
  })

  it('cuts a word that alone is too long', () => {
    expect(fileNameOf('x'.repeat(1000), 'mp3')).toBe(`${'x'.repeat(60)}.mp3`)
  })

  it('looks at no more than the beginning of a long text', () => {
    expect(fileNameOf(`${' '.repeat(100_000)}late`, 'wav')).toBe('reading.wav')
  })
})
