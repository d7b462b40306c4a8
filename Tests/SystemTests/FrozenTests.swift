import Courier
import Custody
import Envelope
import Foundation
import Ledger
import Mailbox
import Policies
import Publication
import Testing
import Vault

@testable import Review
@_spi(KeyMaterial) @testable import Unsealing

/// What the first package with version 1 of the formats wrote (`Tests/Frozen`) opens today.
///
/// A test here that fails is a promise that is broken to whoever has such a file: mend the program, never the file.
@Suite(.serialized) final class FrozenTests {
    /// A story as it was written, and the code of whoever wrote it.
    struct Story: Codable {
        let caseID: String
        /// Nil for one that was withdrawn.
        let words: String?
        let letters: Int
        let code: String
    }

    private static let version = "v1"
    private static let frozen = "\(Programs.repository)/Tests/Frozen/\(version)"

    /// A copy, since opening a vault migrates it, and its owner's alone, as key files must be.
    private let folder: String
    private let day: Day

    init() throws {
        try Self.written.get()
        folder = FileManager.default.temporaryDirectory.appending(path: "frozen-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: Self.frozen, toPath: folder)
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            let path = "\(folder)/\(name)"
            let isFolder = FileManager.default.fileExists(atPath: path + "/.")
            try FileManager.default.setAttributes(
                [.posixPermissions: isFolder ? 0o700 : 0o600], ofItemAtPath: path)
        }
        day = try #require(Day(Self.line("\(folder)/day.txt")))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static func line(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8).trimmingCharacters(in: .newlines)
    }

    private func keyring() throws -> Keyring {
        try KeyringFolder(keys: folder + "/keys", steward: folder + "/steward.pub", state: folder + "/state")
            .load(on: day)
    }

    private func passphrase() throws -> GuardedBytes {
        try GuardedBytes(copying: Array(Self.line("\(folder)/passphrase.txt").utf8))
    }

    private func stories() throws -> [Story] {
        try JSONDecoder().decode([Story].self, from: Data(contentsOf: URL(filePath: "\(folder)/stories.json")))
    }

    /// A reviewer's desk at a vault, on the day on which it was written.
    private func desk(_ vault: VaultArchive) throws -> Desk {
        try Desk.opening(
            keyring: keyring(), policies: PolicySet.load(folder: Programs.policies), vault: vault,
            reviewer: ReviewerKey.open(folder + "/secret/ana.secret", passphrase: passphrase()), on: day)
    }

    /// Every story opens with its words, and the withdrawn one is withdrawn and has none.
    private func expectStories(in vault: VaultArchive) throws {
        let desk = try desk(vault)
        let stories = try stories()
        #expect(try Set(desk.cases().map(\.bytes.hex)) == Set(stories.map(\.caseID)))
        for caseID in try desk.cases() {
            let story = try #require(stories.first { $0.caseID == caseID.bytes.hex })
            let file = try desk.file(caseID)
            #expect(file.state.flaws.isEmpty, "\(file.state.flaws)")
            #expect(file.state.isWithdrawn == (story.words == nil))
            if let words = story.words { #expect(try file.parts().text == words) }
        }
    }

    @Test func `a vault opens and migrates, and a reviewer's key opens its stories`() throws {
        try expectStories(in: VaultArchive.open(path: folder + "/vault.sqlite"))
    }

    @Test func `a bundle is taken into an empty vault, with a withdrawn case as withdrawn as it was`() throws {
        let vault = try VaultArchive.open(path: folder + "/empty.sqlite", makes: true)
        let rules = ImportRules(keyring: try keyring(), draftsDays: 30)
        let (arrived, _) = try Exchange(vault: vault.upkeep, state: folder + "/state")
            .take(folder + "/from-server.bundle", from: "server", rules, on: day)
        #expect(try arrived.cases.count == stories().count)
        try expectStories(in: vault)
    }

    @Test func `a receipt code opens its case, with its letters`() throws {
        let policies = try PolicySet.load(folder: Programs.policies)
        let lists = try Languages.load(folder: Programs.policies, codes: policies.form.languages).all.map(\.words)
        let vault = try VaultArchive.open(path: folder + "/vault.sqlite")
        let keyring = try keyring()
        for story in try stories() {
            let typed = Array(story.code.utf8)
            let survivor = try WordLists(lists).code(typed: typed.span).survivor(
                letterGeneration: keyring.letterGeneration)
            #expect(survivor.caseID.bytes.hex == story.caseID)
            let rows = try vault.statements(of: survivor.caseID)
            let view = SurvivorCase(
                rows.compactMap { if case .sound(let statement, let body) = $0 { (statement, body) } else { nil } },
                of: survivor, keyring: keyring, widerDelay: policies.consent.widerConsentDelayDays, today: day)
            #expect(view.received == day)
            #expect((view.withdrawn != .no) == (story.words == nil))
            #expect(view.letters.count == story.letters)
            for letter in view.letters { #expect(throws: Never.self) { _ = try survivor.open(letter.sealed) } }
        }
    }

    @Test func `the word lists are those that codes were given out in`() throws {
        let sums = try Programs.run(
            "/usr/bin/sha256sum", ["--check", "--quiet", folder + "/words.sha256"],
            in: Programs.repository + "/Policies/Languages")
        #expect(sums.status == 0, "\(sums.errors)\(sums.text)")
    }

    @Test func `the form key still gives forms`() throws {
        let forms = try FormKeys.load(path: folder + "/form.key", month: day.month)
        let form = forms.newForm()
        #expect(forms.verify(nonce: form.nonce, token: form.token) != nil)
    }

    @Test(arguments: [("ana", Role.reviewer), ("ben", .reviewer), ("press", .publisher), ("safe", .backup)])
    func `a key file opens with its passphrase, and is the key in the keyring`(name: String, role: Role) throws {
        let key = try KeyFile.open("\(folder)/secret/\(name).secret", passphrase: passphrase(), role: role)
        #expect(try keyring().members(role).contains { $0.key == key.publicKey && $0.standing == .active })
    }

    @Test func `the steward's key file opens, and is the pin`() throws {
        let key = try StewardKey.open(folder + "/secret/steward.secret", passphrase: passphrase())
        let pin = try MinisignPublicKey(file: String(contentsOfFile: folder + "/steward.pub", encoding: .utf8))
        #expect(key.minisignKey == pin)
    }

    @Test func `an export verifies`() throws {
        let keys = try keyring().publishers.map { MinisignPublicKey(signing: $0.key.signing) }
        let report = try ExportVerifier.verify(folder + "/export", anyOf: keys)
        #expect(report.stories == 1 && report.isPublishable)
    }

    // MARK: - Writing it, once

    private static let written = Result {
        if ProcessInfo.processInfo.environment["FIRSTHAND_FREEZE"] != nil { try freeze() }
    }

    private static func freeze() throws {
        try #require(!FileManager.default.fileExists(atPath: frozen), "\(frozen) is there, and never changes")
        let organisation = try Organisation()
        let safe = try organisation.newKey("safe", backup: true)
        let added = try organisation.steward(["add", safe])
        try #require(added.status == 0, "\(added.errors)")
        try organisation.startIntake()
        var stories = try [
            publish(
                "Everyone in Milltown knew Darnell Whitcombe. When I called for help they took me, and not him.",
                organisation),
            answer("Cuando llamé para pedir ayuda, me llevaron a mí. Escribo esto un año después.", organisation),
        ]
        let taken = try send("I take these words back.", organisation)
        let visitor = ReturnTests.Visitor(organisation, code: taken.code)
        #expect(try visitor.go("withdraw", ["act": "now"]).contains("Your story is gone"))
        stories.append(Story(caseID: taken.caseID.bytes.hex, words: nil, letters: 0, code: taken.code))

        let bundle = try Place(organisation: organisation, name: "server").out(for: "ana")
        organisation.stopIntake()
        // One file, without a log beside it.
        let packed = try Programs.run("/usr/bin/sqlite3", [organisation.vault, "PRAGMA journal_mode=DELETE"])
        try #require(packed.status == 0, "\(packed.errors)")

        let files = FileManager.default
        try files.createDirectory(atPath: frozen, withIntermediateDirectories: true)
        for name in ["vault.sqlite", "form.key", "keys", "steward.pub", "secret", "export"] {
            try files.copyItem(atPath: "\(organisation.folder)/\(name)", toPath: "\(frozen)/\(name)")
        }
        try files.copyItem(atPath: bundle, toPath: frozen + "/from-server.bundle")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        try (String(decoding: encoder.encode(stories), as: UTF8.self) + "\n").write(
            toFile: frozen + "/stories.json", atomically: true, encoding: .utf8)
        try "\(Organisation.passphrase)\n".write(toFile: frozen + "/passphrase.txt", atomically: true, encoding: .utf8)
        try "\(Day.today)\n".write(toFile: frozen + "/day.txt", atomically: true, encoding: .utf8)
        let sums = try Programs.run(
            "/usr/bin/sha256sum", ["en/words.txt", "es/words.txt"], in: Programs.repository + "/Policies/Languages")
        try sums.text.write(toFile: frozen + "/words.sha256", atomically: true, encoding: .utf8)
    }

    /// Sends a story; its case is the one that was not there before, and `id` is what commands call it.
    private static func send(
        _ words: String, _ organisation: Organisation
    ) throws -> (caseID: CaseID, id: String, code: String) {
        let vault = try VaultArchive.open(path: organisation.vault)
        let (before, shown) = try (Set(vault.caseIDs()), Set(organisation.cases().map(\.id)))
        let page = try organisation.send(words)
        return (
            try #require(try vault.caseIDs().first { !before.contains($0) }),
            try #require(try organisation.cases().first { !shown.contains($0.id) }?.id),
            try #require(Organisation.receipt(page.body))
        )
    }

    /// A story that waits, with a letter to its writer.
    private static func answer(_ words: String, _ organisation: Organisation) throws -> Story {
        let (caseID, id, code) = try send(words, organisation)
        let letter = try organisation.letter("ana", to: id, "Gracias. ¿Cómo está usted?")
        try #require(letter.status == 0, "\(letter.errors)")
        return Story(caseID: caseID.bytes.hex, words: words, letters: 1, code: code)
    }

    /// A story that two reviewers signed and a publisher exported.
    private static func publish(_ words: String, _ organisation: Organisation) throws -> Story {
        let (caseID, id, code) = try send(words, organisation)
        let edits = "find\tDarnell Whitcombe\tName 1\nfind\tMilltown\tmy town"
        let proposed = try organisation.propose("ana", id, title: "They took me", edits: edits)
        try #require(proposed.status == 0, "\(proposed.errors)")
        for name in ["ana", "ben"] { #expect(try organisation.approve(name, id).status == 0) }
        #expect(try organisation.review("ben", ["checkpoint"]).status == 0)
        let exported = try organisation.export("export")
        try #require(exported.status == 0 && exported.errors.contains("Exported 1 story"), "\(exported.errors)")
        return Story(caseID: caseID.bytes.hex, words: words, letters: 0, code: code)
    }
}
