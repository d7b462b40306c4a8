import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Takes the `Date` header off every answer.
///
/// Hummingbird sets it after all middleware. A server's clock, read often enough, tells one hidden service from another
/// (Zander and Murdoch, USENIX Security 2008), and nothing here shows a time finer than a day.
final class DateStripper: ChannelOutboundHandler, RemovableChannelHandler, Sendable {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data) else { return context.write(data, promise: promise) }
        head.headerFields[.date] = nil
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }
}
