import { attributeOf, type Element, findAll, type Node, textsOf } from './elements'

/**
 * The part of a page that is its text: the main element; else the article that
 * most of the page's text is in; else all of it.
 */
export function contentOf(page: Node): Node {
  for (const main of findAll(page, isMain)) if (lengthOf(main) > 0) return main
  const articles = [...findAll(page, isArticle)]
  if (articles.length === 0) return page
  const half = lengthOf(page) / 2
  return articles.find(article => lengthOf(article) >= half) ?? page
}

/** The heading above the text; else the name of the page. */
export function titleOf(page: Node, content: Node): string | undefined {
  for (const heading of findAll(content, ({ tagName }) => tagName === 'h1')) return textOf(heading)
  const title = inHead(page, 'title')
  return title && textOf(title)
}

/** What relative links are relative to, where the page says so. */
export function baseOf(page: Node): string | undefined {
  const base = inHead(page, 'base')
  const href = base && attributeOf(base, 'href')
  return href && URL.canParse(href) ? href : undefined
}

/** An absolute address that a link may lead to, or undefined: scripts and places inside the page are no such addresses. */
export function addressOf(link: Element, base: string | undefined): string | undefined {
  const href = attributeOf(link, 'href')
  if (!href || href.startsWith('#') || !URL.canParse(href, base)) return undefined
  const url = new URL(href, base)
  return /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined
}

/** All text below a node, as it stands. */
export function textOf(node: Node): string {
  return [...textsOf(node)].join('')
}

function inHead(page: Node, tagName: string): Element | undefined {
  const html = 'childNodes' in page ? page.childNodes.find(({ nodeName }) => nodeName === 'html') : undefined
  const head =
    html && 'childNodes' in html ? html.childNodes.find(({ nodeName }) => nodeName === 'head') : undefined
  if (!head || !('childNodes' in head)) return undefined
  return head.childNodes.find((child): child is Element => child.nodeName === tagName)
}

function isMain(element: Element): boolean {
  return element.tagName === 'main' || attributeOf(element, 'role') === 'main'
}

function isArticle(element: Element): boolean {
  return element.tagName === 'article' || attributeOf(element, 'role') === 'article'
}

function lengthOf(node: Node): number {
  let length = 0
  for (const text of textsOf(node)) length += text.trim().length
  return length
}
