/** Ids of the voices that somebody likes best, the latest first, kept from visit to visit. */
export type Favourites = readonly string[]

/** More are no favourites; a store that holds them is not this app's. */
const MAX_FAVOURITES = 100

const KEY = 'pollyphony.favourites'

export function loadFavourites(): Favourites {
  try {
    return parseFavourites(JSON.parse(localStorage.getItem(KEY) ?? 'null'))
  } catch (error) {
    console.warn('The favourites that were kept here could not be read:', error)
    return []
  }
}

export function saveFavourites(favourites: Favourites): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(favourites))
  } catch (error) {
    // A browser may refuse to keep anything, or be full: the page works without.
    console.warn('The favourites cannot be kept:', error)
  }
}

/** What is of use of what was kept. */
export function parseFavourites(kept: unknown): Favourites {
  if (!Array.isArray(kept)) return []
  return [...new Set(kept.filter(id => typeof id === 'string'))].slice(0, MAX_FAVOURITES)
}

/** The favourites with this one, first, or without it where it was one. */
export function toggleFavourite(favourites: Favourites, id: string): Favourites {
  return favourites.includes(id)
    ? favourites.filter(each => each !== id)
    : [id, ...favourites].slice(0, MAX_FAVOURITES)
}
