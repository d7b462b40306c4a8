import Envelope
import HTTPTypes
import Testimony
import Testing

@testable import Intake

/// What a body decodes to, in a form that can be compared.
enum Decoded: Equatable {
    case whole(String, [String: String])
    case empty([String: String])
    case refused(FormError)
}

/// The small fields that these tests allow.
let smallFields: Set = ["nonce", "token", "use-print", "use-court", "use-press", "credit"]

/// Decodes a body that arrives in these pieces.
func decode(_ pieces: [ArraySlice<UInt8>], bodyLimit: Int = 1_000) -> Decoded {
    do throws(FormError) {
        var decoder = try FormDecoder(allowed: smallFields, bodyLimit: bodyLimit)
        for piece in pieces { try decoder.append(Array(piece).span) }
        switch try decoder.finish() {
        case .empty(let values): return .empty(values)
        case .whole(let story, let values):
            let text = story.withText { text in String(decoding: text.indices.map { text[$0] }, as: UTF8.self) }
            return .whole(text, values)
        }
    } catch { return .refused(error) }
}

func decode(_ body: String, bodyLimit: Int = 1_000) -> Decoded {
    decode([Array(body.utf8)[...]], bodyLimit: bodyLimit)
}

struct FormDecoderTests {
    private static let body =
        "nonce=a%62c&use-print=yes&story=Caf%c3%A9+%26%0D%0Amore+%F0%9F%8C%BB%0d+1%3D1=1&token=d-_e"

    @Test func `escapes, blanks and line ends are decoded and the small fields stand beside the words`() throws {
        let values = ["use-print": "yes", "nonce": "abc", "token": "d-_e"]
        #expect(decode(Self.body) == .whole("Café &\nmore 🌻\n 1=1=1", values))
    }

    @Test func `a body gives the same form wherever it is cut`() {
        let bytes = Array(Self.body.utf8)
        let whole = decode(Self.body)
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
                if decode(pieces) != whole { Issue.record("cut at \(first) and \(second)") }
            }
        }
        #expect(decode(bytes.indices.map { bytes[$0...$0] }) == whole)
    }

    @Test func `any words come back as they were, however they are escaped and cut`() throws {
        var random = Seeded(state: 7)
        for _ in 0..<200 {
            let words = random.words()
            let bytes = Array(("story=" + random.encoded(words) + "&use-court=yes").utf8)
            let cuts = (0..<3).map { _ in Int.random(in: 0...bytes.count, using: &random) }.sorted()
            let places = [0] + cuts + [bytes.count]
            let pieces = zip(places, places.dropFirst()).map { bytes[$0..<$1] }
            #expect(decode(pieces, bodyLimit: 100_000) == .whole(words, ["use-court": "yes"]))
        }
    }

    @Test func `no bytes at all make it fall over`() {
        var random = Seeded(state: 11)
        let signs = Array("%&=+story-usent0aF\r\n\u{0}".utf8) + [0xC3, 0xA9, 0xFF, 0xF0]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...60, using: &random)
            let bytes = (0..<count).map { _ in signs[Int.random(in: signs.indices, using: &random)] }
            // Either a form or a named refusal: what is tested is that it ends.
            _ = decode([bytes[...]])
        }
    }

    @Test(arguments: [
        ("story=50%", FormError.malformed), ("story=50%2", .malformed), ("story=%2&token=a", .malformed),
        ("story=%zz", .malformed), ("story=%%41", .malformed), ("story", .malformed), ("nonce&story=a", .malformed),
        ("nonce=%FF&story=a", .malformed),
        ("story=a&surprise=1", .unknownField), ("Story=a", .unknownField), ("=a", .unknownField),
        ("story=a&use-advertising=yes", .unknownField),
        ("story=a&story=b", .repeatedField), ("token=a&token=b&story=c", .repeatedField),
        ("use-print=yes&use-print=yes&story=a", .repeatedField),
        ("story=%C3%28", .storyNotText), ("story=%C0%AF", .storyNotText), ("story=%ED%A0%80", .storyNotText),
        ("story=%F4%90%80%80", .storyNotText), ("story=a%E2%82", .storyNotText), ("story=%FF", .storyNotText),
    ])
    func `what our form does not send is refused by its own name`(body: String, error: FormError) {
        #expect(decode(body) == .refused(error))
    }

    @Test(arguments: ["", "story=", "story=+%0D%0A%09%20", "use-print=yes"])
    func `nothing but white space is an empty story`(body: String) {
        #expect(decode(body) == .empty(body.contains("print") ? ["use-print": "yes"] : [:]))
    }

    @Test func `an empty story keeps the ticks`() throws {
        #expect(decode("use-print=yes&story=+&nonce=n") == .empty(["use-print": "yes", "nonce": "n"]))
    }

    @Test func `a name ends at 32 bytes, a value at 512 and a body at its limit`() throws {
        let long = String(repeating: "n", count: 33)
        #expect(decode("\(long)=a") == .refused(.unknownField))
        let value = String(repeating: "v", count: 512)
        #expect(decode("nonce=\(value)") == .empty(["nonce": value]))
        #expect(decode("nonce=\(value)v") == .refused(.fieldTooLong))
        #expect(decode("story=12345678", bodyLimit: 14) == .whole("12345678", [:]))
        #expect(decode("story=123456789", bodyLimit: 14) == .refused(.bodyTooLong))
    }

    @Test func `every refusal has a page of its own kind, and none of them says that all is well`() {
        for error in FormError.allCases { #expect(Problem(error).status.code >= 400) }
        #expect(Problem(FormError.bodyTooLong).status.code == 413)
        #expect(Problem(FormError.notAForm).status.code == 415)
        #expect(Problem(FormError.noLength).status.code == 411)
    }
}

/// Numbers that are the same in every run (SplitMix64).
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Up to 300 scalars from all planes; the first is a letter, so that it is not all white space.
    mutating func words() -> String {
        var text = "w"
        for _ in 0..<Int.random(in: 0...300, using: &self) {
            let limit: UInt32 = Bool.random(using: &self) ? 0x7F : 0x10FFFF
            let scalar = UnicodeScalar(UInt32.random(in: 0...limit, using: &self)) ?? "?"
            text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
        }
        return text
    }

    /// Each byte escaped, or as it is where it may be.
    mutating func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
            if byte == 0x20 { return Bool.random(using: &self) ? "+" : "%20" }
            guard !isPlain || Bool.random(using: &self) else { return String(UnicodeScalar(byte)) }
            let hex = String(byte, radix: 16, uppercase: Bool.random(using: &self))
            return "%" + (hex.count == 1 ? "0" : "") + hex
        }.joined()
    }
}
