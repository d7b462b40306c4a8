internal import Envelope
public import Files
import Yams

/// One file as it was found: its bytes, and the name that errors give it.
struct PolicyFile {
    /// The most bytes that are read; people write these files by hand.
    static let maximumBytes = 262_144

    let name: String
    let bytes: [UInt8]

    init(bytes: [UInt8], name: String) {
        self.bytes = bytes
        self.name = name
    }

    /// Reads `folder/name`.
    init(folder: String, name: String) throws(PolicyError) { try self.init(path: "\(folder)/\(name)") }

    /// Reads a file.
    init(path: String) throws(PolicyError) {
        do throws(FileError) { self.init(bytes: try InputFile(path).bytes(limit: Self.maximumBytes), name: path) } catch
        {
            switch error.code {
            case .missing:
                throw PolicyError(
                    .missingFile, file: path, "the file is missing; copy it from the source and edit the copy")
            case .tooLong:
                throw PolicyError(.tooLarge, file: path, "the file must be at most \(Self.maximumBytes) bytes")
            default: throw PolicyError(.unreadable, file: path, "the file cannot be read; check who may read it")
            }
        }
    }

    /// What a statement records as the policy in force (FORMAT §6.2).
    var digest: Digest { Hash.digest("firsthand/policy/v1", bytes) }

    /// The text of the file.
    func text() throws(PolicyError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PolicyError(.unreadable, file: name, "the file must be text in UTF-8")
        }
        return text
    }

    /// The file's outermost section, in which only `keys` may stand.
    func section(keys: [String]) throws(PolicyError) -> PolicyReader {
        try PolicyReader(entries: entries(), keys: keys, file: name)
    }

    private func entries() throws(PolicyError) -> [PolicyValue.Entry] {
        guard case .section(let entries) = try compose() else {
            throw PolicyError(.wrongType, file: name, line: 1, "the file must be a list of keys, each with a value")
        }
        return entries
    }

    private func compose() throws(PolicyError) -> PolicyValue {
        let text = try text()
        do {
            // No resolver: what a word means is for the key to say, so the language `no` is not a refusal.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                throw PolicyError(.missingValue, file: name, line: 1, "the file is empty; it must be a list of keys")
            }
            // Nodes know their anchors only as long as the parser lives.
            return try withExtendedLifetime(parser) { try PolicyValue(root, file: name) }
        } catch let error as PolicyError {
            throw error
        } catch let error as YamlError {
            throw PolicyError(error, file: name)
        } catch {
            throw PolicyError(.notYAML, file: name, "the file is not YAML")
        }
    }
}

extension PolicyError {
    fileprivate init(_ error: YamlError, file: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            // libYAML's problems are fixed sentences: they repeat nothing of the file.
            self.init(.notYAML, file: file, line: mark.line, "this is not YAML that can be read: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.sorted().first.map(PolicyValue.nameable)
            self.init(.duplicateKey, file: file, line: context.mark.line, key: key, "stands twice; keep one of them")
        default:
            self.init(.notYAML, file: file, "the file is not YAML that can be read")
        }
    }
}

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
