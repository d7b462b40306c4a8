import Envelope
import Files
import FoundationEssentials

/// The rolls that this desk signed, as files that hold digests and nothing else.
struct RollFolder {
    let path: String

    init(state: String) { path = state + "/rolls" }

    /// Keeps a roll beside the earlier ones; the same one twice is one file.
    func keep(_ roll: Roll) throws {
        try Folder.make(path)
        let file = "\(path)/\(roll.day)\(Self.ending(roll.digest))"
        do { try AtomicFile.write(roll.text, to: file, .new) } catch {
            guard error.code == .exists else { throw error }
        }
    }

    /// The paths of the rolls, the newest day first.
    func files() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".roll") }.sorted { $1.utf8Precedes($0) }.map { "\(path)/\($0)" }
    }

    /// The path of the one with this digest.
    func file(of digest: Digest) -> String? { files().first { $0.hasSuffix(Self.ending(digest)) } }

    private static func ending(_ digest: Digest) -> String { "-\(digest.hex.prefix(16)).roll" }

    /// Reads one.
    static func read(_ file: String) throws -> Roll {
        do { return try Roll(InputFile.text(file)) } catch is FormatError {
            throw Refusal(
                .badData, "\(file) was changed: its signature does not fit it",
                hint: "take a copy from another place, and find out who could write here")
        }
    }
}
