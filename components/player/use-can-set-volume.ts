import { useEffect, useState } from 'react'

/** Whether a page can set how loud it is: on iOS only the keys of the device do. False until that is known. */
export function useCanSetVolume(): boolean {
  const [can, setCan] = useState(false)
  useEffect(() => {
    const probe = new Audio()
    probe.volume = 0.5
    // iOS takes the volume at first, and has put it back by the next task.
    const timer = setTimeout(() => setCan(probe.volume === 0.5))
    return () => clearTimeout(timer)
  }, [])
  return can
}
