import Envelope
import NIOCore

extension ByteBuffer {
    /// Zeros the readable bytes where they lie, for every holder of the same storage.
    ///
    /// Whoever calls it must be the last to read them. NIO's mutating calls would copy shared storage first and zero the
    /// copy; this one asks for the bytes to read, which never copies, and writes through them. It is safe: the storage
    /// is allocated memory that was written before and is kept alive by this value, and no other thread touches these
    /// bytes (the event loop writes only to what lies behind them, and only this request reads them).
    func wipe() {
        unsafe withUnsafeReadableBytes { bytes in
            let memory = unsafe UnsafeMutableRawBufferPointer(mutating: bytes).bindMemory(to: UInt8.self)
            var span = unsafe memory.mutableSpan
            Envelope.wipe(&span)
        }
    }
}
