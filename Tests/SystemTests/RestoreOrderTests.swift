import Courier
import Envelope
import Foundation
import Mailbox
import Policies
import Sealing
import Testing
import Vault

/// A story that was taken back, in every order of withdrawing, exchanging, backing up, a crash and bringing back.
///
/// The rooms of the programs do each step, with real keys and real files; only the terminals and the sockets are left out.
struct RestoreOrderTests {
    /// What happens before the crash.
    enum Step: String, CaseIterable {
        case withdraw = "W"
        /// A withdrawal whose program is killed after the vault has it, before the file beside the vault does and before
        /// anything is shown.
        case halfWithdraw = "w"
        /// An exchange with Ana's desk, and with Ben's.
        case ana = "A"
        case ben = "B"
        case backup = "K"
    }

    enum Crash: String, CaseIterable { case diskLost, diskKept }

    /// What happens after the vault was brought back.
    enum Return: String, CaseIterable {
        /// Ana's bundle alone, as her desk believes it to be enough.
        case anaAlone
        /// A bundle of this server for Ana, then hers; the same for Ben.
        case ana, ben
        case withoutDesks
    }

    private static func orders(_ steps: [Step]) -> [[Step]] {
        guard !steps.isEmpty else { return [[]] }
        return steps.indices.flatMap { index in
            var rest = steps
            let step = rest.remove(at: index)
            return orders(rest).map { [step] + $0 }
        }
    }

    /// Every order with a withdrawal and a backup, with and without each desk; in the short form without the second one.
    private static let all: [[Step]] = [Step.withdraw, .halfWithdraw].flatMap { withdrawal in
        (FileFaultTests.isLong ? [[], [Step.ana], [.ben], [.ana, .ben]] : [[], [.ana]])
            .flatMap { orders([withdrawal, .backup] + $0) }
    }

    /// The window that PROMISES.md names under promise 8: the orders that bring a story back.
    private static func revives(_ order: [Step], _ crash: Crash, _ back: Return) -> Bool {
        func place(_ step: Step) -> Int? { order.firstIndex(of: step) }
        guard let withdrawal = place(.withdraw) ?? place(.halfWithdraw), let backup = place(.backup) else {
            return false
        }
        // Any program that starts at the vault afterwards brings the file beside it up to date: an exchange does.
        let isBeside =
            place(.withdraw) != nil || [Step.ana, .ben].contains { place($0).map { $0 > withdrawal } ?? false }
        // The backup knows of it, or that file does.
        if withdrawal < backup || crash == .diskKept && isBeside { return false }
        switch back {
        case .withoutDesks: return true
        // A desk that met the server after the withdrawal tells it; hers alone tells that something is missing.
        case .ana, .anaAlone: return place(.ana).map { $0 < withdrawal } ?? true
        case .ben: return place(.ben).map { $0 < withdrawal } ?? true
        }
    }

    @Test func `a story stays gone in every order but those of the window that is named`() async throws {
        let world = try World()
        var (count, found, named) = (0, Set<String>(), Set<String>())
        for order in Self.all {
            let before = try await world.play(order)
            for crash in Crash.allCases {
                for back in Return.allCases {
                    let name = "\(order.map(\.rawValue).joined()) \(crash) \(back)"
                    count += 1
                    if Self.revives(order, crash, back) { named.insert(name) }
                    let isThere = try world.bringBack(before, crash, back)
                    if isThere { found.insert(name) }
                }
            }
        }
        print("restore: \(count) orders, \(found.count) of them in the window that is named")
        #expect(count == (FileFaultTests.isLong ? 608 : 128))
        #expect(
            found == named, "more: \(found.subtracting(named).sorted()), fewer: \(named.subtracting(found).sorted())")
    }

    @Test func `a desk that comes later destroys what the window brought back`() async throws {
        let world = try World()
        for order in [[Step.backup, .withdraw, .ben], [.ana, .backup, .withdraw, .ben]] {
            let before = try await world.play(order)
            #expect(try world.bringBack(before, .diskLost, .ana))
            #expect(try !world.isThere(afterExchangeWith: "ben"))
        }
    }

    @Test func `a story that nobody took back is there after each way of bringing a vault back`() async throws {
        let world = try World()
        for order in [[Step.backup], [.ana, .backup], [.backup, .ana]] {
            let before = try await world.play(order)
            for crash in Crash.allCases {
                for back in Return.allCases { #expect(try world.bringBack(before, crash, back), "\(order) \(back)") }
            }
        }
    }
}

/// A server and two desks.
private final class World {
    private let organisation: Organisation
    private let keyring: Keyring
    private let forms: FormKeys
    private let policy: Digest
    /// In memory where there is such a place: hundreds of vaults are made, and none of them has to outlive a power cut.
    private let folder: String
    private var turn = 0
    private var place = ""
    private var caseID = CaseID(unchecked: [UInt8](repeating: 0, count: CaseID.length))

    init() throws {
        organisation = try Organisation()
        let memory = "/dev/shm"
        self.folder =
            (FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory())
            + "/firsthand-world-\(UUID().uuidString)"
        let folder = organisation.folder
        keyring = try KeyringFolder(
            keys: folder + "/keys", steward: folder + "/steward.pub", state: folder + "/state-world"
        ).load()
        forms = try FormKeys.load(path: folder + "/world.key", month: Day.today.month)
        policy = try PolicySet.load(folder: Programs.policies).consent.digest
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func newPlace() -> String {
        turn += 1
        return "\(folder)/world-\(turn)"
    }

    private func server() throws -> (inlet: VaultInlet, upkeep: VaultUpkeep) {
        try VaultInlet.open(path: place + "/server/vault.sqlite", budget: DiskBudget(reserve: 0, daily: .max))
    }

    /// Stores a story, plays the steps, and gives the folder in which everything stands then.
    func play(_ order: [RestoreOrderTests.Step]) async throws -> String {
        place = newPlace()
        let form = forms.newForm()
        let verified = try #require(forms.verify(nonce: form.nonce, token: form.token))
        let survivor = try verified.receiptCode().survivor(letterGeneration: 0)
        caseID = survivor.caseID
        let text = Array("The story.".utf8)
        let sent = try survivor.submission(
            text: text.span, answers: StoryAnswers(language: "en"), consent: Consent(uses: [.website], policy: policy),
            tag: RetryTag(unchecked: randomBytes(32)), day: .today,
            reviewers: Sealer(keyring: keyring.digest, readers: keyring.activeReviewers),
            everyone: Sealer(keyring: keyring.digest, readers: keyring.activeReviewers + keyring.activePublishers))
        // The desks, too, had an exchange with the server before.
        _ = try await server().inlet.admit(sent, under: keyring)
        for name in ["ana", "ben"] { try exchange(with: name) }
        for step in order {
            switch step {
            case .ana: try exchange(with: "ana")
            case .ben: try exchange(with: "ben")
            case .backup: try backup()
            case .withdraw, .halfWithdraw:
                let beside = place + "/server/vault.sqlite-withdrawn"
                let tombstone = try survivor.withdraws(seen: [], day: .today)
                #expect(try await server().inlet.withdraw(tombstone) == .done)
                if step == .halfWithdraw { try FileManager.default.removeItem(atPath: beside) }
            }
        }
        return place
    }

    /// What is inside a backup: the seal around it is tried elsewhere, and takes its time.
    private func backup() throws {
        var inside: [UInt8] = []
        _ = try server().upkeep.dump(on: .today, under: keyring) { inside += $0 }
        try Data(inside).write(to: URL(filePath: place + "/newest.backup"))
    }

    private func desk(_ name: String) throws -> Exchange {
        Exchange(
            vault: try VaultUpkeep.open(path: "\(place)/\(name)/vault.sqlite", makes: true),
            state: "\(place)/\(name)/state")
    }

    private func serverExchange() throws -> Exchange {
        Exchange(vault: try server().upkeep, state: place + "/server/state")
    }

    private func carry(_ sender: Exchange, _ from: String, to receiver: Exchange, _ name: String) throws {
        let bundle = "\(place)/\(UUID().uuidString).bundle"
        _ = try sender.send(to: bundle, for: name, atMost: 1 << 30)
        _ = try receiver.take(bundle, from: from, ImportRules(keyring: keyring, draftsDays: 90), on: .today)
        try FileManager.default.removeItem(atPath: bundle)
    }

    private func exchange(with name: String) throws {
        try carry(serverExchange(), "server", to: desk(name), name)
        try carry(desk(name), name, to: serverExchange(), "server")
        try server().upkeep.shareTombstones(under: keyring)
    }

    /// Loses the server, brings it back from the backup in a copy of that folder, and says whether the story is shown again.
    func bringBack(
        _ before: String, _ crash: RestoreOrderTests.Crash, _ back: RestoreOrderTests.Return
    ) throws -> Bool {
        place = newPlace()
        try FileManager.default.copyItem(atPath: before, toPath: place)
        let vault = place + "/server/vault.sqlite"
        let lost = ["", "-wal", "-shm", "-reserve"].map { vault + $0 }
        for path in crash == .diskLost ? [place + "/server"] : lost {
            try? FileManager.default.removeItem(atPath: path)
        }
        if crash == .diskLost {
            try FileManager.default.createDirectory(
                atPath: place + "/server", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        let inside = Array(try Data(contentsOf: URL(filePath: place + "/newest.backup")))
        try RestoredVault.make(vault, under: keyring) { restored in
            var dump = DumpReader()
            try dump.add(inside) { try restored.take($0) }
            try dump.end()
        }
        try server().upkeep.shareTombstones(under: keyring)
        switch back {
        case .anaAlone: try carry(desk("ana"), "ana", to: serverExchange(), "server")
        case .ana: try exchange(with: "ana")
        case .ben: try exchange(with: "ben")
        case .withoutDesks: try server().upkeep.overrideRestored(by: "Rosa Example", on: .today)
        }
        return try isServed()
    }

    /// Whether the story is shown again after one more desk came.
    func isThere(afterExchangeWith name: String) throws -> Bool {
        try exchange(with: name)
        return try isServed()
    }

    /// Whether the intake would serve the vault, and the story in it.
    private func isServed() throws -> Bool {
        let upkeep = try server().upkeep
        try upkeep.shareTombstones(under: keyring)
        guard try upkeep.restoration()?.isWaiting == false else { return false }
        let rows = try upkeep.statements(of: caseID)
        return rows.contains { if case .sound(_, .some) = $0 { true } else { false } }
    }
}
