import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import Synchronization
import Testimony
import Testing

@testable import Intake

/// The memory that bodies and answers may take together; Tests/Attacks/load.py tries it on the real program.
struct MemoryBudgetTests {
    /// Seven of these fill what there is for stories.
    private static let short = 48 << 10
    /// Three of these fill what there is for long ones.
    private static let long = 65 << 10
    private let budget = MemoryBudget(megabytes: 1)

    private func full() async throws -> [Charge] {
        var held: [Charge] = []
        for _ in 0..<7 { held.append(try #require(await budget.admit(Self.short, returns: false, line: nil))) }
        return held
    }

    @Test func `what is held comes back when it is let go`() async throws {
        do {
            let charge = try #require(await budget.admit(Self.short, returns: false, line: nil))
            // Once as words, once as the answer that shows them, and the page around.
            #expect(budget.used == 2 * Self.short + (32 << 10))
            withExtendedLifetime(charge) {}
        }
        #expect(budget.used == 0)
    }

    @Test func `past it one waits, and comes in once another has left`() async throws {
        var held = try await full()
        let waiting = Asking(500, of: budget)
        try await waiting.begins()
        held.removeLast()
        #expect(try await waiting.answer())
        withExtendedLifetime(held) {}
    }

    @Test func `a part stays for those who come with a code`() async throws {
        let held = try await full()
        #expect(try await Asking(500, of: budget, returns: true).answer())
        withExtendedLifetime(held) {}
    }

    @Test func `what never fits waits for nothing`() async throws {
        let isOver = Atomic(false)
        async let hasWaited: Bool = {
            while !isOver.load(ordering: .acquiring) {
                guard !budget.isShort else {
                    budget.letGo(at: .now + .seconds(60))
                    return true
                }
                await Task.yield()
            }
            return false
        }()
        #expect(await budget.admit(8 << 20, returns: true, line: nil) == nil)
        isOver.store(true, ordering: .releasing)
        #expect(await !hasWaited)
    }

    @Test func `long ones leave room for short ones, and are sent away sooner`() async throws {
        var held: [Charge] = []
        for _ in 0..<3 { held.append(try #require(await budget.admit(Self.long, returns: false, line: nil))) }
        let start = ContinuousClock.now
        let waiting = Asking(Self.long, of: budget)
        try await waiting.begins()
        #expect(try await Asking(Self.short, of: budget).answer())
        budget.letGo(at: start + .seconds(3))
        #expect(budget.isShort)
        budget.letGo(at: .now + .seconds(4))
        #expect(try await !waiting.answer())
        withExtendedLifetime(held) {}
    }

    @Test func `who left does not wait on`() async throws {
        let held = try await full()
        let start = ContinuousClock.now
        let line = Line(EmbeddedChannel())
        let waiting = Asking(500, of: budget, line: line)
        try await waiting.begins()
        budget.letGo(at: start)
        #expect(budget.isShort)
        line.leave()
        budget.letGo(at: start)
        #expect(try await !waiting.answer())
        withExtendedLifetime(held) {}
    }

    @Test func `who waited long enough is sent away`() async throws {
        let held = try await full()
        let start = ContinuousClock.now
        let waiting = Asking(500, of: budget)
        try await waiting.begins()
        budget.letGo(at: start + .seconds(19))
        #expect(budget.isShort)
        budget.letGo(at: .now + .seconds(20))
        #expect(try await !waiting.answer())
        #expect(!budget.isShort)
        withExtendedLifetime(held) {}
    }

    @Test(arguments: [
        ("send", nil), ("write", nil), ("check", nil), ("letters", nil), ("text", nil), ("choices", nil), ("kept", nil),
        ("return", "busy"), ("history", "busy"), ("withdraw", "busy"),
    ])
    func `without room the browser stays at what was typed, or a page says to try again, and the body is wiped`(
        path: String, problem: String?
    ) async throws {
        let office = try Office()
        let site = try Site(
            desk: office.desk, returns: office.returns, languages: office.languages, policies: office.policies,
            memory: MemoryBudget(megabytes: 0))
        let body = ByteBuffer(string: "story=a+secret")
        var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/es/\(path)")
        head.headerFields = [
            .contentType: "application/x-www-form-urlencoded", .contentLength: String(body.readableBytes),
        ]
        let response = await site.answer(to: Request(head: head, body: .init(buffer: body)))
        let page = try await written(response)
        if let problem {
            #expect(response.status == .serviceUnavailable)
            #expect(page.contains(try office.pages("es").texts["problem.\(problem)"]))
        } else {
            #expect(response.status == .noContent && page.isEmpty)
        }
        #expect(body.readableBytesView.allSatisfy { $0 == 0 })
    }

    @Test func `a body that nobody asked for is wiped, to whatever address and with whatever method it comes`()
        async throws
    {
        let office = try Office()
        for (method, path) in [
            (HTTPRequest.Method.get, "/write"), (.put, "/send"), (.post, "/nothing"), (.post, "/leave"),
        ] {
            let body = ByteBuffer(string: "story=a+secret")
            let head = HTTPRequest(method: method, scheme: "http", authority: "x", path: path)
            _ = await office.site.answer(to: Request(head: head, body: .init(buffer: body)))
            #expect(body.readableBytesView.allSatisfy { $0 == 0 }, "\(method) \(path)")
        }
    }

    @Test func `the charge of a long answer is held until it is sent`() async throws {
        let office = try Office(isOpen: true)
        let memory = MemoryBudget()
        let site = try Site(
            desk: office.desk, returns: office.returns, languages: office.languages, policies: office.policies,
            memory: memory)
        let body = ByteBuffer(string: "story=" + String(repeating: "a+word+", count: 12_000))
        var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: "/write")
        head.headerFields = [
            .contentType: "application/x-www-form-urlencoded", .contentLength: String(body.readableBytes),
            .cookie: Headers.heldCookie,
        ]
        do {
            let response = await site.answer(to: Request(head: head, body: .init(buffer: body)))
            #expect(memory.used == 2 * body.readableBytes + (32 << 10))
            #expect(try await written(response).contains("a word a word"))
        }
        #expect(memory.used == 0)
    }

    @Test func `a long answer goes out in pieces, and holds what a short one would`() async throws {
        let office = try Office()
        let pages = try office.pages("en")
        let form = HiddenFields(nonce: "a", token: "b")
        let page = pages.write(form, try office.said(), keepsWords: true)
        let words = String(repeating: "\"é<&", count: 30_000)
        var builder = try TestimonyBuilder(limit: 200_000)
        for byte in words.utf8 { try builder.append(byte) }
        let answer = Answers.page(page, words: try builder.finish())
        let escaped = String(repeating: "&quot;é&lt;&amp;", count: 30_000)
        let pieces = page.aroundMarks
        #expect(pieces.count > 1)
        let pieceSizes = Sizes()
        try await answer.body.write(pieceSizes)
        #expect(pieceSizes.most < 64 << 10)
        #expect(pieceSizes.areInLane, "short answers stand behind its pieces")
        let html = try await written(answer)
        #expect(html == pieces.joined(separator: escaped))
        #expect(answer.headers[.contentLength] == String(html.utf8.count))
    }
}

/// Somebody who asks for room, on a task of its own.
///
/// Whoever is never answered is given up after two minutes and a thousand turns: beside tests that hold the threads, one turn
/// can take a minute.
private final class Asking: Sendable {
    private let budget: MemoryBudget
    private let said = Mutex<Bool?>(nil)
    private let end = ContinuousClock.now + .seconds(120)
    private let turns = Atomic<Int>(1000)

    init(_ length: Int, of budget: MemoryBudget, returns: Bool = false, line: Line? = nil) {
        self.budget = budget
        Task {
            let charge = await budget.admit(length, returns: returns, line: line)
            said.withLock { $0 = charge != nil }
        }
    }

    /// Returns once it has to wait.
    func begins() async throws {
        while !budget.isShort {
            try #require(said.withLock { $0 } == nil, "nobody has to wait")
            try await wait()
        }
    }

    /// Whether there was room.
    func answer() async throws -> Bool {
        while true {
            if let said = said.withLock({ $0 }) { return said }
            try await wait()
        }
    }

    private func wait() async throws {
        try #require(.now < end || turns.wrappingSubtract(1, ordering: .relaxed).newValue > 0, "no answer")
        await Task.yield()
    }
}

/// The size of the largest piece of an answer, and whether all are written in the line of what is long.
///
/// Used by one task at a time.
private final class Sizes: ResponseBodyWriter, @unchecked Sendable {
    private(set) var most = 0
    private(set) var areInLane = true
    func write(_ part: ByteBuffer) async throws {
        most = max(most, part.readableBytes)
        let isInLane = unsafe withUnsafeCurrentTask { unsafe $0?.unownedTaskExecutor != nil }
        areInLane = areInLane && isInLane
    }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
