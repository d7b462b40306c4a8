import Testimony

/// Decodes `application/x-www-form-urlencoded` as it arrives, byte by byte, within fixed bounds.
///
/// The bytes of its one long field (a story, a letter, a code) go straight into guarded memory: no string, no array and no
/// buffer of ours ever holds them.
/// Source: <https://url.spec.whatwg.org/#urlencoded-parsing>, made strict: a bad escape is refused, not kept.
struct FormDecoder: ~Copyable {
    private enum Place { case name, value, story }
    /// How much of a percent escape was read.
    private enum Escape { case none, percent, digit(UInt8) }

    private static let longestName = 32
    /// A name of 80 scalars, each of at most four bytes, fits.
    private static let longestValue = 512

    private let allowed: Set<String>
    private let words: String
    private let bodyLimit: Int
    private var received = 0
    private var place = Place.name
    private var name: [UInt8] = []
    private var value: [UInt8] = []
    private var escape = Escape.none
    private var values: [String: String] = [:]
    private var hasStory = false
    private var story: TestimonyBuilder

    /// A decoder for one body.
    ///
    /// A story may be as long as the body: one that is too long to be sealed is still shown again to its writer.
    /// - Parameters:
    ///   - allowed: the names of the small fields.
    ///   - words: the name of the long field.
    ///   - bodyLimit: the most bytes of the body, and so of the words: they are set aside at once, and nothing grows.
    init(allowed: Set<String>, words: String = "story", bodyLimit: Int) throws(FormError) {
        self.allowed = allowed
        self.words = words
        self.bodyLimit = bodyLimit
        do { story = try TestimonyBuilder(limit: bodyLimit, bytes: bodyLimit) } catch { throw FormError(error) }
    }

    /// Takes the next bytes of the body.
    ///
    /// After an error the decoder must be let go.
    mutating func append(_ bytes: Span<UInt8>) throws(FormError) {
        received += bytes.count
        guard received <= bodyLimit else { throw .bodyTooLong }
        for index in bytes.indices { try accept(bytes[index]) }
    }

    /// The form, when the body has ended.
    consuming func finish() throws(FormError) -> DecodedForm {
        try endField()
        guard hasStory else { return .empty(values) }
        do throws(TestimonyError) {
            return .whole(try story.finish(), values)
        } catch {
            guard error == .empty else { throw FormError(error) }
            return .empty(values)
        }
    }

    private mutating func accept(_ byte: UInt8) throws(FormError) {
        switch (escape, byte) {
        case (.percent, _):
            guard let digit = Self.hexDigit(byte) else { throw .malformed }
            escape = .digit(digit)
        case (.digit(let high), _):
            guard let low = Self.hexDigit(byte) else { throw .malformed }
            escape = .none
            try take(high << 4 | low)
        case (.none, UInt8(ascii: "%")): escape = .percent
        case (.none, UInt8(ascii: "&")): try endField()
        case (.none, UInt8(ascii: "=")) where place == .name: try startValue()
        case (.none, UInt8(ascii: "+")): try take(0x20)
        case (.none, _): try take(byte)
        }
    }

    private mutating func take(_ byte: UInt8) throws(FormError) {
        switch place {
        case .story:
            do { try story.append(byte) } catch { throw FormError(error) }
        case .name:
            guard name.count < Self.longestName else { throw .unknownField }
            name.append(byte)
        case .value:
            guard value.count < Self.longestValue else { throw .fieldTooLong }
            value.append(byte)
        }
    }

    private mutating func startValue() throws(FormError) {
        let field = String(decoding: name, as: UTF8.self)
        if field == words {
            guard !hasStory else { throw .repeatedField }
            hasStory = true
            place = .story
        } else {
            guard allowed.contains(field) else { throw .unknownField }
            guard values[field] == nil else { throw .repeatedField }
            place = .value
        }
    }

    private mutating func endField() throws(FormError) {
        guard case .none = escape else { throw .malformed }
        switch place {
        // Nothing between two signs, as the standard allows; a name without a value is not of our form.
        case .name: guard name.isEmpty else { throw .malformed }
        case .value:
            guard let text = String(validating: value, as: UTF8.self) else { throw .malformed }
            values[String(decoding: name, as: UTF8.self)] = text
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
