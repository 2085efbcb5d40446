import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it'
import footnote from 'markdown-it-footnote'
import { decodeText } from '../decode'
import type { Document } from '../document'
import { documentOfHtml } from '../html/document-of-html'
import type { ReadOptions, Source } from '../importer'

/** How much of the work is done when the page is made, and its text has yet to be taken from it. */
const RENDERED = 0.6
const BLOCKS_A_REPORT = 500

/** Lines between two rules at the very start that look like YAML or TOML. */
const FRONT_MATTER = /^(---|\+\+\+)[ \t]*\n(?=[\w-]+[ \t]*[:=])([\s\S]*?)\n\1[ \t]*(?:\n|$)/

/**
 * Reads Markdown: CommonMark with GitHub's tables, tasks, strikethrough,
 * alerts and notes. It becomes a page first and its text is taken from that, so
 * that HTML in it is read as in any page.
 */
export function read(source: Source, { onProgress }: ReadOptions): Document {
  const text = decodeText(source).replace(/\r\n?/g, '\n')
  const front = FRONT_MATTER.exec(text)
  const html = rendererReportingTo(fraction => onProgress(fraction * RENDERED)).render(
    front ? text.slice(front[0].length) : text,
  )
  const document = documentOfHtml(html, fraction => onProgress(RENDERED + fraction * (1 - RENDERED)))
  const title = /^title[ \t]*[:=][ \t]*(["']?)(.+)\1[ \t]*$/m.exec(front?.[2] ?? '')?.[2]
  return title ? { ...document, title } : document
}

function rendererReportingTo(onProgress: (fraction: number) => void): MarkdownIt {
  const markdown = createMarkdown({ html: true, linkify: true }).use(footnote)
  // Only addresses that begin as one: "e.g.this" and "README.md" are none.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  // A link is a link wherever it leads; which are kept is decided where the text is taken from the page.
  markdown.validateLink = () => true
  markdown.core.ruler.before('inline', 'signs', ({ tokens }) => {
    for (const [index, token] of tokens.entries())
      if (token.type === 'inline') dropSigns(token, tokens, index)
  })
  // As the rule of its name does, which takes most of the time and tells nobody how far it is.
  markdown.core.ruler.at('inline', ({ tokens, md, env }) => {
    for (const [index, token] of tokens.entries()) {
      if (index % BLOCKS_A_REPORT === 0) onProgress(index / tokens.length)
      if (token.type === 'inline') md.inline.parse(token.content, md, env, token.children ?? [])
    }
  })
  return markdown
}

/** Takes away `[x]` of a task, and what is around the name of an alert: `[!NOTE]` (GitHub Flavored Markdown, 5.3). */
function dropSigns(token: Token, tokens: readonly Token[], index: number): void {
  const around = tokens[index - 2]?.type
  if (around === 'list_item_open') token.content = token.content.replace(/^\[[ xX]\]\s+/, '')
  if (around !== 'blockquote_open') return
  token.content = token.content.replace(
    /^\[!([A-Z])([A-Z]+)\][ \t]*\n?/i,
    (_, initial: string, rest: string) => `${initial.toUpperCase()}${rest.toLowerCase()}: `,
  )
}
