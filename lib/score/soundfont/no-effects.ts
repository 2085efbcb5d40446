import type { ChorusProcessor, DelayProcessor, ReverbProcessor } from 'spessasynth_core'

/**
 * Stand where a synthesizer would make effects of its own, 1.6 MB of delay
 * lines each: parts sound dry, and the room is one for all (`createReverb`).
 */
const NOTHING = { level: 0, preLowpass: 0, process: () => undefined }

const reverb = { ...NOTHING, character: 0, time: 0, delayFeedback: 0, preDelayTime: 0 }
const chorus = {
  ...NOTHING,
  feedback: 0,
  delay: 0,
  rate: 0,
  depth: 0,
  sendLevelToReverb: 0,
  sendLevelToDelay: 0,
}
const delay = {
  ...NOTHING,
  timeCenter: 0,
  timeRatioLeft: 0,
  timeRatioRight: 0,
  levelCenter: 0,
  levelLeft: 0,
  levelRight: 0,
  feedback: 0,
  sendLevelToReverb: 0,
}

type Effects = {
  reverbProcessor: ReverbProcessor
  chorusProcessor: ChorusProcessor
  delayProcessor: DelayProcessor
}

export function noEffects(): Effects {
  return {
    reverbProcessor: { ...reverb, getSnapshot: () => reverb },
    chorusProcessor: { ...chorus, getSnapshot: () => chorus },
    delayProcessor: { ...delay, getSnapshot: () => delay },
  }
}
