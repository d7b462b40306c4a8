import Envelope
import Testimony

/// Why a form was not taken. Each has a page of its own; nothing is stored.
enum FormError: Error, Equatable {
    case notAForm, malformed, unknownField, repeatedField, fieldTooLong, bodyTooLong
    case storyEmpty, storyTooLong, storyNotText, noMemory

    init(_ error: TestimonyError) {
        switch error {
        case .empty: self = .storyEmpty
        case .tooLong: self = .storyTooLong
        case .invalidUTF8: self = .storyNotText
        case .noMemory: self = .noMemory
        }
    }
}

/// A form that arrived whole: the words in guarded memory, and the small fields.
struct SubmittedForm: ~Copyable {
    let story: Testimony
    let fields: [String: String]
}

/// Decodes `application/x-www-form-urlencoded` as it arrives, byte by byte, within fixed bounds.
///
/// The story's bytes go straight into guarded memory: no string, no array and no buffer of ours ever holds them.
/// Source: <https://url.spec.whatwg.org/#urlencoded-parsing>, made strict: a bad escape is refused, not kept.
struct FormDecoder: ~Copyable {
    private enum Place { case name, value, story }

    private static let longestName = 32
    private static let longestValue = 128
    private static let storyField = "story"

    private let allowed: Set<String>
    private let bodyLimit: Int
    private var received = 0
    private var place = Place.name
    private var name: [UInt8] = []
    private var value: [UInt8] = []
    private var escape: [UInt8]?
    private var fields: [String: String] = [:]
    private var seenStory = false
    private var story: TestimonyBuilder

    /// - Parameters:
    ///   - allowed: the names of the small fields.
    ///   - storyLimit: the most Unicode scalars of the story.
    init(allowed: Set<String>, storyLimit: Int, bodyLimit: Int) throws(FormError) {
        self.allowed = allowed
        self.bodyLimit = bodyLimit
        do { story = try TestimonyBuilder(limit: storyLimit) } catch { throw FormError(error) }
    }

    /// Takes the next bytes of the body.
    mutating func append(_ bytes: Span<UInt8>) throws(FormError) {
        received += bytes.count
        guard received <= bodyLimit else { throw .bodyTooLong }
        for index in bytes.indices { try accept(bytes[index]) }
    }

    /// The form, when the body has ended.
    consuming func finish() throws(FormError) -> SubmittedForm {
        try endField()
        guard seenStory else { throw .storyEmpty }
        let words: Testimony
        do { words = try story.finish() } catch { throw FormError(error) }
        return SubmittedForm(story: words, fields: fields)
    }

    private mutating func accept(_ byte: UInt8) throws(FormError) {
        if var digits = escape {
            guard let digit = Self.hexDigit(byte) else { throw .malformed }
            digits.append(digit)
            escape = digits
            guard digits.count == 2 else { return }
            escape = nil
            return try take(digits[0] << 4 | digits[1])
        }
        switch byte {
        case UInt8(ascii: "%"): escape = []
        case UInt8(ascii: "&"): try endField()
        case UInt8(ascii: "=") where place == .name: try startValue()
        case UInt8(ascii: "+"): try take(0x20)
        default: try take(byte)
        }
    }

    private mutating func take(_ byte: UInt8) throws(FormError) {
        switch place {
        case .name:
            guard name.count < Self.longestName else { throw .unknownField }
            name.append(byte)
        case .value:
            guard value.count < Self.longestValue else { throw .fieldTooLong }
            value.append(byte)
        case .story:
            do { try story.append(byte) } catch { throw FormError(error) }
        }
    }

    private mutating func startValue() throws(FormError) {
        let field = String(decoding: name, as: UTF8.self)
        if field == Self.storyField {
            guard !seenStory else { throw .repeatedField }
            seenStory = true
            place = .story
        } else {
            guard allowed.contains(field) else { throw .unknownField }
            guard fields[field] == nil else { throw .repeatedField }
            place = .value
        }
    }

    private mutating func endField() throws(FormError) {
        guard escape == nil else { throw .malformed }
        switch place {
        case .name: guard name.isEmpty else { throw .malformed }
        case .value:
            guard let text = String(validating: value, as: UTF8.self) else { throw .malformed }
            fields[String(decoding: name, as: UTF8.self)] = text
        case .story: break
        }
        place = .name
        name = []
        value = []
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
