public import Envelope
import FoundationEssentials
public import Ledger

/// All policies of a folder.
///
/// There are no defaults in code: a value that is not in a file is an error.
public struct PolicySet: Sendable {
    /// What the web form offers, and how much it takes.
    public let form: FormPolicy
    /// What a survivor can agree to.
    public let consent: ConsentPolicy
    /// What it takes to share a story.
    public let review: ReviewPolicy
    /// How the full-screen desk is used.
    public let desk: DeskPolicy
    /// How long things are kept.
    public let retention: RetentionPolicy
    /// The words that take the place of what is removed.
    public let redaction: RedactionPolicy
    /// Where people can turn.
    public let help: HelpPolicy
    /// The organization's own mark; nil if it has none.
    public let emblem: Emblem?

    private static let files = [
        "consent.yaml", "form.yaml", "help.yaml", "redaction.yaml", "retention.yaml", "review.yaml",
    ]

    /// Loads and checks every policy of `folder`.
    ///
    /// - Throws: `PolicyError`; also for a missing file, and for a YAML file that is no policy, since a misspelled name
    ///   would otherwise be a policy without effect.
    public static func load(folder: String) throws(PolicyError) -> PolicySet {
        try refuseUnknownFiles(in: folder, known: files)
        let form = try FormPolicy(PolicyFile(folder: folder, name: "form.yaml"))
        let redaction = try RedactionPolicy(PolicyFile(folder: folder, name: "redaction.yaml"))
        guard Set(redaction.languages).isSuperset(of: form.languages) else {
            throw PolicyError(
                .mismatch, file: "\(folder)/redaction.yaml", key: "languages",
                "must name every language that \(folder)/form.yaml serves")
        }
        let review = try PolicyFile(folder: folder, name: "review.yaml")
        return PolicySet(
            form: form, consent: try ConsentPolicy(PolicyFile(folder: folder, name: "consent.yaml")),
            review: try ReviewPolicy(review), desk: try DeskPolicy(review),
            retention: try RetentionPolicy(PolicyFile(folder: folder, name: "retention.yaml")), redaction: redaction,
            help: try HelpPolicy(PolicyFile(folder: folder, name: "help.yaml"), languages: form.languages),
            emblem: try Emblem.load(folder: folder))
    }

    /// Refuses a YAML file in `folder` that is not one of `known`.
    static func refuseUnknownFiles(in folder: String, known: [String]) throws(PolicyError) {
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            throw PolicyError(.missingFile, file: folder, "the folder is missing or cannot be read")
        }
        for name in names.sorted() where !known.contains(name) {
            let isYAML = name.lowercased().hasSuffix(".yaml") || name.lowercased().hasSuffix(".yml")
            guard !isYAML else {
                throw PolicyError(
                    .unexpectedFile, file: "\(folder)/\(name)",
                    "the file is not known here; the files are: \(known.joined(separator: ", "))")
            }
        }
    }
}

/// The policies that were in force before, kept beside today's in the folder `Earlier`.
///
/// A consent records the digest of the `consent.yaml` it was asked for under, and keeps counting when the file changes:
/// but only if the file as it was is still there to be looked at.
public enum EarlierPolicies {
    /// The digests of every earlier `consent.yaml`: the files of `folder/Earlier` whose names start with `consent`.
    ///
    /// They are not read as policies: an earlier one may lack what is asked for today, and only its bytes are named.
    /// - Throws: `PolicyError` for one that cannot be read.
    public static func consents(folder: String) throws(PolicyError) -> Set<Digest> {
        let earlier = "\(folder)/Earlier"
        guard FileManager.default.fileExists(atPath: earlier) else { return [] }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: earlier) } catch {
            throw PolicyError(.unreadable, file: earlier, "the folder cannot be read; check who may read it")
        }
        var digests: Set<Digest> = []
        for name in names.sorted() where name.hasPrefix("consent") && name.hasSuffix(".yaml") {
            digests.insert(try PolicyFile(folder: earlier, name: name).digest)
        }
        return digests
    }
}
