// Lets node read TypeScript in the thread that imports this: what `--import tsx` does in the main thread only.
import { register } from 'tsx/esm/api'

register()
