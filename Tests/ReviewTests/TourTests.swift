import Foundation
import Policies
import Testing

@testable import Review

@Suite struct `The tour` {
    private func tour(_ columns: Int = 80, _ rows: Int = 24) throws -> Tour {
        Tour(
            try PolicySet.load(folder: Rehearsal.policyFolder), size: Terminal.Size(columns: columns, rows: rows))
    }

    private func seen(_ tour: Tour) -> String { tour.frame().text.joined(separator: "\n") }

    @Test func `shows six keys on a story that it calls invented, and ends with one key from every step`() throws {
        #expect(Set(Tour.steps.map(\.name)).count == 6)
        #expect(Tour.story.hasPrefix("This story is invented."))
        var tour = try tour()
        for (index, step) in Tour.steps.enumerated() {
            var left = tour
            let isOver = left.press(.escape)
            left = tour
            let isLeft = left.press(.character("q"))
            #expect(isOver && isLeft)
            #expect(seen(tour).contains("A tour · an invented story · step \(index + 1) of 7"))
            #expect(seen(tour).contains(step.words) && seen(tour).contains("press \(step.name)"), "\(seen(tour))")
            let isAtEnd = tour.press(step.key)
            #expect(!isAtEnd)
        }
        #expect(tour.isDone && seen(tour).contains("That is all."))
        let isAtEnd = tour.press(.enter)
        #expect(isAtEnd)
    }

    @Test func `does what its keys do at the desk`() throws {
        var tour = try tour()
        func press(_ keys: Int) { for _ in 0..<keys { _ = tour.press(Tour.steps[tour.step].key) } }
        press(2)
        #expect(seen(tour).contains("I moved to Fairmont"))
        press(2)
        #expect(seen(tour).contains("? a town") && (tour.screen.file?.work?.undecided ?? 0) >= 4)
        let open = tour.screen.file?.work?.undecided ?? 0
        press(1)
        #expect(tour.screen.file?.work?.undecided == open - 1)
        press(1)
        #expect(tour.screen.file?.work?.undecided == open)
    }

    @Test func `takes no key but the one that it asks for, so nothing is signed`() throws {
        var tour = try tour()
        for step in Tour.steps {
            let before = (seen(tour), tour.step)
            for key in "PAHRLWDXSOBCavt".map(Key.character) + [.control("s"), .paste("P"), .click(row: 2, column: 2)] {
                let isAtEnd = tour.press(key)
                #expect(!isAtEnd)
            }
            #expect((seen(tour), tour.step) == before)
            _ = tour.press(step.key)
        }
        #expect(tour.screen.modal == nil || tour.isDone)
    }

    @Test(arguments: [(80, 24), (120, 40), (40, 10), (39, 9), (200, 60)])
    func `fits into any window`(columns: Int, rows: Int) throws {
        var tour = try tour(columns, rows)
        for step in Tour.steps {
            #expect(tour.frame().text.count == rows)
            #expect(tour.frame().text.allSatisfy { DisplayWidth.of($0) <= columns })
            if columns >= 80 { #expect(step.words.count <= columns) }
            _ = tour.press(step.key)
        }
    }

    @Test func `is offered once, and an empty file says so`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        #expect(TourSession.isNew(in: folder) && !TourSession.isNew(in: folder))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["tour-offered"])
        #expect(FileManager.default.contents(atPath: "\(folder)/tour-offered") == Data())
    }
}
