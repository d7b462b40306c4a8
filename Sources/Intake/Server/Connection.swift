import Envelope
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// The first and the last to handle a connection's bytes: requests come in here, and answers go out, one after the other.
///
/// It wipes each buffer that it received as soon as what is useful has been taken from it, whether or not anybody reads that.
final class Connection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = ByteBuffer

    private enum State {
        case head
        /// Its body is short: it is handed on once it is whole.
        case gathering(RequestHead)
        /// It waits for a place.
        case waiting
        /// So many bytes of the body are still to come.
        case body(Int)
        /// The request was read whole. What comes now is of the next, and waits.
        case answering
        /// The rest is wiped unread.
        case discarding
    }

    /// How much is read of what nobody wants, so that the browser stops sending and shows the answer.
    static let patience = 8 << 20
    /// The longest body that is handed on whole, in bytes: until it is, its sender costs no more than what came.
    static let gathered = 8 << 10

    private let languages: [String]
    private let crowd: Crowd
    private let memory: MemoryBudget
    private let bringsCode: (HTTPRequest) -> Bool
    /// Sets up who answers, before the first request is handed on; nil once it was called.
    private var open: (() throws -> Void)?
    private var line: Line?
    private var state = State.head
    /// What arrived and was not taken yet.
    private(set) var pending = ByteBuffer()
    /// How much of it was looked through for the end of a head.
    private var seen = 0
    private var owesAnswer = false
    private var closes = false
    private var inputEnded = false
    private var wantsToRead = false
    private var discarded = 0

    /// - Parameters:
    ///   - languages: those of the pages; the first is that of an answer that names none.
    ///   - bringsCode: whether a request brings a code, right or wrong.
    ///   - open: sets up who answers; it is called before the first request is handed on, if one ever is.
    init(
        languages: [String], crowd: Crowd, memory: MemoryBudget, bringsCode: @escaping (HTTPRequest) -> Bool,
        open: @escaping () throws -> Void
    ) {
        self.languages = languages
        self.crowd = crowd
        self.memory = memory
        self.bringsCode = bringsCode
        self.open = open
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let line = Line(context.channel)
        self.line = line
        crowd.enter(line)
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    private func leave() {
        if let line { crowd.leave(line) }
        line = nil
        pending.wipe()
        pending = ByteBuffer()
    }

    // MARK: - What comes in

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let received = unwrapInboundIn(data)
        line?.move(received.readableBytes)
        // The socket uses this memory again for what comes next: nothing of it is handed on.
        defer { received.wipe() }
        guard pending.readableBytes > 0 else {
            var received = received
            take(from: &received, context: context)
            if received.readableBytes > 0 {
                pending = ByteBuffer(bytes: received.readableBytesView)
            }
            return
        }
        var joined = context.channel.allocator.buffer(capacity: pending.readableBytes + received.readableBytes)
        joined.writeImmutableBuffer(pending)
        joined.writeImmutableBuffer(received)
        pending.wipe()
        pending = joined
        takePending(context: context)
    }

    private func takePending(context: ChannelHandlerContext) {
        var rest = pending
        take(from: &rest, context: context)
        if rest.readableBytes == 0 { rest = ByteBuffer() }
        pending = rest
    }

    /// Takes all that can be taken now, and wipes it.
    private func take(from bytes: inout ByteBuffer, context: ChannelHandlerContext) {
        while bytes.readableBytes > 0 {
            switch state {
            case .head:
                line?.enter(.head)
                let extent = RequestHead.extent(of: bytes.readableBytesUInt8Span, from: seen)
                guard case .whole(let length) = extent, length <= RequestHead.limit else {
                    seen = bytes.readableBytes
                    if extent == .incomplete, seen <= RequestHead.limit { return }
                    refuse(extent == .malformed ? .badRequest : .requestHeaderFieldsTooLarge, context: context)
                    continue
                }
                seen = 0
                let head = RequestHead(bytes.readableBytesUInt8Span.extracting(0..<length), languages: languages)
                bytes.skipWiped(length)
                if let head { arrive(head, context: context) } else { refuse(.badRequest, context: context) }
            case .gathering(let head):
                guard bytes.readableBytes >= head.bodyLength else { return }
                begin(head, context: context)
            case .body(let left):
                let length = min(left, bytes.readableBytes)
                context.fireChannelRead(
                    wrapInboundOut(.body(ByteBuffer(bytes: bytes.readableBytesView.prefix(length)))))
                bytes.skipWiped(length)
                state = .body(left - length)
                if left == length { endRequest(context: context) }
            case .waiting, .answering: return
            case .discarding:
                discarded += bytes.readableBytes
                bytes.skipWiped(bytes.readableBytes)
                if discarded > Self.patience { context.close(promise: nil) }
            }
        }
    }

    private func arrive(_ head: RequestHead, context: ChannelHandlerContext) {
        owesAnswer = true
        closes = closes || head.closes
        line?.enter(.body)
        // Some programs send a form only after they were told to go on (RFC 9110 §10.1.1).
        if head.expectsContinue, head.bodyLength > 0 {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
        }
        if (1...Self.gathered).contains(head.bodyLength) {
            state = .gathering(head)
        } else {
            begin(head, context: context)
        }
    }

    /// Hands a request on; the first, and each that brings a code, only once there is a place for it.
    private func begin(_ head: RequestHead, context: ChannelHandlerContext) {
        let bringsCode = bringsCode(head.request)
        guard open != nil || bringsCode, let line else { return handOn(head, context: context) }
        state = .waiting
        line.enter(.answering)
        var isLater = false
        let turn = context.eventLoop.makePromise(of: Void.self)
        turn.futureResult.assumeIsolated().whenComplete { result in
            // It may have ended meanwhile.
            guard case .waiting = self.state else { return }
            do {
                try result.get()
                try self.open?()
                self.open = nil
            } catch {
                // A browser stays at the page that holds the words.
                self.refuse(head.bodyLength > 0 ? .noContent : .serviceUnavailable, context: context)
            }
            if case .waiting = self.state { self.handOn(head, context: context) }
            if isLater { self.goOn(context: context) }
        }
        crowd.serve(line, bringsCode: bringsCode, turn: turn)
        isLater = true
    }

    private func handOn(_ head: RequestHead, context: ChannelHandlerContext) {
        line?.enter(.body)
        state = .body(head.bodyLength)
        context.fireChannelRead(wrapInboundOut(.head(head.request)))
        if head.bodyLength == 0 { endRequest(context: context) }
        if head.hasUnknownLength { state = .discarding }
    }

    private func endRequest(context: ChannelHandlerContext) {
        state = .answering
        line?.enter(.answering)
        context.fireChannelRead(wrapInboundOut(.end(nil)))
    }

    /// Answers what is no request, or cannot be one now, and ends the connection.
    private func refuse(_ status: HTTPResponse.Status, context: ChannelHandlerContext) {
        state = .discarding
        closes = true
        write(
            context: context,
            data: NIOAny(
                HTTPResponsePart.head(
                    .init(status: status, headerFields: status == .noContent ? [:] : [.contentLength: "0"]))),
            promise: nil)
        write(context: context, data: NIOAny(HTTPResponsePart.end(nil)), promise: nil)
    }

    func read(context: ChannelHandlerContext) {
        // Who sends the next request before the answer has to wait for it.
        switch state {
        case .waiting where pending.readableBytes > 0, .answering where pending.readableBytes > 0: wantsToRead = true
        default: context.read()
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.fireChannelReadComplete()
        if case .discarding = state { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            inputEnded = true
            closes = true
            context.fireUserInboundEventTriggered(event)
            if case .gathering = state { return refuse(.badRequest, context: context) }
            if !owesAnswer { context.close(promise: nil) }
        case is ChannelShouldQuiesceEvent:
            closes = true
            if owesAnswer { line?.end(by: .now + .seconds(8)) } else { context.close(promise: nil) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    // MARK: - What goes out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            line?.enter(.writing)
            context.write(wrapOutboundOut(encoded(head)), promise: promise)
        case .body(let buffer):
            let sent = promise ?? context.eventLoop.makePromise()
            let (length, memory, line) = (buffer.readableBytes, memory, line)
            memory.add(length)
            // Each body is made for one answer, so nobody reads it after it is sent, or could not be.
            sent.futureResult.whenComplete { _ in
                buffer.wipe()
                memory.release(length)
                line?.move(length)
            }
            context.write(wrapOutboundOut(buffer), promise: sent)
        case .end:
            // Nothing is sent after it, so once this is through, all is.
            let sent = promise ?? context.eventLoop.makePromise()
            sent.futureResult.assumeIsolated().whenSuccess { self.wasAnswered(context: context) }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer()), promise: sent)
        }
    }

    private func encoded(_ head: HTTPResponse) -> ByteBuffer {
        var fields = head.headerFields
        Headers.complete(&fields)
        if fields[.contentLanguage] == nil { fields[.contentLanguage] = languages.first }
        // Where others wait for its place, one answer has to do.
        closes = closes || crowd.isCrowded || fields[.connection]?.lowercased() == "close"
        if closes { fields[.connection] = "close" }
        var lines = "HTTP/1.1 \(head.status.code) \(head.status.reasonPhrase)\r\n"
        for field in fields { lines += "\(field.name.canonicalName): \(field.value)\r\n" }
        return ByteBuffer(string: lines + "\r\n")
    }

    private func wasAnswered(context: ChannelHandlerContext) {
        owesAnswer = false
        if let line { crowd.wasAnswered(line) }
        guard case .answering = state, !closes else { return linger(context: context) }
        state = .head
        line?.enter(.idle)
        goOn(context: context)
    }

    /// Takes what waited, and reads on.
    private func goOn(context: ChannelHandlerContext) {
        takePending(context: context)
        context.fireChannelReadComplete()
        resumeReading(context: context)
    }

    /// Ends the answers, and wipes what still comes until the other side has read them: to close at once would take the
    /// answer from it.
    private func linger(context: ChannelHandlerContext) {
        var isReadWhole = false
        if case .answering = state { isReadWhole = pending.readableBytes == 0 }
        guard !inputEnded, !isReadWhole else { return context.close(promise: nil) }
        state = .discarding
        pending.wipe()
        pending = ByteBuffer()
        line?.enter(.lingering)
        context.close(mode: .output, promise: nil)
        wantsToRead = true
        resumeReading(context: context)
    }

    private func resumeReading(context: ChannelHandlerContext) {
        guard wantsToRead else { return }
        wantsToRead = false
        context.read()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        // The server ends its side when it has nothing more to say; the answer may still be on its way.
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        closes = true
        promise?.succeed()
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

    /// Wipes the next bytes, and goes on behind them.
    fileprivate mutating func skipWiped(_ length: Int) { readSlice(length: length)?.wipe() }
}
