public import Envelope
import Transparency

/// Checks an export that lies in a folder: who signed it, and that it is whole and nothing but what was signed.
public enum ExportVerifier {
    /// What a good export says of itself.
    public struct Report: Sendable, Equatable {
        /// What its stories were agreed to be used for.
        public let use: Use
        /// Where it was meant to go.
        public let place: String
        /// The UTC day of the export.
        public let day: Day
        /// Whether it may be published; a rehearsal may not.
        public let isPublishable: Bool
        /// The public ids of the stories that it takes back, ascending.
        public let retracted: [String]
        /// The public ids of its stories, ascending.
        public let ids: [String]
        /// How many files were checked, the list of them and its signature not counted.
        public let files: Int
        /// What the publisher signed beside the bytes.
        public let trustedComment: String
        /// Whose signature it is.
        public let publisher: MinisignPublicKey
        /// The SHA-256 of the list of sums.
        public let digest: Digest
        /// How many reviewers approved the story that fewest approved; nil if there is no story, or the export is from before
        /// it said so.
        public let people: Int?
        /// How many writers asked to see the words first, and said yes to them; nil likewise.
        public let writers: Int?

        /// How many stories it holds.
        public var stories: Int { ids.count }
    }

    /// Checks the signature, then that no file is missing or extra, then every byte, then the manifest.
    ///
    /// - Parameters:
    ///   - folder: the export's folder.
    ///   - keys: the publishers' keys, from a place that is not the export; one of them must have signed.
    /// - Throws: `ExportFault`, for the first fault found.
    public static func verify(_ folder: String, anyOf keys: [MinisignPublicKey]) throws(ExportFault) -> Report {
        let tree = try ExportTree(folder)
        for path in [Checksums.path, Checksums.signaturePath] where !tree.files.contains(path) {
            throw ExportFault(.missing, path)
        }
        let listed = try tree.read(Checksums.path)
        let signature = try signature(tree)
        guard let publisher = keys.first(where: { signature.isGood(over: listed, by: $0) }) else {
            throw ExportFault(.badSignature, Checksums.signaturePath)
        }
        // From here on the list is the publisher's own.
        guard let sums = Checksums(listed) else { throw ExportFault(.malformed, Checksums.path) }
        for path in sums.paths where !tree.files.contains(path) { throw ExportFault(.missing, path) }
        if let extra = tree.extra(beside: sums) { throw ExportFault(.extra, extra) }
        var manifest: [UInt8]?
        for path in sums.paths {
            let bytes = try tree.read(path)
            guard SHA256Sum.of(bytes) == sums.digests[path] else { throw ExportFault(.changed, path) }
            if path == Manifest.path { manifest = bytes }
        }
        guard let manifest else { throw ExportFault(.missing, Manifest.path) }
        return try report(manifest, sums, signature, publisher, SHA256Sum.of(listed))
    }

    private static func signature(_ tree: ExportTree) throws(ExportFault) -> MinisignSignature {
        let bytes = try tree.read(Checksums.signaturePath)
        guard let text = String(validating: bytes, as: UTF8.self), let signature = try? MinisignSignature(file: text)
        else { throw ExportFault(.malformed, Checksums.signaturePath) }
        return signature
    }

    private static func report(
        _ manifest: [UInt8], _ sums: Checksums, _ signature: MinisignSignature, _ publisher: MinisignPublicKey,
        _ digest: Digest
    ) throws(ExportFault) -> Report {
        guard let manifest = Manifest(manifest), let use = Use(rawValue: manifest.use), let day = Day(manifest.day)
        else { throw ExportFault(.malformed, Manifest.path) }
        guard manifest.allFiles == Set(sums.paths) else { throw ExportFault(.contradicts, Manifest.path) }
        return Report(
            use: use, place: manifest.place, day: day, isPublishable: manifest.publishable,
            retracted: manifest.retracted.map(\.id), ids: manifest.stories.map(\.id), files: sums.paths.count,
            trustedComment: signature.trustedComment, publisher: publisher, digest: digest,
            people: manifest.stories.contains { $0.people == nil } ? nil : manifest.stories.compactMap(\.people).min(),
            writers: manifest.stories.contains { $0.writer == nil } ? nil : manifest.stories.count { $0.writer == true }
        )
    }
}
