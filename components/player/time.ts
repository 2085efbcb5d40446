/** A time in the audio, in whole minutes and seconds: 4:07, or 1:04:07 from an hour on. */
export function formatTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  const rest = `${twoDigits(whole % 60)}`
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** How long it lasts: 12:34, or "about 12:30" where that is not known yet, no finer than it can be told. */
export function formatLength({ seconds, isExact }: { seconds: number; isExact: boolean }): string {
  if (isExact) return formatTime(seconds)
  const grain = seconds < 60 ? 5 : seconds < 600 ? 10 : 30
  return `about ${formatTime(Math.ceil(seconds / grain) * grain)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
