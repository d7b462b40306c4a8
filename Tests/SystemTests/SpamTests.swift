import Envelope
import Foundation
import Testing
import Vault

/// A flood is declined at once, and gone within days.
struct SpamTests {
    @Test func `many cases are declined as spam at once, each signed by itself, and are gone after a few days`() throws
    {
        let organisation = try Organisation()
        try organisation.startIntake()
        let visitor = try ReturnTests.Visitor(organisation, story: "A story of its own.")
        let story = try #require(try organisation.cases().first?.id)
        let mistaken = try ReturnTests.Visitor(organisation, story: "This one is true too.")
        for number in 1..<5 { #expect(try organisation.send("Buy now! \(number)").status == 200) }
        let flood = try organisation.cases().map(\.id).filter { $0 != story }
        // One digit too few, and none is declined.
        let slip = try organisation.review("ana", ["decline", "--spam"] + flood + ["ffff-ffff-ffff"])
        #expect(slip.status != 0)
        #expect(try organisation.cases().allSatisfy { $0.stage != "declined" })
        let answer = try organisation.review("ana", ["decline", "--spam"] + flood)
        #expect(answer.status == 0 && answer.errors.contains("Declined 5 cases as spam."), "\(answer.errors)")
        #expect(answer.errors.contains("\(Day.today + 3)"))
        let cases = try organisation.cases()
        #expect(cases.filter { $0.stage == "declined" }.map(\.id).sorted() == flood.sorted())
        #expect(cases.allSatisfy { $0.flaws.isEmpty })
        // Each has a decline, a word to the sender and a checkpoint of its own, signed.
        let vault = try VaultUpkeep.open(path: organisation.vault)
        let declines = try vault.caseIDs().map { try vault.headers(of: $0).filter { !$0.isBySurvivor }.count }
        #expect(declines.sorted() == [0, 3, 3, 3, 3, 3])
        let page = try mistaken.status()
        #expect(page.contains("decided on") && page.contains("please write to us soon"))
        // A second time changes nothing, and says so.
        let again = try organisation.review("ben", ["decline", "--spam"] + flood)
        #expect(again.status == 77 && again.errors.contains("declined before"))

        func bodies() throws -> Int { try organisation.bodies().count }
        let before = try bodies()
        try vault.destroyDue(on: .today + 2)
        #expect(try bodies() == before)
        try vault.destroyDue(on: .today + 3)
        // The words and the consent of each go; what was signed of it stays.
        #expect(try bodies() < before)
        #expect(try visitor.status().contains("Nobody has opened it yet"))
    }

    @Test
    func `a story that somebody works on is no spam by a slip of the pen, and a reason is asked of other declines`()
        throws
    {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("Renata told me to write.").status == 200)
        let id = try #require(try organisation.cases().first?.id)
        #expect(try organisation.propose("ana", id, title: "A title", edits: "find\tRenata\tA friend").status == 0)
        let refused = try organisation.review("ben", ["decline", "--spam", id])
        #expect(refused.status == 77 && refused.errors.contains("somebody did not think that it is spam"))
        #expect(try organisation.review("ben", ["decline", id, id]).status == 64)
        #expect(try organisation.review("ben", ["decline", "--spam", "--case", id]).status == 64)
    }

    @Test func `a story whose writer may be in danger is no spam, by command either`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let young = Organisation.fields(form, story: "I am at school.", uses: []) + [("under-18", Array("yes".utf8))]
        #expect(try organisation.post(young).status == 200)
        for story in ["Buy now!", "Please do not contact my aunt."] {
            #expect(try organisation.send(story).status == 200)
        }
        let ids = try organisation.cases().map(\.id)
        let answer = try organisation.review("ana", ["decline", "--spam"] + ids)
        #expect(answer.status == 77 && answer.errors.contains("Declined 1 case as spam."), "\(answer.errors)")
        #expect(answer.errors.matches(of: /asks not to be contacted/).count == 2, "\(answer.errors)")
        #expect(try organisation.cases().count { $0.stage == "declined" } == 1)
    }
}
