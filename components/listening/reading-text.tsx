import { type CSSProperties, memo, type ReactNode } from 'react'
import type { Block, Document, SpanKind } from '../../lib/document/document'
import styles from './reading-text.module.css'
import { type Group, type Inline, inlinesOf, type Placed, sectionsOf } from './sections'

/** The tags of headings: the page's own is the first. */
const HEADINGS = ['h2', 'h3', 'h4', 'h5', 'h6'] as const
const TAGS: Readonly<Record<Exclude<SpanKind, 'link'>, 'strong' | 'em' | 'code' | 'del'>> = {
  strong: 'strong',
  emphasis: 'em',
  code: 'code',
  deleted: 'del',
}

/**
 * A document as it is read: what shows a part of its text, and nothing besides,
 * says by `data-start` where that part begins. Rendered once a document.
 */
export const ReadingText = memo(function ReadingText({ document }: { document: Document }) {
  return sectionsOf(document).map(({ start, lines, groups }) => (
    <div key={start} className={styles.section} style={{ '--lines': lines } as CSSProperties}>
      {groups.map(group => groupOf(document, group))}
    </div>
  ))
})

function groupOf(document: Document, group: Group): ReactNode {
  if (group.kind === 'single') return blockOf(document, group.placed)
  if (group.kind === 'quote') {
    return (
      <blockquote key={group.start} className={styles.quotation}>
        {group.blocks.map(placed => blockOf(document, placed))}
      </blockquote>
    )
  }
  const List = group.isOrdered ? 'ol' : 'ul'
  return (
    <List key={group.start} className={styles.list}>
      {group.items.map((groups, index) => (
        <li key={index}>{groups.map(inner => groupOf(document, inner))}</li>
      ))}
    </List>
  )
}

function blockOf(document: Document, { block, emptyLines }: Placed): ReactNode {
  const Tag = tagOf(block)
  return (
    <Tag
      key={block.start}
      className={styles[block.kind]}
      dir="auto"
      data-start={block.start}
      data-bulleted={block.kind === 'item' && block.ordered === undefined ? '' : undefined}
      style={emptyLines === 1 ? undefined : ({ '--empty-lines': emptyLines } as CSSProperties)}
    >
      {inlinesOf(document.text, block, document.spans).map(elementOf)}
    </Tag>
  )
}

function tagOf({ kind, level = 1 }: Block): 'p' | 'pre' | (typeof HEADINGS)[number] {
  if (kind === 'heading') return HEADINGS[level - 1] ?? 'h6'
  return kind === 'code' ? 'pre' : 'p'
}

function elementOf(inline: Inline): ReactNode {
  if (typeof inline === 'string') return inline
  const { span, children } = inline
  if (span.kind !== 'link') {
    const Tag = TAGS[span.kind]
    return <Tag key={span.start}>{children.map(elementOf)}</Tag>
  }
  // Elsewhere, so that the voice goes on; and by a plain click, as links do.
  return (
    <a
      key={span.start}
      href={span.href}
      target="_blank"
      rel="noopener noreferrer"
      title={`${span.href} (new tab)`}
    >
      {children.map(elementOf)}
    </a>
  )
}
