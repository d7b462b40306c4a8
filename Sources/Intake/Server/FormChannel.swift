import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// The pipeline of a connection: our own handler and then, once a request has come, the pages.
///
/// A client that sends nothing, or a head that never ends, costs no task and none of the buffers between the two.
struct FormChannel: HTTPChannelHandler {
    struct Value: ServerChildChannelValue {
        let channel: any NIOCore.Channel
        /// There once a request came; failed if none did.
        fileprivate let requests: EventLoopFuture<NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>>
    }

    let responder: HTTPChannelHandler.Responder
    let languages: [String]
    let crowd: Crowd
    let memory: MemoryBudget
    let bringsCode: @Sendable (HTTPRequest) -> Bool

    func setup(channel: any NIOCore.Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            // Small reads from small buffers, two parts ahead of who reads them: what many slow ones hold stays little.
            try channel.syncOptions?.setOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 4 << 10))
            try channel.syncOptions?.setOption(.maxMessagesPerRead, value: 1)
            let opened = channel.eventLoop.makePromise(of: NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>.self)
            channel.closeFuture.whenComplete { _ in opened.fail(ChannelError.ioOnClosedChannel) }
            let connection = Connection(
                languages: languages, crowd: crowd, memory: memory, bringsCode: bringsCode
            ) {
                opened.succeed(
                    try NIOAsyncChannel(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(
                            backPressureStrategy: .init(lowWatermark: 1, highWatermark: 2),
                            isOutboundHalfClosureEnabled: true)))
            }
            try channel.pipeline.syncOperations.addHandler(connection)
            return Value(channel: channel, requests: opened.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard let requests = try? await value.requests.get() else { return }
        await handleHTTP(asyncChannel: requests, logger: logger)
    }
}
