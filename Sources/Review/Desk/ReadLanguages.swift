import Custody
import Envelope
import Files
import Unsealing

/// The languages that a reviewer reads, as they told their own desk; none means all.
///
/// New stories in them stand before the others. It is sealed to the reviewer: a copied desk tells nothing of who they are.
struct ReadLanguages {
    static let label: StaticString = "firsthand/languages/v1"

    let path: String
    var tags: Set<String> = []

    var encoded: [UInt8] { Array(tags.sorted().joined(separator: "\n").utf8) }
}

extension Desk {
    /// What this reviewer said they read; all, if that is not there or not theirs.
    func readLanguages(in folder: String) -> ReadLanguages {
        let path = "\(folder)/languages-\(reviewer.publicKey.id.hex.prefix(8))"
        guard let sealed = try? InputFile.bytes(path),
            let bytes = reviewer.openOwn(sealed, ReadLanguages.label, context: []),
            let text = String(validating: bytes, as: UTF8.self)
        else { return ReadLanguages(path: path) }
        return ReadLanguages(path: path, tags: Set(text.split(separator: "\n").map(String.init)))
    }

    /// Keeps them: sealed to this reviewer alone, whole or not at all.
    func write(_ languages: ReadLanguages) throws {
        guard let sealed = reviewer.sealOwn(languages.encoded, ReadLanguages.label, context: []) else { return }
        try AtomicFile.write(sealed, to: languages.path)
    }
}
