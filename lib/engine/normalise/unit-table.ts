/** What a unit is called: one of it, several. */
export type Unit = { readonly one: string; readonly many: string }

const plain = (name: string): Unit => ({ one: name, many: `${name}s` })
const same = (name: string): Unit => ({ one: name, many: name })

/** SI prefixes that are in daily use. */
const PREFIXES: Readonly<Record<string, string>> = {
  n: 'nano',
  μ: 'micro',
  u: 'micro',
  m: 'milli',
  c: 'centi',
  d: 'deci',
  k: 'kilo',
  M: 'mega',
  G: 'giga',
  T: 'tera',
  P: 'peta',
}

/** @param prefixes Those of PREFIXES that the unit is used with. */
function family(symbol: string, name: string, prefixes: string, plural = `${name}s`): [string, Unit][] {
  return [...prefixes].map(prefix => {
    const head = PREFIXES[prefix] ?? ''
    return [`${prefix}${symbol}`, { one: `${head}${name}`, many: `${head}${plural}` }]
  })
}

/** Units by symbol, as they stand right after a number. */
export const UNITS: ReadonlyMap<string, Unit> = new Map<string, Unit>([
  ...family('m', 'meter', 'nμumcdk'),
  ...family('g', 'gram', 'nμumk'),
  ...family('l', 'liter', 'μmcd'),
  ...family('L', 'liter', 'μmcd'),
  ...family('s', 'second', 'nμum'),
  ...family('B', 'byte', 'kMGTP'),
  ...family('W', 'watt', 'mkMGT'),
  ...family('Wh', 'watt hour', 'kMGT'),
  ...family('V', 'volt', 'μmkM'),
  ...family('A', 'amp', 'μmk'),
  ...family('Ah', 'amp hour', 'mk'),
  ...family('Hz', 'hertz', 'kMGT', 'hertz'),
  ...family('Pa', 'pascal', 'kMG'),
  ...family('J', 'joule', 'mkMG'),
  ...family('N', 'newton', 'mkM'),
  ...family('Ω', 'ohm', 'mkM'),
  ...family('cal', 'calorie', 'k'),
  ...family('bps', 'bit per second', 'kMGT', 'bits per second'),
  ...family('bit', 'bit', 'kMG'),
  ...Object.entries<Unit>({
    m: plain('meter'),
    g: plain('gram'),
    l: plain('liter'),
    L: plain('liter'),
    s: plain('second'),
    t: plain('ton'),
    W: plain('watt'),
    Wh: plain('watt hour'),
    V: plain('volt'),
    Hz: same('hertz'),
    Pa: plain('pascal'),
    Ω: plain('ohm'),
    KB: plain('kilobyte'),
    Kbps: { one: 'kilobit per second', many: 'kilobits per second' },
    KiB: plain('kibibyte'),
    MiB: plain('mebibyte'),
    GiB: plain('gibibyte'),
    TiB: plain('tebibyte'),
    Mb: plain('megabit'),
    Gb: plain('gigabit'),
    Å: plain('angstrom'),
    sec: plain('second'),
    secs: plain('second'),
    min: plain('minute'),
    mins: plain('minute'),
    h: plain('hour'),
    hr: plain('hour'),
    hrs: plain('hour'),
    yr: plain('year'),
    yrs: plain('year'),
    mo: plain('month'),
    wk: plain('week'),
    wks: plain('week'),
    ha: plain('hectare'),
    in: { one: 'inch', many: 'inches' },
    ft: { one: 'foot', many: 'feet' },
    yd: plain('yard'),
    yds: plain('yard'),
    mi: plain('mile'),
    lb: plain('pound'),
    lbs: plain('pound'),
    oz: plain('ounce'),
    gal: plain('gallon'),
    qt: plain('quart'),
    pt: plain('pint'),
    tsp: plain('teaspoon'),
    tbsp: plain('tablespoon'),
    mph: { one: 'mile per hour', many: 'miles per hour' },
    kmh: { one: 'kilometer per hour', many: 'kilometers per hour' },
    kph: { one: 'kilometer per hour', many: 'kilometers per hour' },
    rpm: { one: 'revolution per minute', many: 'revolutions per minute' },
    fps: { one: 'frame per second', many: 'frames per second' },
    dpi: { one: 'dot per inch', many: 'dots per inch' },
    ppm: same('parts per million'),
    bpm: { one: 'beat per minute', many: 'beats per minute' },
    psi: same('p s i'),
    dB: plain('decibel'),
    mol: plain('mole'),
    lm: plain('lumen'),
    px: plain('pixel'),
    MP: plain('megapixel'),
    sqft: { one: 'square foot', many: 'square feet' },
    '%': same('percent'),
    '‰': same('per mille'),
    '°': plain('degree'),
    '°C': { one: 'degree celsius', many: 'degrees celsius' },
    '°F': { one: 'degree fahrenheit', many: 'degrees fahrenheit' },
    '°K': same('kelvin'),
  }),
])

/** These are units only where they touch the number: apart they are words or letters. */
export const ONLY_ATTACHED: ReadonlySet<string> = new Set(['t', 'in', 'pt', 'mo', 'mm.', 'us', 'MP'])
