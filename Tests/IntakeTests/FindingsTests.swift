import Envelope
import Files
import FoundationEssentials
import Glibc
import Policies
import Testing
import Vault

@testable import Intake
@_spi(KeyMaterial) @testable import Unsealing

/// What the daily check finds, on a day that the test names; `ServerCheckTests` runs the program itself.
struct FindingsTests {
    private let office: Office

    init() throws {
        office = try Office()
        try setMode(0o700, "")
        try write([.init(key: office.ana.publicKey, standing: .active)])
    }

    private func setMode(_ mode: mode_t, _ name: String) throws {
        try #require(unsafe chmod(office.folder + name, mode) == 0)
    }

    /// Signs a keyring that counts until thirty days from now.
    private func write(_ members: [Keyring.Member]) throws {
        let keyring = Keyring(
            serial: 1, from: .today + -1, until: .today + 30, reviewers: members, publishers: [])
        let steward = try KeyMaterial(role: .steward, name: "steward", seed: GuardedBytes.random(count: 32))
        let signature = try steward.minisign(Array(keyring.text.utf8), trustedComment: "test")
        try AtomicFile.write(keyring.text, to: office.folder + "/keyring.txt")
        try AtomicFile.write(signature.file, to: office.folder + "/keyring.txt.minisig")
        try AtomicFile.write(steward.minisignKey.file(comment: "test"), to: office.folder + "/steward.pub")
    }

    /// What is found, each with its kind.
    private func found(
        on day: Day = .today, policies: String = Office.policiesFolder, _ more: String = ""
    ) throws -> [String: ServerCheck.Finding.Kind] {
        let path = office.folder + "/intake.yaml"
        if !FileManager.default.fileExists(atPath: path) {
            try """
            listen: "unix:intake.sock"
            health: health.sock
            vault: vault.sqlite
            keys: \(office.folder)
            steward: steward.pub
            state: state
            form-key: form.key
            policies: \(policies)
            allow-root: yes
            \(more)
            """.write(toFile: path, atomically: true, encoding: .utf8)
        }
        var file = ConfigurationFile()
        file.config = path
        let findings = try ServerCheck(file).findings(on: day)
        return Dictionary(findings.map { ($0.what, $0.kind) }, uniquingKeysWith: { first, _ in first })
    }

    private static let ends = "; from then on no story is taken in"

    @Test func `the end of the keyring is told from thirty days before it`() throws {
        #expect(try found(on: .today + -1).keys.allSatisfy { !$0.contains("keyring") })
        #expect(try found()["the keyring ends in 30 days" + Self.ends] == .soon)
        #expect(try found(on: .today + 29)["the keyring ends in 1 day" + Self.ends] == .soon)
        #expect(try found(on: .today + 31).contains { $0.key.contains("keyring") && $0.value == .missing })
    }

    @Test func `a key that left without its list is told`() throws {
        try write([
            .init(key: office.ana.publicKey, standing: .active),
            .init(key: try Reviewer("ben").publicKey, standing: .compromised(list: nil)),
        ])
        #expect(try found().contains { $0.key.contains("ben") && $0.value == .missing })
    }

    @Test func `a season without a call of the help lines, and two weeks without an exchange, are told`() throws {
        let folder = office.folder + "/state/exchange"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "\(Day.today)\n".write(toFile: folder + "/day", atomically: true, encoding: .utf8)
        #expect(try found(on: .today + 14).keys.allSatisfy { !$0.contains("bundle") })
        #expect(
            try found(on: .today + 15)["no bundle was exchanged for 15 days; stories wait unread"] == .soon)
    }

    @Test func `policies that nobody answered for, and a language without its words, are told`() throws {
        #expect(
            try found(policies: Office.shippedPolicies).contains {
                $0.key.contains("organization.name.en has no value") && $0.value == .missing
            })
        let office = try FindingsTests()
        let copy = office.office.folder + "/policies"
        try FileManager.default.copyItem(atPath: Office.policiesFolder, toPath: copy)
        try FileManager.default.removeItem(atPath: copy + "/Languages/es")
        #expect(try office.found(policies: copy).contains { $0.key.contains("Languages/es") && $0.value == .missing })
    }

    @Test(arguments: ["/intake.yaml", "/policies", "", "/steward.pub"])
    func `whoever could change the configuration, the policies, the keys or the pin is told`(name: String) throws {
        let copy = office.folder + "/policies"
        try FileManager.default.copyItem(atPath: Office.policiesFolder, toPath: copy)
        #expect(try found(policies: copy).keys.allSatisfy { !$0.contains("can change") })
        try setMode(0o722, name)
        #expect(try found()["others than its owner can change \(office.folder)\(name)"] == .exposed)
    }

    @Test(arguments: ["", "/vault.sqlite", "/state", "/form.key"])
    func `whoever could look at the vault, its folder, the state or the form key is told`(name: String) throws {
        try FileManager.default.createDirectory(
            atPath: office.folder + "/state", withIntermediateDirectories: true)
        try AtomicFile.write("x", to: office.folder + "/form.key")
        try setMode(0o700, "/state")
        try setMode(0o600, "/form.key")
        #expect(try found().keys.allSatisfy { !$0.contains("look into") })
        try setMode(0o750, name)
        #expect(try found()["others than its owner can look into \(office.folder)\(name)"] == .exposed)
    }

    @Test func `a disk with less than 5 GiB beside what stories leave is told, and one that is nearly full`() throws {
        let free = Int(Disk.free(office.folder) >> 20)
        try #require((6_000..<1_000_000).contains(free), "this machine's disk has \(free) MiB")
        #expect(try found("disk-reserve: \(free - 3_000)")["the disk has less than 5 GiB left"] == .soon)
        let office = try FindingsTests()
        #expect(
            try office.found("disk-reserve: \(free - 100)")["the disk is nearly full; soon no story can be taken in"]
                == .missing)
    }
}

/// Swap, and what stands in front, as the system tells them.
struct MachineTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/machine-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    private func write(_ text: String, _ name: String) throws {
        let place = folder + name
        try FileManager.default.createDirectory(
            atPath: Folder.holding(place), withIntermediateDirectories: true)
        try text.write(toFile: place, atomically: true, encoding: .utf8)
    }

    @Test func `swap is plain unless the kernel encrypts it or it is in memory itself`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write(
            "Filename\tType\tSize\tUsed\tPriority\n/dev/sda2 partition 1 0 -2\n/swapfile file 1 0 -3\n"
                + "/dev/zram0 partition 1 0 100\n/zram1 file 1 0 -4\n/dev/dm-1 partition 1 0 -5\n/dev/dm-2 partition 1 0 -6\n",
            "/swaps")
        try write("CRYPT-PLAIN-swap\n", "/block/dm-1/dm/uuid")
        try write("LVM-abc\n", "/block/dm-2/dm/uuid")
        #expect(
            Swap.plain(folder + "/swaps", devices: folder + "/block") == [
                "/dev/sda2", "/swapfile", "/zram1", "/dev/dm-2",
            ])
        #expect(Swap.plain(folder + "/none", devices: folder + "/block") == [])
    }

    @Test(arguments: [("0\n", true), ("max\n", false), ("4096\n", false), ("", false)])
    func `a group that may not be swapped is known by its limit`(limit: String, isForbidden: Bool) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("0::/system.slice/x.service\n", "/own")
        try write(limit, "/groups/system.slice/x.service/memory.swap.max")
        #expect(Swap.isForbidden(groups: folder + "/groups", own: folder + "/own") == isForbidden)
        #expect(!Swap.isForbidden(groups: folder + "/none", own: folder + "/own"))
        #expect(!Swap.isForbidden(groups: folder + "/groups", own: folder + "/none"))
    }
}
