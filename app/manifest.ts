// The types of images; next-env.d.ts has them as well, once the app was built.
/// <reference types="next/image-types/global" />
import type { MetadataRoute } from 'next'
import icon192 from './icons/icon-192.png'
import icon512 from './icons/icon-512.png'
import maskable512 from './icons/maskable-512.png'

/**
 * What makes the page an app that can be installed: a name, icons of 192 and 512
 * pixels, a start and a display of its own; no service worker is asked for (Web
 * Application Manifest; Chrome's criteria). A text that is shared to the app from
 * another one comes as a query of the page (Web Share Target).
 */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Pollyphony',
    short_name: 'Pollyphony',
    description: 'Hear any text at once: paste it, press Play, and it is read aloud.',
    lang: 'en',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#FBFAF7',
    // In the dark the page's own theme colour takes its place.
    theme_color: '#FBFAF7',
    categories: ['books', 'education', 'productivity', 'utilities'],
    icons: [
      { src: icon192.src, sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: icon512.src, sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: maskable512.src, sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [{ name: 'Score', description: 'Hear a song or a MIDI file', url: '/score' }],
    share_target: {
      action: '/',
      method: 'GET',
      enctype: 'application/x-www-form-urlencoded',
      params: { title: 'title', text: 'text', url: 'url' },
    },
  }
}
