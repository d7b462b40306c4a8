import Testing

@testable import Policies

/// A small policy with one value of each type, and the error it gives.
private func refusal(_ text: String) -> String? {
    let file = PolicyFile(bytes: Array(text.utf8), name: "Policies/sample.yaml")
    do throws(PolicyError) {
        let reader = try file.section(keys: ["count", "open", "name", "list", "inner"])
        _ = try reader.wholeNumber("count", 2...9)
        _ = try reader.yesOrNo("open")
        _ = try reader.text("name", "a or b") { ["a", "b"].contains($0) }
        _ = try reader.list("list", "words from: x, y") { ["x", "y"].contains($0) }
        _ = try reader.section("inner", keys: ["depth"]).wholeNumber("depth", 0...1)
        return nil
    } catch {
        return error.description
    }
}

private let good = "# A comment\ncount: 2\nopen: yes\nname: a\nlist: [x, y]\ninner:\n  depth: 1\n"

private func changed(_ line: String, to new: String) -> String {
    good.split(separator: "\n").map { $0 == line ? new : String($0) }.joined(separator: "\n") + "\n"
}

@Suite struct StrictReadingTests {
    @Test func `a file as it must be is read`() {
        #expect(refusal(good) == nil)
    }

    @Test(arguments: [
        ("name: a", "nome: a", "4: nome is not known here; the keys are: count, open, name, list, inner"),
        ("name: a", "count: 3", "2: count stands twice; keep one of them"),
        ("name: a", "# gone", "1: name is missing: it must be a or b"),
        ("  depth: 1", "  deep: 1", "7: inner.deep is not known here; the keys are: depth"),
        ("  depth: 1", "  {}", "6: inner.depth is missing: it must be a whole number from 0 to 1"),
        ("name: a", "Some Key: a", "4: a key must be lower-case letters, digits and hyphens"),
    ])
    func `an unknown, double, missing or odd key is named with its line`(line: String, new: String, says: String) {
        #expect(refusal(changed(line, to: new)) == "Policies/sample.yaml:\(says)")
    }

    @Test(arguments: [
        "two", "\"2\"", "2.0", "+2", "02", "0x2", "1_0", "[2]", "{a: 2}", "yes", "|\n  2", "1", "10", "-3",
        "99999999999999999999999",
    ])
    func `what is no whole number within bounds is refused`(value: String) {
        #expect(
            refusal(changed("count: 2", to: "count: \(value)"))
                == "Policies/sample.yaml:2: count must be a whole number from 2 to 9")
    }

    @Test(arguments: ["true", "Yes", "on", "\"yes\"", "1", "[yes]"])
    func `only yes and no are yes and no`(value: String) {
        #expect(
            refusal(changed("open: yes", to: "open: \(value)"))
                == "Policies/sample.yaml:3: open must be yes or no, without quotes")
    }

    @Test(arguments: ["", "~", "null", "\"\""])
    func `a key without a value is named with what it must be`(value: String) {
        #expect(
            refusal(changed("name: a", to: "name: \(value)"))
                == "Policies/sample.yaml:4: name has no value: it must be a or b")
    }

    @Test func `a bad choice is refused and not repeated`() throws {
        let says = try #require(refusal(changed("name: a", to: "name: zebra")))
        #expect(says == "Policies/sample.yaml:4: name must be a or b")
        #expect(refusal(changed("name: a", to: "name: [a]")) == says)
    }

    @Test(arguments: [
        ("list: x", "5: list must be a list of words from: x, y"),
        ("list: []", "5: list must be a list of words from: x, y, with at least one"),
        ("list:\n  - x\n  - zebra", "7: list must be a list of words from: x, y"),
        ("list:\n  - x\n  - [y]", "7: list must be a list of words from: x, y"),
        ("list:\n  - x\n  - x", "7: list must not name anything twice"),
    ])
    func `a wrong entry of a list is named with its own line`(new: String, says: String) {
        #expect(refusal(changed("list: [x, y]", to: new)) == "Policies/sample.yaml:\(says)")
    }

    @Test(arguments: ["name: &here a", "name: !!str a", "name: !secret a", "name: &here !odd a"])
    func `anchors and tags are refused`(new: String) {
        #expect(
            refusal(changed("name: a", to: new))
                == "Policies/sample.yaml:4: write the value itself, without &, * or !")
    }

    @Test func `an alias and a merge are refused`() {
        #expect(
            refusal(changed("count: 2", to: "count: &two 2").replacing("depth: 1", with: "depth: *two"))
                == "Policies/sample.yaml:2: write the value itself, without &, * or !")
        #expect(refusal(changed("name: a", to: "<<: {name: a}"))?.hasPrefix("Policies/sample.yaml:4: ") == true)
    }

    @Test func `what is not YAML is named with its line`() {
        #expect(refusal(changed("name: a", to: "name: [a"))?.hasPrefix("Policies/sample.yaml:5: this is not") == true)
        #expect(refusal(good + "---\ncount: 3\n")?.hasPrefix("Policies/sample.yaml:8: this is not YAML") == true)
    }

    @Test(arguments: ["", "# nothing\n"])
    func `an empty file is refused`(text: String) {
        #expect(refusal(text) == "Policies/sample.yaml:1: the file is empty; it must be a list of keys")
    }

    @Test(arguments: ["- count\n", "count\n"])
    func `a file that is no list of keys is refused`(text: String) {
        #expect(refusal(text) == "Policies/sample.yaml:1: the file must be a list of keys, each with a value")
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        let file = PolicyFile(bytes: [0x61, 0x3A, 0x20, 0xFF], name: "Policies/sample.yaml")
        #expect(throws: PolicyError.self) { try file.section(keys: ["a"]) }
    }
}
