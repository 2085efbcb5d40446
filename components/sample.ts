/** What stands on the page at first: worth hearing, and soon at the end of its first sentence. */
export const SAMPLE = `Somebody is about to read this to you. A voice is the oldest way to pass on a story: it needs no light, it leaves your hands free, and it keeps the pace of a friend who walks beside you.

Put your own words in the place of these: a letter, a chapter, the notes for tomorrow. Choose who is to speak, and press Play. The first sentence is heard while the last one is still on its way.`
