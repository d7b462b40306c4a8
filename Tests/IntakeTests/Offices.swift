import Envelope
import Files
import FoundationEssentials
import Hummingbird
import Mailbox
import NIOCore
import Policies
import Sealing
import Testing
import Vault

@testable import Intake
@_spi(KeyMaterial) @testable import Unsealing

/// A site in a folder of its own: the policies and words that ship, a vault, and a keyring only if it is open.
final class Office {
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let shippedPolicies = repository + "/Policies"
    /// The policies that ship, with the answers and the mark of an invented organization.
    static let policiesFolder: String = {
        let (copy, demo) = (repository + "/.build/answered-intake", repository + "/Tests/Demo")
        do {
            try? FileManager.default.removeItem(atPath: copy)
            try FileManager.default.createDirectory(
                atPath: repository + "/.build", withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: shippedPolicies, toPath: copy)
            try FileManager.default.copyItem(atPath: demo + "/emblem.svg", toPath: copy + "/emblem.svg")
            let form = try String(contentsOfFile: copy + "/form.yaml", encoding: .utf8)
            let answers = try String(contentsOfFile: demo + "/answers.yaml", encoding: .utf8)
            try (form.prefix(upTo: #require(form.firstRange(of: "\norganization:\n")).lowerBound) + "\n" + answers)
                .write(
                    toFile: copy + "/form.yaml", atomically: true, encoding: .utf8)
        } catch { Issue.record(error) }
        return copy
    }()

    let folder: String
    let policies: PolicySet
    let languages: Languages
    let desk: SubmissionDesk
    let returns: ReturnDesk
    let vault: VaultInlet
    let upkeep: VaultUpkeep
    /// Whom its keyring names, if it is open.
    let ana: Reviewer
    let site: Site

    /// - Parameter policiesFolder: the policies; those that ship if none are named.
    init(
        isOpen: Bool = false, policies policiesFolder: String = Office.policiesFolder,
        budget: DiskBudget = DiskBudget(reserve: 0, daily: .max)
    ) throws {
        folder = FileManager.default.temporaryDirectory.path + "/intake-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        policies = try PolicySet.load(folder: policiesFolder)
        languages = try Languages.load(folder: policiesFolder, codes: policies.form.languages)
        ana = try Reviewer()
        if isOpen { try Self.writeKeyring(folder, naming: ana) }
        let keyring = KeyringFolder(keys: folder, steward: folder + "/steward.pub", state: folder + "/state")
        let recipients = Recipients(folder: keyring)
        let formKeys = FormKeyring(path: folder + "/form.key")
        (vault, upkeep) = try VaultInlet.open(path: folder + "/vault.sqlite", budget: budget)
        desk = SubmissionDesk(recipients: recipients, formKeys: formKeys, vault: vault, policies: policies)
        returns = ReturnDesk(recipients: recipients, formKeys: formKeys, vault: vault, policies: policies)
        site = try Site(desk: desk, returns: returns, languages: languages, policies: policies)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static func writeKeyring(_ folder: String, naming ana: Reviewer) throws {
        let steward = try KeyMaterial(role: .steward, name: "steward", seed: GuardedBytes.random(count: 32))
        let keyring = Keyring(
            serial: 1, from: .today + -1, until: .today + 30, reviewers: [.init(key: ana.publicKey, standing: .active)],
            publishers: [])
        let signature = try steward.minisign(Array(keyring.text.utf8), trustedComment: "test")
        try AtomicFile.write(keyring.text, to: folder + "/keyring.txt")
        try AtomicFile.write(signature.file, to: folder + "/keyring.txt.minisig")
        try AtomicFile.write(steward.minisignKey.file(comment: "test"), to: folder + "/steward.pub")
    }

    /// The pages of a language.
    func pages(_ code: String) throws -> Pages {
        try Pages(language: try #require(languages[code]), among: languages, policies: policies)
    }

    /// What a form with these values says.
    func said(_ values: [String: String] = [:]) throws -> FormFields { try FormFields(values, policies: policies) }

    /// The answer to a request, with its body.
    ///
    /// - Parameter fields: what the browser brings along; the cookie of our pages if nothing is said.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, body: String = "",
        fields: HTTPFields = [.cookie: Headers.heldCookie]
    ) async throws -> (response: Response, html: String) {
        var head = HTTPRequest(method: method, scheme: "http", authority: "x", path: path, headerFields: fields)
        head.headerFields[.contentType] = "application/x-www-form-urlencoded"
        head.headerFields[.contentLength] = String(body.utf8.count)
        let response = await site.answer(to: Request(head: head, body: .init(buffer: ByteBuffer(string: body))))
        return (response, try await written(response))
    }
}

/// A reviewer who signs.
final class Reviewer: StatementSigner {
    private let key: KeyMaterial
    var publicKey: PublicKey { key.publicKey }
    var signingKey: SigningKey { key.signingKey }

    init(_ name: String = "ana") throws {
        key = try KeyMaterial(role: .reviewer, name: name, seed: GuardedBytes.random(count: 32))
    }

    func sign(_ message: [UInt8]) -> Signature { key.sign(message) }

    /// The survivor's letter key, which stands inside the story.
    func letterKey(in story: SealedStatement) throws -> LetterKey {
        let opened = try key.open(story.body, of: story.statement.header.caseID)
        return LetterKey(try GuardedBytes(copying: opened.field("letter-key") ?? []))
    }
}

/// The body of an answer.
func written(_ response: Response) async throws -> String {
    let written = Written()
    try await response.body.write(written)
    return String(buffer: written.buffer)
}

/// Keeps what an answer's body writes.
///
/// Used by one task at a time.
private final class Written: ResponseBodyWriter, @unchecked Sendable {
    var buffer = ByteBuffer()
    func write(_ part: ByteBuffer) async throws { buffer.writeImmutableBuffer(part) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// A page's HTML taken apart far enough to count what is in it.
struct Markup {
    /// The opening and closing tags in order, without attributes.
    let tags: [String]
    let html: String

    init(_ html: String) {
        self.html = html
        tags = html.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" && $0 != " " && $0 != "\n" }) }
    }

    func count(_ tag: String) -> Int { tags.filter { $0 == tag }.count }

    /// The first tag of a name, whole.
    func first(_ tag: String) -> String? {
        html.split(separator: "<").first { $0.hasPrefix(tag + " ") }.map { String($0.prefix { $0 != ">" }) }
    }
}
