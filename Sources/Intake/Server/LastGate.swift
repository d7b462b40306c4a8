import Envelope
import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// What every answer passes last, also those that the server itself gives to a request it cannot read.
///
/// It completes the headers, wipes each body once it is sent, and closes a connection whose answer says so.
final class LastGate: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let language: String
    private var closes = false

    /// - Parameter language: the language of an answer that names none.
    init(language: String) { self.language = language }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Some programs send a long form only after they were told to go on (RFC 9110 §10.1.1).
        if case .head(let head) = unwrapInboundIn(data), head.headerFields[.expect]?.lowercased() == "100-continue" {
            context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(var head):
            Headers.complete(&head.headerFields)
            if head.headerFields[.contentLanguage] == nil { head.headerFields[.contentLanguage] = language }
            closes = head.headerFields[.connection]?.lowercased() == "close"
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body(let buffer):
            let sent = promise ?? context.eventLoop.makePromise()
            // Each body is made for one answer, so nobody reads it after it is sent, or could not be.
            sent.futureResult.whenComplete { _ in buffer.wipe() }
            context.write(data, promise: sent)
        case .end:
            guard closes else { return context.write(data, promise: promise) }
            context.writeAndFlush(data, promise: promise)
            context.close(promise: nil)
        }
    }
}

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
