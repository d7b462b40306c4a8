import Envelope
import Press
import Testing
import Unsealing

@testable import Publication

/// Where each story is or was, as the publisher's record says.
struct WhereaboutsTests {
    private static let digest = Digest(unchecked: [UInt8](repeating: 7, count: 32))
    private static func id(_ number: UInt8) -> String { [UInt8](repeating: number, count: 8).hex }
    private static func tag(_ number: UInt8) -> [UInt8] { [UInt8](repeating: number, count: 16) }

    private func export(
        _ use: Use, _ place: String, _ stories: [UInt8], gone: [UInt8] = []
    ) throws -> PublicationRecord.Act {
        .published(
            PublicationRecord.Published(
                use: use, place: place, digest: Self.digest, formats: [.csv],
                copies: stories.map { .init(id: Self.id($0), manuscript: Self.digest, tag: Self.tag($0)) },
                tombstones: gone.compactMap { Tombstone(id: Self.id($0), month: "2026-01") }))
    }

    private func settled(_ task: ToDo.Task, _ use: Use, _ place: String, _ story: UInt8) -> PublicationRecord.Act {
        .retracted(.init(task, id: Self.id(story), use: use, place: place, manuscript: Self.digest))
    }

    /// What a record of these acts says of story 1, each act a month after the one before.
    private func whereabouts(_ acts: [PublicationRecord.Act], of story: UInt8 = 1) throws -> [String] {
        let publisher = try ExportScratch().publisher()
        var log = PublicationLog()
        for (index, act) in acts.enumerated() {
            let day = Month(number: UInt16(680 + index)).first + 3
            log.add(act, by: publisher.publicKey.signing, on: day) { publisher.sign($0) }
        }
        return (log.whereabouts[Self.tag(story)] ?? []).map { place in
            "\(place.use.rawValue) \(place.since.number - 680)"
                + (place.takenBack.map { " \($0.number - 680)" } ?? "")
        }
    }

    @Test func `a story is out from its first export until an export says that it is gone`() throws {
        let first = try export(.website, "site", [1, 2])
        #expect(try whereabouts([first]) == ["website 0"])
        #expect(try whereabouts([first, export(.website, "site", [1, 2])]) == ["website 0"])
        // Left out for now is not gone.
        #expect(try whereabouts([first, export(.website, "site", [2])]) == ["website 0"])
        let gone = try export(.website, "site", [2], gone: [1])
        #expect(try whereabouts([first, gone]) == ["website 0 1"])
        #expect(try whereabouts([first, gone, gone]) == ["website 0 1"])
        #expect(try whereabouts([first, gone, first]) == ["website 2"])
        #expect(try whereabouts([first, gone], of: 2) == ["website 0"])
        #expect(try whereabouts([first], of: 3) == [])
    }

    @Test func `it is out for a use while one place has it`() throws {
        let acts = try [
            export(.print, "spring", [1]), export(.print, "summer", [1]), settled(.retract, .print, "spring", 1),
        ]
        #expect(try whereabouts(acts) == ["print 1"])
        #expect(try whereabouts(acts + [settled(.retract, .print, "summer", 1)]) == ["print 0 3"])
        #expect(
            try whereabouts([export(.website, "site", [1]), export(.print, "spring", [1])]) == ["print 1", "website 0"])
    }

    @Test func `a copy that was corrected is out, and one that was seen to is not`() throws {
        let first = try export(.website, "site", [1])
        #expect(try whereabouts([first, settled(.correct, .website, "site", 1)]) == ["website 0"])
        #expect(try whereabouts([first, settled(.retract, .website, "site", 1)]) == ["website 0 1"])
        // Of a place that never had it nobody takes it away.
        #expect(try whereabouts([first, settled(.retract, .website, "other", 1)]) == ["website 0"])
    }

    @Test func `an export that never reached its place is none`() throws {
        let publisher = try ExportScratch().publisher()
        var log = PublicationLog()
        let day = Month(number: 680).first
        let line = log.add(try export(.website, "site", [1]), by: publisher.publicKey.signing, on: day) {
            publisher.sign($0)
        }
        #expect(log.whereabouts.count == 1)
        log.add(.dropped(line), by: publisher.publicKey.signing, on: day) { publisher.sign($0) }
        #expect(log.whereabouts.isEmpty)
    }
}
