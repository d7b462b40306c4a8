import Foundation
import Testing

/// The same form, again.
@Suite(.serialized) struct RetryTests {
    @Test func `the same form twice, in parallel and after a restart makes one story and one receipt`() async throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let fields = Organisation.fields(form, story: "Sent more than once.", uses: ["print"])
        let first = try #require(try Organisation.receipt(organisation.post(fields).body))
        #expect(try Organisation.receipt(organisation.post(fields).body) == first)
        organisation.stopIntake()
        try organisation.startIntake()
        #expect(try Organisation.receipt(organisation.post(fields).body) == first)
        #expect(try organisation.cases().count == 1)

        let fresh = try organisation.form()
        let parallel = Organisation.fields(fresh, story: "Sent eight times at once.", uses: ["print"])
        let body = parallel.map { "\($0.0)=\(Organisation.encoded($0.1))" }.joined(separator: "&")
        let port = organisation.port
        let receipts = try await withThrowingTaskGroup(of: String?.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let answer = try Programs.run(
                        "/usr/bin/curl",
                        ["-s", "--max-time", "60", "--data-binary", "@-", "http://127.0.0.1:\(port)/send"]
                            + Organisation.browser,
                        input: Array(body.utf8))
                    return Organisation.receipt(answer.text)
                }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(receipts.count == 1)
        #expect(receipts.first.flatMap { $0 } != nil)
        #expect(try organisation.cases().count == 2)
        #expect(try Opened(organisation).texts().sorted() == ["Sent eight times at once.", "Sent more than once."])
    }

    @Test func `other words on the same form are an addition, and the page says so`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let first = try organisation.post(
            Organisation.fields(form, story: "The first words.", uses: ["print", "website"]))
        let second = try organisation.post(Organisation.fields(form, story: "More words.", uses: ["print"]))
        #expect(second.status == 200)
        #expect(Organisation.receipt(second.body) == Organisation.receipt(first.body))
        #expect(second.body != first.body)
        let cases = try organisation.cases()
        #expect(cases.count == 1)
        // Of two consents, only what is in both is allowed.
        #expect(cases.first?.uses == ["print"])
        #expect(try Opened(organisation).texts() == ["The first words.\n\nMore words."])
    }

    @Test func `a story survives a kill right after its receipt`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        for number in 0..<5 {
            #expect(try organisation.send("Story number \(number).").status == 200)
            organisation.stopIntake(kill: true)
            try organisation.startIntake()
        }
        #expect(try Opened(organisation).texts().count == 5)
    }
}
