import { EventEmitter, once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { type APIRequestContext, chromium, type Page, type Route } from '@playwright/test'
import { expect, ReaderPage, test } from './reader-page'
import { CHROMIUM, SERVERS } from './servers'

/** Of all scripts that the page asks for before it runs, gzipped. */
const MAX_FIRST_LOAD_BYTES = 170_000

/** What is loaded when it is wanted, by words that stand in nothing else. */
const LATER = {
  'the packer of addresses': 'invalid distance',
  'the importer of Markdown': 'footnote_anchor',
  'the importer of HTML': 'unexpected-null-character',
  'the checks of SSML': 'x-amazon-yomigana',
  'what detects a language': 'am:.832,ar:.845',
  'the view of what is read': 'Text being read',
}

/** Those that a browser of today loads. */
async function firstScripts(request: APIRequestContext): Promise<string[]> {
  const html = await (await request.get('/')).text()
  const tags = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]+)"[^>]*>/g)]
  const paths = tags.filter(([tag]) => !/\bnomodule\b/i.test(tag)).map(([, src = '']) => src)
  return Promise.all([...new Set(paths)].map(async src => (await request.get(src)).text()))
}

test('the first load is small, and has nothing in it that is wanted later only', async ({ request }) => {
  const scripts = await firstScripts(request)
  expect(scripts.length).toBeGreaterThan(3)
  const bytes = scripts.reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0)
  expect(bytes).toBeLessThanOrEqual(MAX_FIRST_LOAD_BYTES)
  for (const [what, words] of Object.entries(LATER)) {
    expect(builtFilesWith(words), `${what} goes by other words now`).not.toEqual([])
    expect(
      scripts.some(script => script.includes(words)),
      what,
    ).toBe(false)
  }
})

function builtFilesWith(words: string): string[] {
  const folder = path.join(import.meta.dirname, '../../.next/static')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.js'))
    .filter(name => readFileSync(path.join(folder, name), 'utf8').includes(words))
}

/** Has requests for the script that has these words in it answered otherwise. */
async function onScript(page: Page, words: string, answer: (route: Route) => Promise<void>): Promise<void> {
  const files = builtFilesWith(words)
  expect(files).not.toEqual([])
  for (const file of files) await page.route(`**/${file}`, answer)
}

test('Play before all of the page is there sounds as soon as it is, by the same press', async () => {
  // As strict as a phone: sound only by a press.
  const args = [
    ...CHROMIUM.args.filter(arg => !arg.startsWith('--autoplay')),
    '--autoplay-policy=user-gesture-required',
  ]
  const browser = await chromium.launch({ ...CHROMIUM, args })
  try {
    const reader = new ReaderPage(await browser.newPage({ baseURL: SERVERS.embedded }))
    const scripts = new EventEmitter()
    const released = once(scripts, 'release')
    await onScript(reader.page, LATER['the packer of addresses'], async route => {
      await released
      await route.continue()
    })
    await reader.open()
    await reader.button('Play').click()
    await reader.shows('Waiting for the first sound')
    scripts.emit('release')
    await reader.hears(0.1)
  } finally {
    await browser.close()
  }
})

test.describe('where a part of the page cannot be loaded', () => {
  test.use({ requestsFail: true })

  test('a dialog says so, and comes when it is tried again', async ({ reader, page }) => {
    let isCut = true
    await onScript(page, 'Copy link', route => (isCut ? route.abort() : route.continue()))
    await reader.open()
    const opener = page.getByRole('button', { name: 'Save or share' })
    await opener.click()
    const dialog = page.getByRole('dialog', { name: 'Save or share' })
    await expect(dialog.getByRole('status')).toContainText('could not be loaded. Check the connection')
    isCut = false
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await expect(dialog.getByRole('link', { name: 'Download MP3' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(opener).toBeFocused()
  })

  test('the sound goes on without the words, and they come with the next Play', async ({ reader, page }) => {
    let isCut = true
    await onScript(page, LATER['the view of what is read'], route =>
      isCut ? route.abort() : route.continue(),
    )
    await reader.open()
    await reader.button('Play').click()
    await reader.hears(0.1)
    await expect(reader.alert).toContainText('cannot be shown as it is read. Check the connection')
    await expect(reader.text).toBeVisible()
    isCut = false
    await reader.button('Edit').click()
    await reader.button('Play').click()
    await expect(reader.view).toBeVisible()
  })

  test('Play says so, and plays when it is pressed again', async ({ reader, page }) => {
    let isCut = true
    await onScript(page, LATER['the packer of addresses'], route =>
      isCut ? route.abort() : route.continue(),
    )
    await reader.open()
    await reader.button('Play').click()
    await expect(reader.alert).toContainText('Check the connection, then press Play')
    isCut = false
    await reader.button('Play').click()
    await reader.hears(0.1)
  })
})
