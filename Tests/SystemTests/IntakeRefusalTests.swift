import Foundation
import Testing

/// What the intake refuses, and that nothing of it is kept.
@Suite(.serialized) struct IntakeRefusalTests {
    @Test func `100,000 scalars of four bytes travel whole and one more is refused with nothing stored`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let long = String(repeating: "\u{1F58B}", count: 100_000)
        let tooLong = try organisation.send(long + "a")
        #expect(tooLong.status == 413 || tooLong.status == 422)
        #expect(tooLong.body.contains("<h1"))
        #expect(try organisation.cases().isEmpty)
        #expect(try organisation.send(long).status == 200)
        #expect(try Opened(organisation).texts() == [long])
    }

    @Test func `carriage returns count once with their line feeds`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        #expect(try organisation.send("one\r\ntwo\rthree\nfour").status == 200)
        #expect(try Opened(organisation).texts() == ["one\ntwo\nthree\nfour"])
    }

    @Test func `every malformed form gets a clear page and stores nothing`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let form = try organisation.form()
        let token = [("nonce", Array(form.nonce.utf8)), ("token", Array(form.token.utf8))]
        let story = ("story", Array("A story that must not be kept.".utf8))
        let other = try Organisation()
        try other.startIntake()
        let foreign = try other.form()
        other.stopIntake()

        var cases: [(String, [(String, [UInt8])])] = [
            ("an empty story", token + [("story", [])]),
            ("a blank story", token + [("story", Array(" \r\n\t ".utf8))]),
            ("invalid UTF-8", token + [("story", [0x61, 0xC3, 0x28])]),
            ("an overlong form of a character", token + [("story", [0xC0, 0xAF])]),
            ("a missing token", [token[0], story]),
            ("no hidden fields", [story]),
            ("a foreign token", [("nonce", Array(foreign.nonce.utf8)), ("token", Array(foreign.token.utf8)), story]),
            ("an unknown field", token + [story, ("surprise", Array("1".utf8))]),
            ("a field twice", token + [story, story]),
            ("an unknown use", token + [story, ("use-advertising", Array("yes".utf8))]),
        ]
        cases.append(
            (
                "a changed token",
                [token[0], ("token", Array(form.token.reversed().map { String($0) }.joined().utf8)), story]
            ))
        for (name, fields) in cases {
            let answer = try organisation.post(fields)
            #expect((400..<500).contains(answer.status), "\(name): \(answer.status)")
            #expect(answer.body.contains("<h1"), "\(name)")
            #expect(Organisation.receipt(answer.body) == nil, "\(name)")
        }
        let truncated = try organisation.post(body: Array("nonce=\(form.nonce)&token=\(form.token)&story=%4".utf8))
        #expect((400..<500).contains(truncated.status))
        let huge = try organisation.post(token + [("story", [UInt8](repeating: 0x61, count: 1_500_000))])
        #expect(huge.status == 413)
        #expect(try organisation.cases().isEmpty)
    }

    @Test func `text stays in the page when the form is too old or not ours`() throws {
        let organisation = try Organisation()
        try organisation.startIntake()
        let answer = try organisation.post([
            ("nonce", Array("AAAAAAAAAAAAAAAAAAAAAAAA".utf8)),
            ("token", Array("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".utf8)),
            ("story", Array("Words <with> \"signs\" & more".utf8)), ("use-print", Array("yes".utf8)),
        ])
        #expect((400..<500).contains(answer.status))
        #expect(answer.body.contains("Words &lt;with&gt; &quot;signs&quot; &amp; more"))
        #expect(Organisation.value("token", in: answer.body) != nil)
    }

    @Test func `an intake without a valid keyring does not start or takes nothing`() throws {
        let organisation = try Organisation()
        let keyring = organisation.folder + "/keys/keyring.txt"
        let whole = try String(contentsOfFile: keyring, encoding: .utf8)
        for (text, word) in [(whole.replacing("serial 1", with: "serial 2"), "signature"), ("", "signature")] {
            try text.write(toFile: keyring, atomically: true, encoding: .utf8)
            let answer = try Self.serve(organisation)
            #expect(answer.status == 69)
            #expect(answer.errors.contains(word))
        }
        try whole.write(toFile: keyring, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: keyring + ".minisig")
        let unsigned = try Self.serve(organisation)
        #expect(unsigned.status == 69)
        #expect(unsigned.errors.contains("not signed"))
    }

    @Test func `the intake does not start before somebody answers for its pages, and says what to write`() throws {
        let organisation = try Organisation()
        let shipped = Programs.repository + "/Policies"
        let answer = try Self.serve(organisation, policies: shipped)
        #expect(answer.status == 78)
        let line = try String(contentsOfFile: shipped + "/form.yaml", encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).firstIndex { $0 == "    en:" }
        let place = "\(shipped)/form.yaml:\(try #require(line) + 1)"
        #expect(answer.errors.contains("\(place): organization.name.en has no value: it must be the name of your"))
        #expect(answer.errors.contains("hint: "))
        #expect(!FileManager.default.fileExists(atPath: organisation.vault))
        let paper = try Programs.run(
            "firsthand-intake",
            ["paper", "--config", organisation.folder + "/refused.yaml", "--to", organisation.folder + "/sheets.html"])
        #expect(paper.status == 78 && !FileManager.default.fileExists(atPath: organisation.folder + "/sheets.html"))
    }

    @Test(arguments: ["7", "1025", "much"]) func `memory that is too little, too much or no number is refused`(
        memory: String
    ) throws {
        let organisation = try Organisation()
        let path = organisation.folder + "/intake.yaml"
        try (Organisation.configuration(policies: Programs.policies) + "\nmemory: \(memory)\n").write(
            toFile: path, atomically: true, encoding: .utf8)
        let answer = try Programs.run(
            "/usr/bin/timeout", ["20", Programs.folder + "/firsthand-intake", "serve", "--config", path])
        #expect(answer.status == 78)
        #expect(answer.errors.contains(": memory must be a whole number from 8 to 1024"))
    }

    /// Runs an intake that is expected to refuse to start.
    static func serve(
        _ organisation: Organisation, policies: String = Programs.policies
    ) throws -> Programs.Answer {
        let path = organisation.folder + "/refused.yaml"
        try Organisation.configuration(policies: policies).write(
            toFile: path, atomically: true, encoding: .utf8)
        return try Programs.run(
            "/usr/bin/timeout", ["20", Programs.folder + "/firsthand-intake", "serve", "--config", path])
    }
}
