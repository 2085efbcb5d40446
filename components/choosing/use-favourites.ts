import { useCallback, useEffect, useState } from 'react'
import type { Voice } from '../../lib/reading/reading'
import { type Favourites, loadFavourites, saveFavourites, toggleFavourite } from './favourites'

/** The favourites, and what makes a voice one, or none any more. */
export function useFavourites(): [Favourites, (voice: Voice) => void] {
  const [favourites, setFavourites] = useState<Favourites>([])

  // What was kept is not on the server's page: it counts once the page runs.
  useEffect(() => setFavourites(loadFavourites()), [])

  const toggle = useCallback(({ Id }: Voice) => {
    setFavourites(before => {
      const now = toggleFavourite(before, Id)
      saveFavourites(now)
      return now
    })
  }, [])

  return [favourites, toggle]
}
