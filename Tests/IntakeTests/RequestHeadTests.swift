import HTTPTypes
import Testing

@testable import Intake

/// How the head of a request is read; Tests/Attacks/wire.py sends each odd one to the real program.
struct RequestHeadTests {
    private static func head(_ text: String) -> RequestHead? {
        RequestHead(Array(text.utf8).span, languages: ["en", "es"])
    }
    private static func extent(_ text: String, from start: Int = 0) -> RequestHead.Extent {
        RequestHead.extent(of: Array(text.utf8).span, from: start)
    }

    @Test func `a head ends with its empty line, wherever the pieces are cut`() {
        let text = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        for length in 0..<text.utf8.count {
            #expect(Self.extent(String(decoding: text.utf8.prefix(length), as: UTF8.self)) == .incomplete)
            #expect(Self.extent(text + "body", from: length) == .whole(text.utf8.count))
        }
    }

    @Test(arguments: ["a\nb", "\n", "a\r\n\n", "a\rb", "a\r\r\n", "a\0"])
    func `a line ends with CR and LF and with nothing else, and no head holds NUL`(text: String) {
        #expect(Self.extent(text) == .malformed)
    }

    @Test func `only what the pages look at becomes a string`() throws {
        let head = try #require(
            Self.head(
                "POST /send?secret=a HTTP/1.1\r\nHost: secret\r\nsecret: 1\r\nUser-Agent: secret\r\nReferer: secret\r\n"
                    + "Cookie: secret=1; v=1\r\nContent-Type: secret/b\r\nSec-Fetch-Site: secret\r\n"
                    + "Accept-Language: secret\r\nContent-Length: 7\r\n\r\n"))
        #expect(!"\(head)".contains("secret"))
        #expect(head.request.path == "/send" && head.bodyLength == 7 && !head.closes)
        #expect(
            head.request.headerFields.map { "\($0.name.canonicalName): \($0.value)" }
                == ["cookie: v=1", "content-type: another/type", "sec-fetch-site: cross-site", "content-length: 7"])
        let start = try #require(Self.head("GET / HTTP/1.1\r\nHost: x\r\nAccept-Language: secret, es-MX\r\n\r\n"))
        #expect(start.request.headerFields == [.acceptLanguage: "es"])
        let long = try #require(
            Self.head("GET /secret/\(String(repeating: "a", count: 40)) HTTP/1.1\r\nHost: x\r\n\r\n"))
        #expect(long.request.path == "/-")
    }

    @Test(arguments: [
        "Host: x\r\nContent-Length: 5\r\nContent-Length: 5", "Host: x\r\nContent-Length: 5, 5",
        "Host: x\r\nContent-Length: +5", "Host: x\r\nContent-Length: 1234567890123", "Host: x\r\nContent-Length:",
        "Host:", "Host: a/b", "Host: \(String(repeating: "a", count: 256))",
        "Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked", "Host: x\r\nHost: x", "X: a",
        "Host: x\r\n folded: a",
        "Host: x\r\nX : a", "Host: x\r\n: a", "Host: x\r\nX: a\u{1}",
    ])
    func `what could be read in two ways is refused`(fields: String) {
        #expect(Self.head("POST /send HTTP/1.1\r\n\(fields)\r\n\r\n") == nil)
    }

    @Test(arguments: [
        "GET  / HTTP/1.1", "GET http://x/ HTTP/1.1", "GET * HTTP/1.1", "get / HTTP/1.1", "GET /#a HTTP/1.1",
        "GET / HTTP/2.0", "GET / HTTP/1.1 HTTP/1.1", "GET /", "GET", "GET /\u{e9} HTTP/1.1", "GET /\ta HTTP/1.1",
        "ABCDEFGHIJKLMNOPQ / HTTP/1.1",
    ])
    func `a request asks for a path of this server in one way`(line: String) {
        #expect(Self.head("\(line)\r\nHost: x\r\n\r\n") == nil)
    }

    @Test func `a head has at most a hundred fields`() {
        let fields = String(repeating: "X: a\r\n", count: 99)
        #expect(Self.head("GET / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n") != nil)
        #expect(Self.head("GET / HTTP/1.1\r\nHost: x\r\n\(fields)X: a\r\n\r\n") == nil)
    }

    @Test func `an old version has no body of unknown length, and may have no host, but not two`() {
        #expect(Self.head("POST /send HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") == nil)
        #expect(Self.head("GET / HTTP/1.0\r\nHost: x\r\nHost: x\r\n\r\n") == nil)
    }

    @Test func `a body of unknown length, an old version and the client's own word end the connection`() throws {
        #expect(try #require(Self.head("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")).closes)
        #expect(try #require(Self.head("GET / HTTP/1.0\r\n\r\n")).closes)
        #expect(try #require(Self.head("GET / HTTP/1.1\r\nHost: x\r\nConnection: TE, Close\r\n\r\n")).closes)
        #expect(try #require(Self.head("GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n")).closes == false)
    }
}
