public import Files

/// A policy or language file is not as it must be.
///
/// These files hold no story and no secret, so the error names file, line and key, and says what is expected. It still
/// never repeats a value.
public struct PolicyError: ProgramError, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: String, Sendable {
        case missingFile, unexpectedFile, unreadable, tooLarge, notYAML, notPlain
        case unknownKey, duplicateKey, missingKey, missingValue, wrongType, outOfBounds, badChoice, repeated, mismatch
    }

    /// What is wrong.
    public let code: Code
    /// The file, as the program was told to find it.
    public let file: String
    /// The line, counted from 1; nil if the whole file is meant.
    public let line: Int?
    /// The key, with the sections around it joined by dots; nil if no single key is meant.
    public let key: String?
    /// What is wrong and what is expected, as the rest of a sentence that begins with the key.
    public let expected: String

    init(_ code: Code, file: String, line: Int? = nil, key: String? = nil, _ expected: String) {
        self.code = code
        self.file = file
        self.line = line
        self.key = key
        self.expected = expected
    }

    public var refusal: Refusal { Refusal(code == .missingFile ? .noInput : .configuration, "\(self)") }

    /// `Policies/review.yaml:4: approvals must be a whole number from 2 to 9`.
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(key.map { "\($0) " } ?? "")\(expected)"
    }
}
