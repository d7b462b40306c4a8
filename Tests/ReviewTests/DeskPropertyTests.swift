import Foundation
import Testing

@testable import Review

@Suite struct `Whatever is pressed at the desk` {
    private static let sequences = ProcessInfo.processInfo.environment["FIRSTHAND_LONG_FAULTS"] == nil ? 2_000 : 10_000
    private static let parts = 20
    // Each run begins elsewhere; a seed that failed is printed, and can be set here.
    private static let first = ProcessInfo.processInfo.environment["FIRSTHAND_DESK_SEED"].flatMap { UInt64($0) }

    @Test(arguments: 0..<parts)
    func `the list, the text and what a proposal carries are one, and no case is acted on but the one on the screen`(
        part: Int
    ) throws {
        let start = Self.first ?? UInt64.random(in: 0...UInt64(UInt32.max)) << 16
        let count = Self.first == nil ? Self.sequences / Self.parts : 1
        var flaws = 0
        for seed in start..<(start + UInt64(count)) {
            var desk = try RandomDesk(seed: seed)
            desk.run(20)
            guard let flaw = desk.flaw else { continue }
            flaws += 1
            if flaws <= 3 { Issue.record("seed \(seed): \(flaw)\nkeys: \(desk.pressed)") }
        }
        print("desk: \(count) sequences of keys from seed \(start): \(flaws) flaws")
        #expect(flaws == 0)
    }
}
