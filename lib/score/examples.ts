/** A song to start from. */
export type Example = {
  /** As it stands in an address: lower-case letters and hyphens. */
  slug: string
  title: string
  /** One line: what there is to hear. */
  about: string
  /** Its JSON, fetched when it is wanted: `parseSong` makes a song of it. */
  load: () => Promise<unknown>
}

/** Tunes in the public domain, arranged for this app. */
export const EXAMPLES: readonly Example[] = [
  {
    slug: 'canon-in-d',
    title: 'Canon in D',
    about: 'Johann Pachelbel: three violins in canon over cello, contrabass and harpsichord.',
    load: async () => (await import('./examples/canon-in-d.json')).default,
  },
  {
    slug: 'saints',
    title: 'When the Saints Go Marching In',
    about: 'Traditional, in swung time: trumpet, clarinet, trombone, banjo, bass and drums.',
    load: async () => (await import('./examples/saints.json')).default,
  },
  {
    slug: 'frere-jacques',
    title: 'Frère Jacques, told and played',
    about: 'Traditional: a round in four parts, with a narrator in English and French.',
    load: async () => (await import('./examples/frere-jacques.json')).default,
  },
  {
    slug: 'prelude-in-c',
    title: 'Prelude in C major, BWV 846',
    about: 'Johann Sebastian Bach, on the two synths, with an echo.',
    load: async () => (await import('./examples/prelude-in-c.json')).default,
  },
]
