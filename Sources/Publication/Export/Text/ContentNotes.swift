/// A content note of a story.
struct ContentNote {
    /// As the manuscript holds it, in one line: the organization's own name for it, which stays when its words change.
    let key: String
    /// What a reader is told.
    let words: String
}

/// What the organization's content notes are called, by language.
public struct NoteWords: Sendable {
    /// No note has words.
    public static let none = NoteWords([:])

    private let words: [String: [String: String]]

    /// - Parameter words: by language code in lower case, and by the key that manuscripts hold.
    public init(_ words: [String: [String: String]]) {
        self.words = words.mapValues { $0.mapValues(PlainText.line).filter { !$0.value.isEmpty } }
    }

    /// The first of these languages in which there are words; nil if there are none in any.
    func language(among languages: [String]) -> String? { languages.first { words[$0]?.isEmpty == false } }

    /// What a note is called in a language; the readable form of its key where it has no words there.
    func name(of key: String, in language: String) -> String { words[language]?[key] ?? Self.readable(key) }

    /// `self-harm` becomes "Self harm"; what is no key stays as it was written.
    private static func readable(_ key: String) -> String {
        let isKey = key.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-")
        }
        let line = key.split(separator: "-").joined(separator: " ")
        return isKey && !line.isEmpty ? line.prefix(1).uppercased() + line.dropFirst() : key
    }
}

extension PublicationExport {
    /// What a note is called where it has one name for stories in all languages.
    func name(of note: ContentNote) -> String {
        surroundings.notes.name(of: note.key, in: PageWords.of(primary: language).language)
    }
}
