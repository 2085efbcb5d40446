/** The emscripten module of opusscript 0.1.1 (libopus 1.4), as far as it is used: its C++ is src/opusscript_encoder.cpp. */
declare module 'opusscript/build/opusscript_native_wasm.js' {
  export type OpusHandler = {
    /**
     * @param input Address of signed 16-bit samples.
     * @param bytes How many of them are bytes to be paired first; 0 where they are samples already.
     * @param output Address of at least 3,828 bytes.
     * @param frameSize Samples in the frame.
     * @returns Bytes written, or libopus's error below zero.
     */
    _encode(input: number, bytes: number, output: number, frameSize: number): number
    /** `opus_encoder_ctl`: a request that answers takes an address. @returns 0, or libopus's error below zero. */
    _encoder_ctl(request: number, value: number): number
  }

  export type OpusModule = {
    OpusScriptHandler: new (sampleRateHz: number, channels: number, application: number) => OpusHandler
    HEAPU8: Uint8Array
    HEAP16: Int16Array
    HEAP32: Int32Array
    _malloc(bytes: number): number
  }

  type Options = {
    /** Instantiates in the module's stead, and tells it of the instance. @returns What `done` returns. */
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => unknown): unknown
  }

  export default function createOpusModule(options: Options): OpusModule
}
