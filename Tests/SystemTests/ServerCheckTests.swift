import Foundation
import Testing

/// `firsthand-intake check`, and what the configuration refuses.
@Suite struct ServerCheckTests {
    private let organisation: Organisation
    private let policies: String

    init() throws {
        organisation = try Organisation()
        policies = organisation.folder + "/policies"
        try FileManager.default.copyItem(atPath: Programs.policies, toPath: policies)
    }

    private func check(_ change: (inout String) -> Void = { _ in }) throws -> [String: String] {
        var text = Organisation.configuration(policies: policies)
        change(&text)
        let path = organisation.folder + "/checked.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let answer = try Programs.run("firsthand-intake", ["check", "--json", "--config", path])
        struct Finding: Decodable { let kind: String, what: String, next: String }
        let found = try JSONDecoder().decode([Finding].self, from: Data(answer.output))
        #expect(answer.status == (found.isEmpty ? 0 : 69))
        #expect(found.allSatisfy { !$0.next.isEmpty })
        return Dictionary(found.map { ($0.what, $0.kind) }, uniquingKeysWith: { first, _ in first })
    }

    private func change(_ file: String, _ old: String, _ new: String) throws {
        let path = policies + "/" + file
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(old))
        try text.replacing(old, with: new).write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func day(_ ahead: Int) -> String {
        let formatter = DateFormatter()
        formatter.dateFormat = "yyyy-MM-dd"
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.locale = Locale(identifier: "en_US_POSIX")
        return formatter.string(from: Date(timeIntervalSinceNow: Double(ahead) * 86_400))
    }

    @Test func `it says that nobody called the help lines, and after a season again`() throws {
        let never = "nobody wrote down when the help lines were last called"
        #expect(try check()[never] == "missing")
        try change("help.yaml", "# last-called: 2026-11-29", "last-called: \(day(-92))")
        #expect(try check().keys.allSatisfy { !$0.contains("help lines") })
        try change("help.yaml", "last-called: \(day(-92))", "last-called: \(day(-93))")
        #expect(try check()["the help lines were last called 93 days ago"] == "soon")
    }

    @Test func `it names the line of a policy that is wrong`() throws {
        try change("form.yaml", "backups: 30", "backups:")
        let found = try check()
        #expect(
            found.contains {
                $0.key.contains("form.yaml:") && $0.key.contains("backups has no value") && $0.value == "missing"
            })
    }

    @Test func `it says who could look into the vault's folder or change the keys`() throws {
        _ = unsafe chmod(organisation.folder + "/keys", 0o777)
        try Data().write(to: URL(filePath: organisation.vault))
        _ = unsafe chmod(organisation.vault, 0o644)
        let found = try check()
        #expect(found["others than its owner can change \(organisation.folder)/keys"] == "exposed")
        #expect(found["others than its owner can look into \(organisation.vault)"] == "exposed")
        _ = unsafe chmod(organisation.folder + "/keys", 0o700)
        _ = unsafe chmod(organisation.vault, 0o600)
        _ = unsafe chmod(organisation.folder, 0o700)
        let mended = try check()
        #expect(mended.keys.allSatisfy { !$0.contains("others than") })
    }

    @Test func `it says whether the intake runs, and does not stop it from starting`() throws {
        #expect(try check()["the intake does not run"] == "missing")
        try organisation.startIntake()
        #expect(try check()["the intake does not run"] == nil)
    }

    @Test func `a missing or old keyring is told with what to do`() throws {
        try FileManager.default.removeItem(atPath: organisation.folder + "/keys/keyring.txt.minisig")
        #expect(try check().contains { $0.key.contains("not signed") && $0.value == "missing" })
    }

    @Test(arguments: ["0.0.0.0:8080", "192.0.2.1:80", "[::]:80", "example.org:80", "127.0.0.1.example.org:80"])
    func `a listener on a network is refused unless the front that speaks TLS is named`(listen: String) throws {
        let said = try check { $0 = $0.replacing("unix:intake.sock", with: listen) }
        #expect(said.contains { $0.key.contains("listen must be a unix socket or a loopback address") })
        let named = try check { $0 = $0.replacing("unix:intake.sock", with: listen) + "\ntls-front: caddy\n" }
        #expect(named["the listener can be reached past caddy, without TLS"] == "exposed")
    }

    @Test(arguments: [["serve"], ["bundle", "out", "--to", "x.bundle"], ["status"], ["check"]])
    func `root is refused unless it is told by name`(arguments: [String]) throws {
        try #require(geteuid() == 0, "this test runs as root, as a container does")
        let path = organisation.folder + "/root.yaml"
        try Organisation.configuration(policies: policies).replacing("allow-root: yes", with: "allow-root: no")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let answer = try Programs.run("firsthand-intake", arguments + ["--config", path], in: organisation.folder)
        #expect(answer.status == 77)
        #expect(answer.errors.contains("sudo -u firsthand"))
        #expect(!FileManager.default.fileExists(atPath: organisation.vault))
    }
}
