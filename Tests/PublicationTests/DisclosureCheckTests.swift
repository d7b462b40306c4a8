import Envelope
import Testing

@testable import Ledger
@testable import Publication
@testable import Warnings

/// What is seen in a text, and what is not.
struct DisclosureCheckTests {
    private func story(_ number: UInt8, _ text: String) throws -> ApprovedStory { try Sample.story(number, text: text) }

    private func kinds(_ check: DisclosureCheck, _ text: String) throws -> [Warning.Kind] {
        check.warnings(about: check.look(at: try story(2, text))).map(\.kind)
    }

    private static let planted =
        "I lived near Harlow Creek. In 2014 they charged me with manslaughter. I have four children."

    @Test func `three kinds of facts in two stories are named, and an unrelated pair is not`() throws {
        var check = DisclosureCheck()
        check.remember(check.look(at: try story(1, Self.planted)))
        let same = "Manslaughter, they said. It was 2014 in Harlow Creek. Four kids were asleep."
        let warnings = check.warnings(about: check.look(at: try story(2, same)))
        #expect(warnings.map(\.kind) == [.combination])
        #expect(
            warnings.first?.sentence == "it shares with story 0101010101010101: charge manslaughter, children 4, "
                + "place harlow creek, year 2014; together these could point to one person")
        for other in [
            "In 2014 I moved to Oregon. I had two children and worked as a nurse.",
            "They charged me with assault in 2009, in Dover. I was 23 years old.",
            "Four children, and no word from anyone. It rained.", "Manslaughter is a word with laughter in it.",
        ] { #expect(try kinds(check, other).isEmpty, "\(other)") }
    }

    @Test func `a stand-in is no fact`() throws {
        var check = DisclosureCheck()
        let text = "I lived in [Place 1] with [Name 2]. It was 2014. I worked as a nurse."
        check.remember(check.look(at: try story(1, text)))
        #expect(try kinds(check, text).isEmpty)
        #expect(try kinds(check, text.replacing("[Place 1]", with: "Harlow Creek")).isEmpty)
    }

    @Test func `a stand-in without brackets is no fact where somebody knows it, but a year and a charge are true`()
        throws
    {
        let manuscript = Digest(unchecked: [UInt8](repeating: 1, count: 32))
        func facts(_ text: String, _ standIns: Set<String>) -> [String] {
            DisclosureCheck().look(at: text, id: "1", manuscript: manuscript) { standIns.contains($0) }.kept
        }
        let text = "I told the sister of Elena Marsh, a nurse. In 2014 it was assault."
        #expect(facts(text, []) == ["charge assault", "place elena marsh", "work nurse", "year 2014"])
        #expect(facts(text, ["Elena", "Marsh"]) == ["charge assault", "work nurse", "year 2014"])
        #expect(facts(text, ["Elena", "Marsh", "nurse", "2014", "assault"]) == ["charge assault", "year 2014"])
    }

    @Test func `the same facts in Spanish are the same facts`() throws {
        var check = DisclosureCheck()
        check.remember(
            check.look(at: try story(1, "Vivía en San Telmo. En 2014 me acusaron de homicidio. Tengo cuatro hijos.")))
        #expect(
            try kinds(check, "It was homicide, they said, in 2014. My four children were there.") == [.combination])
    }

    @Test(arguments: [
        ("My number was 4471-B there.", true), ("Case 20190482 they called it.", true), ("CR-2019-00482", true),
        ("inmate # 88213", true), ("In 2014-2016 I waited.", false), ("the 1990s", false),
        ("I owed 4000 dollars", false),
        ("COVID-19 came", false), ("at 10:30 on 2019/20", false),
    ])
    func `a docket or inmate number is named and a year is not`(text: String, isNamed: Bool) throws {
        #expect(try kinds(DisclosureCheck(), text) == (isNamed ? [.number] : []))
    }

    @Test func `a name of the team's list is found without case, accents or possessive`() throws {
        let check = DisclosureCheck(list: "# people\nJosé Peñalver\nMaple Street # where it was\n\n")
        #expect(try kinds(check, "I never saw jose penalver again.") == [.listed])
        #expect(try kinds(check, "José Peñalver's brother lived on MAPLE STREET.") == [.listed, .listed])
        #expect(try kinds(check, "José and Mr. Peñalver; maples on a street.").isEmpty)
    }

    @Test func `six words in a row that stand in another text are named, each run by itself`() throws {
        let check = DisclosureCheck(texts: [
            (name: "record.txt", text: "Exhibit 4: She said, “I put the bag down by the door and waited.”")
        ])
        let shared = try check.look(at: story(2, "That night I put the bag down by the door. I sang.")).warnings
        #expect(
            shared.map(\.sentence) == [
                "the words \"I put the bag down by the door\" stand in record.txt too, and can be searched for"
            ])
        #expect(try kinds(check, "I put the bag down on a chair and waited.").isEmpty)
        let two = "Exhibit 4: she said it. I put the bag down by the door."
        #expect(try kinds(check, two) == [.shared], "a run that is too short is chance")
        #expect(try kinds(check, "I put the bag down by it. Exhibit 4: She said, I put it.") == [.shared, .shared])
    }

    @Test func `a run of words that many texts have is named once`() throws {
        let text = (name: "a.txt", text: "I put the bag down by the door and waited.")
        let check = DisclosureCheck(texts: [text, (name: "b.txt", text: text.text)])
        let shared = try check.look(at: story(2, text.text)).warnings
        #expect(shared.count == 1 && shared.first?.sentence.contains("stand in a.txt too") == true)
    }

    @Test func `runs of words are found as by comparing each with each`() {
        let words = (0..<400).map { "\($0 * $0 % 7)" }
        let hashes = RunHash.all(of: words, length: 6)
        #expect(hashes.count == 395)
        var first: [[String]: UInt64] = [:]
        for (start, hash) in hashes.enumerated() {
            let run = Array(words[start..<(start + 6)])
            #expect(first[run] ?? hash == hash)
            first[run] = hash
        }
        #expect(Set(first.values).count == first.count)
    }

    @Test func `a warning has the same name each time, and another one for other words`() throws {
        let check = DisclosureCheck(list: "Dell Orsini")
        let one = try check.look(at: story(1, "It was Dell Orsini.")).warnings
        let two = try check.look(at: story(2, "dell orsini, again")).warnings
        let other = try DisclosureCheck(list: "Dell").look(at: story(1, "It was Dell Orsini.")).warnings
        #expect(one.map(\.digest) == two.map(\.digest) && one.map(\.digest) != other.map(\.digest))
    }

    @Test func `facts that were kept are the same facts, and other ones have another edition`() throws {
        var check = DisclosureCheck()
        let text = Self.planted + " I was nineteen years old, a nurse, and got ten years."
        let kept = check.look(at: try story(1, text)).kept
        // If another list is right here now, raise `DisclosureCheck.edition`: desks keep these lists.
        #expect(
            kept == [
                "age 19", "charge manslaughter", "children 4", "place harlow creek", "term 10", "work nurse",
                "year 2014",
            ])
        #expect(DisclosureCheck.edition == 2)
        check.remember(kept + ["", "year", "nonsense 4"], of: "0000-0001")
        #expect(try kinds(check, Self.planted) == [.combination])
    }
}
