import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import Testing

@testable import Intake

/// What a connection does with the bytes that pass it; Tests/Attacks tries the same on the running program.
struct ConnectionTests {
    private let wire: Wire

    init() throws { wire = try Wire() }

    private static let get = "GET /write HTTP/1.1\r\nHost: x\r\n\r\n"

    private static func post(_ length: Int, _ more: String = "") -> String {
        "POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\(more)\r\n"
    }

    // MARK: What comes in

    @Test func `what is received is wiped where it lies, whole, in pieces, waiting and refused`() throws {
        let words = "story=a+secret"
        let request = Self.post(words.utf8.count) + words
        for sent in [
            [request], request.utf8.map { String(UnicodeScalar($0)) }, [request + request], ["secret\n\n\n" + words],
        ] {
            let wire = try Wire()
            for piece in sent {
                let received = ByteBuffer(string: piece)
                try wire.receive(received)
                #expect(isZero(received))
            }
        }
    }

    @Test func `what was taken is wiped while what came behind it waits`() throws {
        let words = "story=a+secret"
        try wire.receive(Self.post(words.utf8.count))
        try wire.receive(words + "GET /wr")
        try wire.answer()
        try wire.receive("ite HTTP/1.1\r\nHost: x\r\n\r\n" + Self.post(words.utf8.count).dropLast(2))
        var waits = wire.handler.pending
        #expect(String(buffer: waits).hasPrefix("POST /send"))
        waits.moveReaderIndex(to: 0)
        #expect(waits.readableBytesView.prefix { $0 == 0 }.count == Self.get.utf8.count)
    }

    @Test func `a request is handed on as it came, wherever it was cut`() throws {
        let words = "story=a+secret"
        let bytes = Array((Self.post(words.utf8.count) + words).utf8)
        for cut in 1..<bytes.count {
            let wire = try Wire()
            try wire.receive(ByteBuffer(bytes: bytes[..<cut]))
            try wire.receive(ByteBuffer(bytes: bytes[cut...]))
            let (requests, body) = try wire.requests()
            #expect(requests == ["POST /send"] && body == words, "cut at \(cut)")
        }
    }

    @Test func `a short form is handed on once it is whole, and a long one as it comes`() throws {
        let words = String(repeating: "a", count: Connection.gathered)
        try wire.receive(Self.post(words.utf8.count) + words.dropLast())
        #expect(!wire.isSetUp && wire.handler.pending.readableBytes == Connection.gathered - 1)
        try wire.receive("a")
        #expect(try wire.requests().body == words)

        let long = try Wire()
        try long.receive(Self.post(Connection.gathered + 1) + "story")
        #expect(try long.requests() == (["POST /send"], "story"))
    }

    @Test(arguments: [
        "", "GET /write HTTP/1.1\r\nHost: x\r\n", "POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nstory",
    ])
    func `nobody is set up for who sent no whole request, and for others once`(sent: String) throws {
        if !sent.isEmpty { try wire.receive(sent) }
        #expect(wire.setUps == 0)
        let other = try Wire()
        for _ in 0..<2 {
            try other.receive(Self.get)
            try other.answer()
        }
        #expect(other.setUps == 1)
    }

    @Test func `a short form that ends before its end is refused`() throws {
        try wire.receive(Self.post(9) + "story")
        wire.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(try wire.said().hasPrefix("http/1.1 400 "))
        #expect(try wire.requests().requests == [])
        #expect(wire.handler.pending.readableBytes == 0 && !wire.isOpen)
    }

    /// Takes the only place, and gives it back.
    private func hold(_ crowd: Crowd) throws -> Line {
        let channel = EmbeddedChannel()
        let line = Line(channel)
        line.enter(.answering)
        let turn = channel.eventLoop.makePromise(of: Void.self)
        crowd.serve(line, turn: turn)
        try turn.futureResult.wait()
        return line
    }

    @Test(arguments: [(Self.get, "503"), (Self.post(5) + "story", "204"), (Self.post(10_000) + "story", "204")])
    func `who finds no place is sent away in the end, and keeps the words`(request: String, status: String) throws {
        let wire = try Wire(served: 1)
        let holder = try hold(wire.crowd)
        try wire.receive(request)
        #expect(try wire.said().isEmpty)
        wire.crowd.open(at: .now + .seconds(21))
        #expect(try wire.said().hasPrefix("http/1.1 \(status) "))
        #expect(try wire.requests().requests == [])
        #expect(wire.setUps == 0 && wire.handler.pending.readableBytes == 0)
        withExtendedLifetime(holder) {}
    }

    @Test(arguments: [Self.get, Self.post(5) + "story", Self.post(10_000) + "story"])
    func `who waits for a place is handed on as soon as there is one, and ends for who waits after`(request: String)
        throws
    {
        let wire = try Wire(served: 1)
        let holder = try hold(wire.crowd)
        try wire.receive(request)
        #expect(try wire.requests().requests == [])
        let reads = wire.reads
        wire.channel.read()
        if wire.handler.pending.readableBytes > 0 { #expect(wire.reads == reads, "more is read from who waits") }
        let next = try Wire(crowd: wire.crowd)
        try next.receive(Self.get)
        wire.crowd.leave(holder)
        let (requests, body) = try wire.requests()
        #expect(requests.count == 1 && body == (request.hasSuffix("story") ? "story" : ""))
        try wire.answer()
        #expect(try wire.said().contains("connection: close\r\n"))
        if request != Self.post(10_000) + "story" {
            #expect(try next.requests().requests == ["GET /write"])
        }
    }

    @Test func `a code needs a place of its own each time, until it is answered`() throws {
        let crowd = Crowd(maximum: 4, served: 4, withCode: 1)
        let (first, second) = (try Wire(crowd: crowd), try Wire(crowd: crowd))
        let code = "POST /return HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\ncode"
        for wire in [first, second] {
            try wire.receive(Self.get)
            #expect(try wire.requests().requests == ["GET /write"])
            try wire.answer()
            _ = try wire.said()
        }
        try first.receive(code)
        #expect(try first.requests().requests == ["POST /return"])
        try second.receive(code)
        #expect(try second.said().hasPrefix("http/1.1 204 "))
        #expect(try second.requests().requests == [])
        try first.answer()
        try first.receive(code)
        #expect(try first.requests().requests == ["POST /return"])
        #expect(first.setUps == 1)
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: RequestHead.limit))\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: RequestHead.limit))",
    ])
    func `a head past its limit is refused, whether it ends or not`(head: String) throws {
        try wire.receive(head)
        #expect(try wire.said().hasPrefix("http/1.1 431 "))
        #expect(try wire.requests().requests == [])
    }

    @Test func `what follows a refused request is wiped and never a request`() throws {
        try wire.receive("GET / HTTP/1.1\r\n\r\n" + Self.get)
        try wire.receive(Self.get)
        let said = try wire.said()
        #expect(said.hasPrefix("http/1.1 400 ") && said.contains("connection: close\r\n"))
        #expect(said.matches(of: /http\/1/).count == 1)
        #expect(try wire.requests().requests == [])
        #expect(wire.isOutputClosed)
    }

    @Test func `what follows a body whose end only it knows is never a request`() throws {
        try wire.receive("POST /send HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + Self.get)
        #expect(wire.handler.pending.readableBytes == 0, "it is kept for nobody")
        try wire.receive(Self.get)
        try wire.answer()
        #expect(try wire.requests().requests == ["POST /send"])
        #expect(try wire.said().contains("connection: close\r\n"))
    }

    @Test func `the next request waits, unread, until the one before it was answered`() throws {
        try wire.receive(Self.get + Self.get)
        #expect(try wire.requests().requests == ["GET /write"])
        let reads = wire.reads
        wire.channel.read()
        #expect(wire.reads == reads, "more is read from who does not wait for an answer")
        try wire.answer()
        #expect(try wire.requests().requests == ["GET /write"])
        #expect(wire.reads == reads + 1)
        #expect(wire.isOpen)
    }

    @Test func `who sends more than 8 MiB of what nobody wants is cut off`() throws {
        try wire.receive("GET / HTTP/1.1\r\n\r\n")
        for _ in 0..<(Connection.patience >> 20) { try wire.receive(ByteBuffer(repeating: 0x61, count: 1 << 20)) }
        #expect(wire.isOpen)
        try wire.receive("a")
        #expect(!wire.isOpen)
    }

    @Test func `what nobody wants is read on, so that the browser comes to read the answer`() throws {
        try wire.receive("GET / HTTP/1.1\r\n\r\n")
        let reads = wire.reads
        try wire.receive("a")
        #expect(wire.reads == reads + 1)
    }

    @Test func `who waits to be told to send the body is told`() throws {
        try wire.receive(Self.post(5, "Expect: 100-continue\r\n"))
        #expect(try wire.said() == "http/1.1 100 continue\r\n\r\n")
    }

    // MARK: What goes out

    @Test func `a body is wiped once it is sent, and counts as memory until then`() throws {
        try wire.receive(Self.get)
        let body = ByteBuffer(string: "a secret")
        wire.channel.write(HTTPResponsePart.head(.init(status: .ok)), promise: nil)
        wire.channel.write(HTTPResponsePart.body(body), promise: nil)
        #expect(wire.memory.used == body.readableBytes)
        #expect(String(buffer: body) == "a secret")
        wire.channel.flush()
        #expect(isZero(body))
        #expect(wire.memory.used == 0)
    }

    @Test func `every answer has the constant headers and a language`() throws {
        try wire.receive(Self.get)
        try wire.answer()
        let said = try wire.said()
        #expect(said.contains("cache-control: no-store\r\n") && said.contains("content-language: en\r\n"))
        #expect(!said.contains("connection: close"))
        #expect(wire.isOpen)
    }

    @Test(arguments: ["GET /write HTTP/1.0\r\n\r\n", "GET /write HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"])
    func `a connection that ends with its answer says so and ends`(request: String) throws {
        try wire.receive(request)
        try wire.answer()
        #expect(try wire.said().contains("connection: close\r\n"))
        #expect(!wire.isOpen)
    }

    @Test func `who is still sending comes to read the answer before the connection ends`() throws {
        try wire.receive("POST /send HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\nConnection: close\r\n\r\nstory=a")
        try wire.answer()
        #expect(wire.isOutputClosed && wire.isOpen)
        let late = ByteBuffer(string: "+secret")
        try wire.receive(late)
        #expect(isZero(late))
        #expect(try wire.requests().body == "story=a")
        wire.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(!wire.isOpen)
    }

    // MARK: How it ends

    @Test func `a client that has ended its side gets its answer, and an idle one is let go`() throws {
        wire.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(!wire.isOpen)
        let busy = try Wire()
        try busy.receive(Self.get)
        busy.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(busy.isOpen)
        try busy.answer()
        #expect(!busy.isOpen)
        let half = try Wire()
        try half.receive(Self.post(100) + "story=a")
        half.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        try half.answer()
        #expect(!half.isOpen, "nothing more can come")
    }

    @Test func `an intake that stops lets the idle go at once and waits 8 seconds for the others`() throws {
        wire.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(!wire.isOpen)
        let busy = try Wire()
        let line = try #require(busy.crowd.line(of: busy.channel))
        try busy.receive(Self.get)
        let before = ContinuousClock.now
        busy.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(busy.isOpen && !line.isOverdue(at: before + .milliseconds(7_999)))
        #expect(line.isOverdue(at: .now + .seconds(8)))
        try busy.answer()
        #expect(try busy.said().contains("connection: close\r\n"))
        #expect(!busy.isOpen)
    }

    @Test func `an error ends the connection`() {
        wire.channel.pipeline.fireErrorCaught(ChannelError.inputClosed)
        #expect(!wire.isOpen)
    }

    @Test func `a connection is in the crowd for as long as it is there`() throws {
        #expect(wire.crowd.line(of: wire.channel) != nil)
        _ = wire.channel.close()
        #expect(wire.crowd.line(of: wire.channel) == nil)
    }

    // MARK: How long each part may take

    /// Does something, and asks whether the connection is overdue so many seconds later, and not before.
    private func expectOverdue(
        _ wire: Wire, after seconds: Int, _ comment: Comment, _ work: () throws -> Void
    ) throws {
        let before = ContinuousClock.now
        try work()
        let line = try #require(wire.crowd.line(of: wire.channel))
        #expect(!line.isOverdue(at: before + .seconds(seconds)), comment)
        #expect(line.isOverdue(at: .now + .seconds(seconds) + .milliseconds(1)), comment)
    }

    @Test func `each part of a request and of its answer has its time`() throws {
        let forty = ByteBuffer(repeating: 0x61, count: 40 << 10)
        let line = try #require(wire.crowd.line(of: wire.channel))
        #expect(line.isOverdue(at: .now + .seconds(21)), "nothing came yet")
        let body = try Wire()
        try expectOverdue(body, after: 30, "a body is on its way") { try body.receive(Self.post(100_000)) }
        let more = try Wire()
        try expectOverdue(more, after: 40, "a body of which 40 KiB came") {
            try more.receive(Self.post(100_000))
            try more.receive(forty)
        }
        try wire.receive(Self.get)
        #expect(!line.isOverdue(at: .now + .seconds(3600)), "it is the server's turn")
        try expectOverdue(wire, after: 40, "an answer of which 40 KiB went") {
            wire.channel.write(HTTPResponsePart.head(.init(status: .ok)), promise: nil)
            wire.channel.writeAndFlush(HTTPResponsePart.body(forty), promise: nil)
        }
        try expectOverdue(wire, after: 60, "between two requests") { try wire.writeAndFlushEnd() }
        try expectOverdue(wire, after: 20, "the next head is on its way") { try wire.receive("GET") }
        try wire.receive(" /write HTTP/1.1\r\nHost: x\r\n\r\n")
        try wire.answer()
        try expectOverdue(wire, after: 2, "a refused one that still sends") {
            try wire.receive("GET / HTTP/1.1\r\n\r\n")
        }
    }
}

/// A connection without a network, and what stands around its handler.
private final class Wire {
    let channel: EmbeddedChannel
    let handler: Connection
    let crowd: Crowd
    let memory = MemoryBudget()
    private let socket = Socket()
    private let count = Count()

    private final class Count { var setUps = 0 }

    /// How often those who answer were set up.
    var setUps: Int { count.setUps }
    var isSetUp: Bool { setUps > 0 }

    var reads: Int { socket.reads }
    var isOutputClosed: Bool { socket.isOutputClosed }
    var isOpen: Bool { channel.isActive }

    convenience init(served: Int = 4) throws { try self.init(crowd: Crowd(maximum: 4, served: served)) }

    init(crowd: Crowd) throws {
        self.crowd = crowd
        handler = Connection(
            languages: ["en", "es"], crowd: crowd, memory: memory, bringsCode: { $0.path == "/return" }
        ) { [count] in count.setUps += 1 }
        channel = EmbeddedChannel(handlers: [socket, handler])
        channel.connect(to: try SocketAddress(unixDomainSocketPath: "/none"), promise: nil)
    }

    func receive(_ text: String) throws { try receive(ByteBuffer(string: text)) }
    func receive(_ bytes: ByteBuffer) throws { try channel.writeInbound(bytes) }

    /// All that was handed on, as lines and as the bytes of bodies.
    func requests() throws -> (requests: [String], body: String) {
        var (requests, body) = ([String](), "")
        while let part = try channel.readInbound(as: HTTPRequestPart.self) {
            switch part {
            case .head(let head): requests.append("\(head.method.rawValue) \(head.path ?? "")")
            case .body(let bytes): body += String(buffer: bytes)
            case .end: break
            }
        }
        return (requests, body)
    }

    /// All that was sent, in lower case.
    func said() throws -> String {
        var text = ""
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: bytes) }
        return text.lowercased()
    }

    func answer() throws {
        channel.write(HTTPResponsePart.head(.init(status: .ok)), promise: nil)
        try writeAndFlushEnd()
    }

    func writeAndFlushEnd() throws {
        channel.writeAndFlush(HTTPResponsePart.end(nil), promise: nil)
        try channel.throwIfErrorCaught()
    }
}

/// Counts what the handler asks of the socket, which this channel does not tell, and ends only one side where that is asked for.
private final class Socket: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer

    private(set) var reads = 0
    private(set) var isOutputClosed = false

    func read(context: ChannelHandlerContext) {
        reads += 1
        context.read()
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard mode == .output else { return context.close(mode: mode, promise: promise) }
        isOutputClosed = true
        promise?.succeed()
    }
}

private func isZero(_ buffer: ByteBuffer) -> Bool { buffer.readableBytesView.allSatisfy { $0 == 0 } }
