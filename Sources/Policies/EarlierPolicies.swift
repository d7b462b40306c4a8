public import Envelope
import FoundationEssentials

/// The policies that were in force before, kept beside today's in the folder `Earlier`.
///
/// A consent records the digest of the `consent.yaml` it was asked for under, and keeps counting when the file changes:
/// but only if the file as it was is still there to be looked at.
public enum EarlierPolicies {
    /// The digests of every earlier `consent.yaml`: the files of `folder/Earlier` whose names start with `consent`.
    ///
    /// - Throws: `PolicyError` for one that is not a consent policy.
    public static func consents(folder: String) throws(PolicyError) -> Set<Digest> {
        let earlier = "\(folder)/Earlier"
        guard FileManager.default.fileExists(atPath: earlier) else { return [] }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: earlier) } catch {
            throw PolicyError(.unreadable, file: earlier, "the folder cannot be read; check who may read it")
        }
        var digests: Set<Digest> = []
        for name in names.sorted() where name.hasPrefix("consent") && name.hasSuffix(".yaml") {
            digests.insert(try ConsentPolicy(PolicyFile(folder: earlier, name: name)).digest)
        }
        return digests
    }
}
