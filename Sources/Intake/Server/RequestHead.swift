import HTTPTypes

/// The head of a request, read strictly: whoever stands in front of the intake must see the same request in these bytes.
///
/// Only what the pages look at becomes a string: all other fields, and what follows a `?`, are checked where they lie and left
/// there to be wiped.
struct RequestHead {
    /// The most bytes of a head.
    static let limit = 16 << 10
    /// Longer than that of any page.
    private static let longestPath = 32
    private static let mostFields = 100
    private static let formType = "application/x-www-form-urlencoded"
    /// Of the names that are looked at, and of the short values.
    private static let longestName = 17

    /// How far a head has arrived.
    enum Extent: Equatable {
        case incomplete
        /// It is whole, and so many bytes long, with the empty line.
        case whole(Int)
        /// It cannot become one.
        case malformed
    }

    private(set) var request: HTTPRequest
    /// The bytes of the body that follows.
    private(set) var bodyLength = 0
    /// Whether a body follows whose end only its own bytes tell (`Transfer-Encoding`), as no browser sends with a form.
    private(set) var hasUnknownLength = false
    /// Whether the connection ends with the answer.
    private(set) var closes = false
    /// Whether the client waits to be told to send the body.
    private(set) var expectsContinue = false

    /// Looks for the empty line, from where the last look ended.
    ///
    /// A line ends with CR and LF and nothing else does: programs that take a lone one for an end see other requests.
    static func extent(of bytes: Span<UInt8>, from start: Int) -> Extent {
        var index = start
        while index < bytes.count {
            switch bytes[index] {
            case 0: return .malformed
            case 0x0A:
                guard index > 0, bytes[index - 1] == 0x0D else { return .malformed }
                if index >= 3, bytes[index - 2] == 0x0A { return .whole(index + 1) }
            case _ where index > 0 && bytes[index - 1] == 0x0D: return .malformed
            default: break
            }
            index += 1
        }
        return .incomplete
    }

    /// Reads a whole head; nil if it is not exactly as RFC 9112 has it, or asks for what no page of ours needs.
    ///
    /// The server keeps it for as long as the connection stays, so each field says no more in it than the pages want to know.
    /// - Parameter languages: those that pages are served in.
    init?(_ bytes: Span<UInt8>, languages: [String]) {
        var lines = Lines(bytes)
        guard let line = lines.next(), let (request, isOld) = Self.requestLine(bytes, line) else { return nil }
        self.request = request
        closes = isOld
        var fields = HTTPFields()
        var (hosts, lengths, count) = (0, 0, 0)
        while let line = lines.next(), !line.isEmpty {
            count += 1
            guard count <= Self.mostFields, let (name, value) = Self.field(bytes, line) else { return nil }
            switch name {
            case "host":
                hosts += 1
                guard Self.isHost(bytes, value) else { return nil }
            case "content-length":
                lengths += 1
                guard let length = Self.number(bytes, value) else { return nil }
                bodyLength = length
                fields[.contentLength] = String(length)
            case "transfer-encoding": hasUnknownLength = true
            case "connection": if Self.text(bytes, value).lowercased().contains("close") { closes = true }
            case "expect": expectsContinue = Self.text(bytes, value).lowercased() == "100-continue"
            case "accept-language" where self.request.path == "/":
                fields[.acceptLanguage] = PreferredLanguage.choose(Self.text(bytes, value), of: languages)
            case "content-type":
                let type = Self.text(bytes, value.prefix { bytes[$0] != UInt8(ascii: ";") && bytes[$0] != 0x20 })
                fields[.contentType] = type.lowercased() == Self.formType ? Self.formType : "another/type"
            case "cookie":
                let all = Self.text(bytes, value).split(separator: ";")
                if all.contains(where: { $0.filter { $0 != " " } == Headers.heldCookie }) {
                    fields[.cookie] = Headers.heldCookie
                }
            case "sec-fetch-site":
                guard let field = HTTPField.Name(name) else { break }
                fields[field] = ["same-origin", "none"].first { $0 == Self.text(bytes, value) } ?? "cross-site"
            default: break
            }
        }
        // Two lengths, or a length and an encoding, are two ends of one body: that is how requests are smuggled.
        guard hosts == 1 || isOld && hosts == 0, lengths <= 1, lengths == 0 || !hasUnknownLength,
            !(isOld && hasUnknownLength)
        else { return nil }
        if hasUnknownLength { closes = true }
        if closes { fields[.connection] = "close" }
        self.request.headerFields = fields
    }

    /// The lines of a head, without their ends.
    private struct Lines: ~Copyable {
        private var ends: [Int]
        private var start = 0

        init(_ bytes: Span<UInt8>) { ends = bytes.indices.filter { bytes[$0] == 0x0D }.reversed() }

        mutating func next() -> Range<Int>? {
            guard let end = ends.popLast() else { return nil }
            defer { start = end + 2 }
            return start..<end
        }
    }

    private static func requestLine(
        _ bytes: Span<UInt8>, _ line: Range<Int>
    ) -> (request: HTTPRequest, isOld: Bool)? {
        let spaces = line.filter { bytes[$0] == 0x20 }
        guard spaces.count == 2 else { return nil }
        let (verb, target, version) = (
            line.lowerBound..<spaces[0], spaces[0] + 1..<spaces[1], spaces[1] + 1..<line.upperBound
        )
        guard (1...16).contains(verb.count), verb.allSatisfy({ (0x41...0x5A).contains(bytes[$0]) }),
            let method = HTTPRequest.Method(text(bytes, verb))
        else { return nil }
        // Only a path of this server: no address of another, no `*`, no host to connect to, no fragment.
        guard let first = target.first, bytes[first] == UInt8(ascii: "/"),
            target.allSatisfy({ (0x21...0x7E).contains(bytes[$0]) && bytes[$0] != UInt8(ascii: "#") })
        else { return nil }
        let path = target.prefix { bytes[$0] != UInt8(ascii: "?") }
        let isOld: Bool
        switch text(bytes, version) {
        case "HTTP/1.1": isOld = false
        case "HTTP/1.0": isOld = true
        default: return nil
        }
        // No page has so long a name, and none has this one.
        let name = path.count <= longestPath ? text(bytes, path) : "/-"
        return (HTTPRequest(method: method, scheme: "http", authority: nil, path: name), isOld)
    }

    /// The name of a field in lower case, empty if no page looks at it, and its value.
    ///
    /// Nil for a folded line, a name that is none, and a value with control characters.
    private static func field(_ bytes: Span<UInt8>, _ line: Range<Int>) -> (name: String, value: Range<Int>)? {
        guard let colon = line.first(where: { bytes[$0] == UInt8(ascii: ":") }), colon > line.lowerBound,
            (line.lowerBound..<colon).allSatisfy({ isTokenByte(bytes[$0]) }),
            (colon + 1..<line.upperBound).allSatisfy({ bytes[$0] == 0x09 || bytes[$0] >= 0x20 && bytes[$0] != 0x7F })
        else { return nil }
        var value = colon + 1..<line.upperBound
        while let first = value.first, bytes[first] == 0x20 || bytes[first] == 0x09 { value = value.dropFirst() }
        while let last = value.last, bytes[last] == 0x20 || bytes[last] == 0x09 { value = value.dropLast() }
        let name = line.lowerBound..<colon
        return (name.count <= longestName ? text(bytes, name).lowercased() : "", value)
    }

    /// RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func isHost(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
        (1...255).contains(value.count)
            && value.allSatisfy { index in
                switch bytes[index] {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-._:[]".utf8.contains(bytes[index])
                }
            }
    }

    /// Digits alone: no sign, no list, and no more than any body of ours could need.
    private static func number(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Int? {
        guard (1...12).contains(value.count) else { return nil }
        var number = 0
        for index in value {
            guard (0x30...0x39).contains(bytes[index]) else { return nil }
            number = number * 10 + Int(bytes[index] - 0x30)
        }
        return number
    }

    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: range.map { bytes[$0] }, as: UTF8.self)
    }
}
