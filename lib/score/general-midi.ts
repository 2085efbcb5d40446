/**
 * The sounds of General MIDI 1 (MIDI Manufacturers Association, General MIDI
 * System Level 1, Instrument Patch Map), in families of eight; a program number
 * counts from 0, as it goes over the wire.
 */
export const FAMILIES = [
  {
    name: 'Piano',
    instruments: [
      'Acoustic Grand Piano',
      'Bright Acoustic Piano',
      'Electric Grand Piano',
      'Honky-tonk Piano',
      'Electric Piano 1',
      'Electric Piano 2',
      'Harpsichord',
      'Clavinet',
    ],
  },
  {
    name: 'Chromatic Percussion',
    instruments: [
      'Celesta',
      'Glockenspiel',
      'Music Box',
      'Vibraphone',
      'Marimba',
      'Xylophone',
      'Tubular Bells',
      'Dulcimer',
    ],
  },
  {
    name: 'Organ',
    instruments: [
      'Drawbar Organ',
      'Percussive Organ',
      'Rock Organ',
      'Church Organ',
      'Reed Organ',
      'Accordion',
      'Harmonica',
      'Tango Accordion',
    ],
  },
  {
    name: 'Guitar',
    instruments: [
      'Acoustic Guitar (nylon)',
      'Acoustic Guitar (steel)',
      'Electric Guitar (jazz)',
      'Electric Guitar (clean)',
      'Electric Guitar (muted)',
      'Overdriven Guitar',
      'Distortion Guitar',
      'Guitar Harmonics',
    ],
  },
  {
    name: 'Bass',
    instruments: [
      'Acoustic Bass',
      'Electric Bass (finger)',
      'Electric Bass (pick)',
      'Fretless Bass',
      'Slap Bass 1',
      'Slap Bass 2',
      'Synth Bass 1',
      'Synth Bass 2',
    ],
  },
  {
    name: 'Strings',
    instruments: [
      'Violin',
      'Viola',
      'Cello',
      'Contrabass',
      'Tremolo Strings',
      'Pizzicato Strings',
      'Orchestral Harp',
      'Timpani',
    ],
  },
  {
    name: 'Ensemble',
    instruments: [
      'String Ensemble 1',
      'String Ensemble 2',
      'Synth Strings 1',
      'Synth Strings 2',
      'Choir Aahs',
      'Voice Oohs',
      'Synth Voice',
      'Orchestra Hit',
    ],
  },
  {
    name: 'Brass',
    instruments: [
      'Trumpet',
      'Trombone',
      'Tuba',
      'Muted Trumpet',
      'French Horn',
      'Brass Section',
      'Synth Brass 1',
      'Synth Brass 2',
    ],
  },
  {
    name: 'Reed',
    instruments: [
      'Soprano Sax',
      'Alto Sax',
      'Tenor Sax',
      'Baritone Sax',
      'Oboe',
      'English Horn',
      'Bassoon',
      'Clarinet',
    ],
  },
  {
    name: 'Pipe',
    instruments: [
      'Piccolo',
      'Flute',
      'Recorder',
      'Pan Flute',
      'Blown Bottle',
      'Shakuhachi',
      'Whistle',
      'Ocarina',
    ],
  },
  {
    name: 'Synth Lead',
    instruments: [
      'Lead 1 (square)',
      'Lead 2 (sawtooth)',
      'Lead 3 (calliope)',
      'Lead 4 (chiff)',
      'Lead 5 (charang)',
      'Lead 6 (voice)',
      'Lead 7 (fifths)',
      'Lead 8 (bass + lead)',
    ],
  },
  {
    name: 'Synth Pad',
    instruments: [
      'Pad 1 (new age)',
      'Pad 2 (warm)',
      'Pad 3 (polysynth)',
      'Pad 4 (choir)',
      'Pad 5 (bowed)',
      'Pad 6 (metallic)',
      'Pad 7 (halo)',
      'Pad 8 (sweep)',
    ],
  },
  {
    name: 'Synth Effects',
    instruments: [
      'FX 1 (rain)',
      'FX 2 (soundtrack)',
      'FX 3 (crystal)',
      'FX 4 (atmosphere)',
      'FX 5 (brightness)',
      'FX 6 (goblins)',
      'FX 7 (echoes)',
      'FX 8 (sci-fi)',
    ],
  },
  {
    name: 'Ethnic',
    instruments: ['Sitar', 'Banjo', 'Shamisen', 'Koto', 'Kalimba', 'Bagpipe', 'Fiddle', 'Shanai'],
  },
  {
    name: 'Percussive',
    instruments: [
      'Tinkle Bell',
      'Agogo',
      'Steel Drums',
      'Woodblock',
      'Taiko Drum',
      'Melodic Tom',
      'Synth Drum',
      'Reverse Cymbal',
    ],
  },
  {
    name: 'Sound Effects',
    instruments: [
      'Guitar Fret Noise',
      'Breath Noise',
      'Seashore',
      'Bird Tweet',
      'Telephone Ring',
      'Helicopter',
      'Applause',
      'Gunshot',
    ],
  },
] as const

/** All 128 names; the index is the program number. */
export const GENERAL_MIDI: readonly string[] = FAMILIES.flatMap(({ instruments }) => instruments)

/** The kits of a drums track, as Roland's GS names and numbers them, as far as the SoundFont has them. */
export const DRUM_KITS: readonly { name: string; program: number }[] = [
  { name: 'Standard', program: 0 },
  { name: 'Room', program: 8 },
  { name: 'Power', program: 16 },
  { name: 'Electronic', program: 24 },
  { name: 'TR-808', program: 25 },
  { name: 'Jazz', program: 32 },
  { name: 'Brush', program: 40 },
  { name: 'Orchestra', program: 48 },
]
