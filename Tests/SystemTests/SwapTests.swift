import Foundation
import Testing

/// Words in memory that could get onto a disk.
struct SwapTests {
    private let organisation: Organisation

    init() throws { organisation = try Organisation() }

    /// Starts an intake that sees this table of swap, and ends it again.
    private func serve(_ table: String, allowed: Bool) throws -> Programs.Answer {
        try organisation.configureIntake()
        let configuration = organisation.folder + "/intake.yaml"
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        try text.replacing("allow-swap: yes", with: "allow-swap: \(allowed ? "yes" : "no")")
            .write(toFile: configuration, atomically: true, encoding: .utf8)
        let swaps = organisation.folder + "/swaps"
        try ("Filename\tType\tSize\tUsed\tPriority\n" + table).write(toFile: swaps, atomically: true, encoding: .utf8)
        let log = organisation.folder + "/serve.log"
        let script = """
            mount --make-rprivate / && mount --bind \(swaps) /proc/swaps || exit 1
            rm -f '\(log)'
            \(Programs.folder)/firsthand-intake serve --config \(configuration) 2>'\(log)' &
            for _ in {1..2400}; do
                kill -0 $! 2>/dev/null && ! grep -q 'listening on' '\(log)' && sleep 0.05 || break
            done
            kill $! 2>/dev/null; wait $!; status=$?
            cat '\(log)' >&2; exit $status
            """
        return try Programs.run("/usr/bin/unshare", ["-m", "/bin/bash", "-c", script])
    }

    @Test(.enabled(if: RecordFirstTests.canMount, "only root may stand a table of swap in place of the system's"))
    func
        `an intake whose words could be swapped to a disk that is not encrypted does not start, unless it is told by name`()
        throws
    {
        let plain = "/dev/sdz9 partition 1048572 0 -2\n"
        let refused = try serve(plain, allowed: false)
        #expect(refused.status == 69)
        #expect(refused.errors.contains("/dev/sdz9") && refused.errors.contains("allow-swap"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: organisation.vault))
        for (table, allowed) in [(plain, true), ("", false), ("/dev/zram0 partition 1 0 100\n", false)] {
            let answer = try serve(table, allowed: allowed)
            #expect(answer.errors.contains("listening on"), "\(table): \(answer.errors)")
        }
    }

    @Test(.enabled(if: RecordFirstTests.canMount, "only root may stand another /proc in place of the system's"))
    func `an intake that cannot look for swap does not start`() throws {
        try organisation.configureIntake()
        let configuration = organisation.folder + "/intake.yaml"
        let text = try String(contentsOfFile: configuration, encoding: .utf8)
        try text.replacing("allow-swap: yes", with: "allow-swap: no")
            .write(toFile: configuration, atomically: true, encoding: .utf8)
        // As ProcSubset=pid has it, without MemorySwapMax=0.
        let script = """
            mount --make-rprivate / && mount -t proc -o subset=pid proc /proc \
            && exec timeout 120 \(Programs.folder)/firsthand-intake serve --config \(configuration)
            """
        let answer = try Programs.run("/usr/bin/unshare", ["-m", "/bin/bash", "-c", script])
        #expect(answer.status == 69)
        #expect(answer.errors.contains("swap that cannot be looked at"), "\(answer.errors)")
    }

    @Test(.enabled(if: RecordFirstTests.canTrace, "strace may not trace on this machine"))
    func `an intake that may not lock its memory says so, and what to raise`() throws {
        func log() throws -> String { try String(contentsOfFile: organisation.folder + "/intake.log", encoding: .utf8) }
        try organisation.startIntake()
        #expect(try !log().contains("LimitMEMLOCK"))
        organisation.stopIntake()
        try organisation.startIntake(
            under: [
                "/usr/bin/strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=mlock", "-e",
                "inject=mlock:error=ENOMEM",
            ])
        #expect(try log().contains("out of swap; raise LimitMEMLOCK"))
    }
}
