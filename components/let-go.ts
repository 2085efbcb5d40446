/**
 * Lets go of what is selected, be it only the caret, before what it stands in
 * is put out of reach: else Chromium looks through all of a long text for
 * another place for it, at every layout. The field that has it gets it back with
 * the focus.
 */
export function letGoOfSelection(): void {
  getSelection()?.removeAllRanges()
}
