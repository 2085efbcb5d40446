/** Quantized values of G.711's tables (columns 7 and 8), from the code on the line, as 16-bit samples. */
export function muLawValue(code: number): number {
  const bits = ~code & 0xff
  const magnitude = (((bits & 15) * 2 + 33) << ((bits >> 4) & 7)) - 33
  return (bits & 0x80 ? -magnitude : magnitude) * 4
}

export function aLawValue(code: number): number {
  const bits = code ^ 0x55
  const segment = (bits >> 4) & 7
  const magnitude = segment === 0 ? (bits & 15) * 2 + 1 : ((bits & 15) * 2 + 33) << (segment - 1)
  return (bits & 0x80 ? magnitude : -magnitude) * 8
}
