import { type CSSProperties, memo, type ReactNode } from 'react'
import type { Block, Document, SpanKind } from '../../lib/document/document'
import { type Direction, directionOf } from '../right-to-left'
import styles from './reading-text.module.css'
import { type Group, type Inline, inlinesOf, type Placed, type Section } from './sections'

/** The tags of headings: the page's own is the first. */
const HEADINGS = ['h2', 'h3', 'h4', 'h5', 'h6'] as const
const TAGS: Readonly<Record<Exclude<SpanKind, 'link'>, 'strong' | 'em' | 'code' | 'del'>> = {
  strong: 'strong',
  emphasis: 'em',
  code: 'code',
  deleted: 'del',
}

type Props = {
  document: Document
  /** All of the document's, or only the first ones. */
  sections: readonly Section[]
}

/**
 * A document as it is read: what shows a part of its text, and nothing besides,
 * says by `data-start` where that part begins. Rendered once a document.
 */
export const ReadingText = memo(function ReadingText({ document, sections }: Props) {
  const direction = directionOf(document.text)
  return sections.map(section => (
    <SectionText key={section.start} document={document} section={section} direction={direction} />
  ))
})

type SectionProps = { document: Document; section: Section; direction: Direction }

/** A component of its own, for between two of them the browser can do something else. */
const SectionText = memo(function SectionText({ document, section, direction }: SectionProps) {
  const show: Show = { document, direction }
  return (
    <div className={styles.section} style={{ '--lines': section.lines } as CSSProperties}>
      {section.groups.map(group => groupOf(show, group))}
    </div>
  )
})

type Show = { document: Document; direction: Direction }

function groupOf(show: Show, group: Group): ReactNode {
  if (group.kind === 'single') return blockOf(show, group.placed)
  if (group.kind === 'quote') {
    return (
      <blockquote key={group.start} className={styles.quotation}>
        {group.blocks.map(placed => blockOf(show, placed))}
      </blockquote>
    )
  }
  const List = group.isOrdered ? 'ol' : 'ul'
  return (
    <List key={group.start} className={styles.list}>
      {group.items.map((groups, index) => (
        <li key={index}>{groups.map(inner => groupOf(show, inner))}</li>
      ))}
    </List>
  )
}

function blockOf({ document, direction }: Show, { block, emptyLines }: Placed): ReactNode {
  const Tag = tagOf(block)
  return (
    <Tag
      key={block.start}
      className={styles[block.kind]}
      dir={direction}
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
