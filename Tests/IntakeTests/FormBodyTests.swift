import Envelope
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testimony
import Testing

@testable import Intake

/// How a body is read off a connection.
struct FormBodyTests {
    private static let type = "application/x-www-form-urlencoded"
    private let body = FormBody(allowed: smallFields, bodyLimit: 100)

    private func request(_ pieces: [ByteBuffer], type: String? = type, length: Int?) -> Request {
        var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/send")
        head.headerFields[.contentType] = type
        head.headerFields[.contentLength] = length.map { String($0) }
        let stream = AsyncStream { continuation in
            for piece in pieces { continuation.yield(piece) }
            continuation.finish()
        }
        return Request(head: head, body: .init(asyncSequence: stream))
    }

    private func refusal(_ text: String, type: String? = type, length: Int?) async -> FormError? {
        do {
            _ = try await body.read(request([ByteBuffer(string: text)], type: type, length: length))
            return nil
        } catch { return error as? FormError }
    }

    private static func isZero(_ buffer: ByteBuffer) -> Bool { buffer.readableBytesView.allSatisfy { $0 == 0 } }

    @Test func `what arrived is wiped where it lies, for every holder of it`() async throws {
        let pieces = ["story=a+sec", "ret&use-print=yes"].map { ByteBuffer(string: $0) }
        // A part of a larger buffer, as the server hands them out: what lies around it is not the form's.
        var larger = ByteBuffer(string: "headers\r\n")
        larger.writeImmutableBuffer(pieces[0])
        let part = try #require(larger.getSlice(at: 9, length: pieces[0].readableBytes))
        let form = try await body.read(request([part, pieces[1]], length: 28))
        guard case .whole(let story, _) = consume form else { throw FormError.malformed }
        #expect(story.scalars == 8)
        #expect(Self.isZero(part))
        #expect(Self.isZero(pieces[1]))
        #expect(larger.getString(at: 0, length: 9) == "headers\r\n")
        #expect(larger.getBytes(at: 9, length: 11) == [UInt8](repeating: 0, count: 11))
    }

    @Test(arguments: [(MemoryBudget.shortBody, false), (MemoryBudget.shortBody + 1, true)])
    func `a long body stands in a line of its own, and a short one not behind it`(length: Int, isLong: Bool)
        async throws
    {
        let wasInLane = Mutex<Bool?>(nil)
        func request() -> Request {
            wasInLane.withLock { $0 = nil }
            var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/send")
            head.headerFields = [.contentType: Self.type, .contentLength: String(length)]
            let nothing = AsyncStream<ByteBuffer> {
                wasInLane.withLock { $0 = Self.isInLane }
                return nil
            }
            return Request(head: head, body: .init(asyncSequence: nothing))
        }
        let body = FormBody(allowed: smallFields, bodyLimit: 1 << 20)
        await #expect(throws: FormError.cutOff) { _ = try await body.read(request()) }
        #expect(wasInLane.withLock { $0 } == isLong)
        await FormBody.discard(request())
        #expect(wasInLane.withLock { $0 } == true, "what nobody wants is in nobody's way")
    }

    /// Whether whoever asks was given an executor.
    private static var isInLane: Bool { unsafe withUnsafeCurrentTask { unsafe $0?.unownedTaskExecutor != nil } }

    @Test func `a refused body is wiped to its end as well`() async throws {
        let pieces = ["surprise=1&", "story=a+secret"].map { ByteBuffer(string: $0) }
        await #expect(throws: FormError.unknownField) { _ = try await body.read(request(pieces, length: 25)) }
        #expect(pieces.allSatisfy(Self.isZero))
        let picture = ByteBuffer(string: "story=a+secret")
        await #expect(throws: FormError.notAForm) {
            _ = try await body.read(request([picture], type: "multipart/form-data", length: 14))
        }
        #expect(Self.isZero(picture))
    }

    @Test func `a body that ends early is no form`() async {
        #expect(await refusal("story=half+a+sto", length: 20) == .cutOff)
        #expect(await refusal("story=whole", length: 11) == nil)
    }

    @Test func `a body that nobody wants is read for 8 MiB and no further`() async {
        func endless() -> (Request, Count) {
            let taken = Count()
            let stream = AsyncStream {
                taken.pieces.wrappingAdd(1, ordering: .relaxed).newValue <= 40
                    ? ByteBuffer(repeating: 0x61, count: 1 << 20) : nil
            }
            let head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/send")
            return (Request(head: head, body: .init(asyncSequence: stream)), taken)
        }
        let (refused, read) = endless()
        await #expect(throws: FormError.bodyTooLong) { _ = try await body.read(refused) }
        #expect(read.pieces.load(ordering: .relaxed) == 9)
        let (unasked, discarded) = endless()
        await FormBody.discard(unasked)
        #expect(discarded.pieces.load(ordering: .relaxed) == 9)
    }

    @Test func `a body of unknown length is refused`() async {
        #expect(await refusal("story=a", length: nil) == .noLength)
    }

    @Test(arguments: [nil, "", "text/plain", "multipart/form-data; boundary=x", "application/json"] as [String?])
    func `only the content type of forms is taken`(type: String?) async {
        #expect(await refusal("story=a", type: type, length: 7) == .notAForm)
    }

    @Test(arguments: ["application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-Urlencoded"])
    func `the content type may name a charset`(type: String) async {
        #expect(await refusal("story=a", type: type, length: 7) == nil)
    }

    @Test func `a body past the limit is refused`() async {
        let text = "story=" + String(repeating: "a", count: 95)
        #expect(await refusal(text, length: 101) == .bodyTooLong)
    }
}

/// How many pieces were taken.
private final class Count: Sendable {
    let pieces = Atomic(0)
}
