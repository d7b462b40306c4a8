import Envelope
import Ledger
import Policies
import Warnings

/// Which words occur in a story, as far as a text made from it can ask: hashes, and none of the words.
///
/// It reads the words where they lie, in guarded memory.
struct StoryWords {
    private var hashes: Set<UInt64> = []

    init(_ file: borrowing CaseFile) {
        for story in file.state.stories {
            guard let open = file.opened[story]?.open else { continue }
            let found = open.body.withField("text") { text in
                var reader = WordReader()
                var hashes: Set<UInt64> = []
                for index in text.indices { if let word = reader.take(text[index]) { hashes.insert(word) } }
                if let word = reader.end() { hashes.insert(word) }
                return hashes
            }
            hashes.formUnion(found ?? [])
        }
    }

    /// Whether each part of a word stands in the story, in any case.
    func contains(_ word: String) -> Bool {
        var reader = WordReader()
        var parts = word.utf8.compactMap { reader.take($0) }
        if let last = reader.end() { parts.append(last) }
        return parts.allSatisfy(hashes.contains)
    }
}

/// Makes hashes of words as their bytes come; letters and digits make a word, whatever their case.
private struct WordReader {
    private static let start: UInt64 = 0xCBF2_9CE4_8422_2325

    private var word = Self.start
    private var isInWord = false
    private var last: UInt8 = 0
    // A sign such as ’ or … is three bytes, E2 80 and one more: it ends a word as an ASCII sign does.
    private var signBytes = 0

    /// The word that ends before this byte; nil if none does.
    mutating func take(_ byte: UInt8) -> UInt64? {
        defer { last = byte }
        if signBytes == 1, byte == 0x80 {
            signBytes = 2
            return end()
        }
        if signBytes == 2 {
            signBytes = 0
            return nil
        }
        if signBytes == 1 { add(0xE2) }
        signBytes = byte == 0xE2 ? 1 : 0
        switch byte {
        case 0xE2: break
        case 0x41...0x5A: add(byte + 0x20)
        // É as é.
        case 0x80...0x9E where last == 0xC3: add(byte + 0x20)
        case 0x61...0x7A, 0x30...0x39, 0x80...0xFF: add(byte)
        default: return end()
        }
        return nil
    }

    mutating func end() -> UInt64? {
        defer { (word, isInWord) = (Self.start, false) }
        return isInWord ? word : nil
    }

    private mutating func add(_ byte: UInt8) { (word, isInWord) = ((word ^ UInt64(byte)) &* 0x100_0000_01B3, true) }
}

extension Desk {
    /// Which words of a text were put into it and say nothing that is so of a person: names of the policy's list, and vaguer
    /// words in small letters, where they do not stand in the story.
    ///
    /// The story itself tells it, so nobody has to be believed, and it is the same for as long as the story is there. What was
    /// put in with another capital or with a digit, such as a state or a year, is taken for true.
    func standIns(in file: borrowing CaseFile) -> (String) -> Bool {
        guard file.state.stories.contains(where: { file.opened[$0]?.open != nil }) else { return { _ in false } }
        let story = StoryWords(file)
        let redaction = policies.redaction
        // Most texts ask for none of them.
        var known: Set<Substring>?
        func isName(_ part: Substring) -> Bool {
            let names = known ?? Self.pseudonyms(redaction)
            known = names
            return names.contains(part)
        }
        return { word in
            guard !story.contains(word), !word.contains(where: \.isNumber) else { return false }
            // "Elena's", and "Garcia-Lopez", which is two of them.
            let parts = word.lowercased().split { !$0.isLetter }.filter { $0 != "s" }
            return word.first?.isUppercase == false || !parts.isEmpty && parts.allSatisfy(isName)
        }
    }

    private static func pseudonyms(_ redaction: RedactionPolicy) -> Set<Substring> {
        Set(
            redaction.languages.compactMap { redaction.pseudonyms(in: $0) }
                .flatMap { $0.women + $0.men + $0.either + $0.family }
                .flatMap { $0.lowercased().split { !$0.isLetter } })
    }
}
