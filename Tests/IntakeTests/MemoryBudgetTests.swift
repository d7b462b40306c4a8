import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
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
            #expect(budget.used > 2 * Self.short)
            withExtendedLifetime(charge) {}
        }
        #expect(budget.used == 0)
    }

    @Test func `past it one waits, and comes in once another has left`() async throws {
        var held = try await full()
        async let waiting = budget.admit(500, returns: false, line: nil)
        while !budget.isShort { await Task.yield() }
        held.removeLast()
        #expect(await waiting != nil)
        withExtendedLifetime(held) {}
    }

    @Test func `a part stays for those who come with a code`() async throws {
        let held = try await full()
        #expect(await budget.admit(500, returns: true, line: nil) != nil)
        withExtendedLifetime(held) {}
    }

    @Test func `long ones leave room for short ones, and are sent away sooner`() async throws {
        var held: [Charge] = []
        for _ in 0..<3 { held.append(try #require(await budget.admit(Self.long, returns: false, line: nil))) }
        let start = ContinuousClock.now
        async let waiting = budget.admit(Self.long, returns: false, line: nil)
        while !budget.isShort { await Task.yield() }
        #expect(await budget.admit(Self.short, returns: false, line: nil) != nil)
        budget.letGo(at: start + .seconds(3))
        #expect(budget.isShort)
        budget.letGo(at: .now + .seconds(4))
        #expect(await waiting == nil)
        withExtendedLifetime(held) {}
    }

    @Test func `who left does not wait on`() async throws {
        let held = try await full()
        let line = Line(EmbeddedChannel())
        async let waiting = budget.admit(500, returns: false, line: line)
        while !budget.isShort { await Task.yield() }
        budget.letGo()
        #expect(budget.isShort)
        line.leave()
        budget.letGo()
        #expect(await waiting == nil)
        withExtendedLifetime(held) {}
    }

    @Test func `who waited long enough is sent away`() async throws {
        let held = try await full()
        let start = ContinuousClock.now
        async let waiting = budget.admit(500, returns: false, line: nil)
        while !budget.isShort { await Task.yield() }
        budget.letGo(at: start + .seconds(19))
        #expect(budget.isShort)
        budget.letGo(at: .now + .seconds(20))
        #expect(await waiting == nil)
        #expect(!budget.isShort)
        withExtendedLifetime(held) {}
    }

    @Test(arguments: [("/send", "try again in a minute"), ("/es/send", "inténtelo otra vez en un minuto")])
    func `without room a page says to try again in a minute, and the body is wiped`(path: String, words: String)
        async throws
    {
        let office = try Office()
        let site = try Site(
            desk: office.desk, returns: office.returns, languages: office.languages, policies: office.policies,
            memory: MemoryBudget(megabytes: 0))
        let body = ByteBuffer(string: "story=a+secret")
        var head = HTTPRequest(method: .post, scheme: "http", authority: "x", path: path)
        head.headerFields = [
            .contentType: "application/x-www-form-urlencoded", .contentLength: String(body.readableBytes),
        ]
        let response = await site.answer(to: Request(head: head, body: .init(buffer: body)))
        #expect(response.status == .serviceUnavailable)
        #expect(try await written(response).contains(words))
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
        let html = try await written(answer)
        #expect(html == pieces.joined(separator: escaped))
        #expect(answer.headers[.contentLength] == String(html.utf8.count))
    }
}
