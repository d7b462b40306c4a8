import Envelope
import Files
import FoundationEssentials
import Testing

@testable import Policies

/// Who answers for the pages: four answers that nobody gives but the organization itself.
@Suite struct OrganizationTests {
    /// `form.yaml` as it ships, with other answers in the place of the empty ones.
    private func form(_ answers: String) throws -> FormPolicy {
        let text = String(decoding: try shipped("form.yaml"), as: UTF8.self)
        let start = try #require(text.firstRange(of: "organization:\n"))
        return try FormPolicy(Array((text[..<start.lowerBound] + answers).utf8), name: "form.yaml")
    }

    private func answers(_ old: String = "", _ new: String = "") throws -> String {
        let text = try String(
            contentsOfFile: shippedPolicies + "/../Tests/Demo/answers.yaml", encoding: .utf8)
        guard !old.isEmpty else { return text }
        #expect(text.contains(old))
        return text.replacing(old, with: new)
    }

    @Test func `as shipped nobody answers for the pages, and the first empty line is named`() throws {
        let policy = try FormPolicy(try shipped("form.yaml"), name: "form.yaml")
        let error = #expect(throws: Refusal.self) { try policy.answeredOrganization() }
        let lines = String(decoding: try shipped("form.yaml"), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex(of: "organization:")) + 3
        #expect(lines[line - 1] == "    en:")
        #expect(
            error?.message == "form.yaml:\(line): organization.name.en has no value: it must be the name of your "
                + "organization: 1 to 80 characters, on one line")
    }

    @Test func `once all four are given they are what was written`() throws {
        let organization = try form(try answers()).answeredOrganization()
        #expect(organization.name == ["en": "Heron Street Circle", "es": "Círculo de la Calle Garza"])
        #expect(organization.contact["en"]?.contains("555-0100") == true)
        #expect(organization.reporting["es"]?.contains("inventado") == true)
        #expect(organization.lawyerAsked == Day("2026-11-02") && organization.backupDays == 30)
        let none = try form(try answers("backups: 30", "backups: none")).answeredOrganization()
        #expect(none.backupDays == nil)
    }

    @Test(arguments: [
        ("backups: 30", "backups:", "backups"), ("  lawyer-asked: 2026-11-02\n", "", "reporting.lawyer-asked"),
        ("  es: Escriba", "  # ", "contact.es"),
    ])
    func `each answer that is missing is named, and waits until somebody needs it`(
        old: String, new: String, key: String
    ) throws {
        let policy = try form(try answers(old, new))
        #expect(policy.organization == nil)
        let error = try #require(throws: Refusal.self) { try policy.answeredOrganization() }
        #expect(error.message.contains(" \(key) ") && error.message.wholeMatch(of: /form.yaml:[0-9]+: .*/) != nil)
    }

    @Test(arguments: [
        ("backups: 30", "backups: 91", "backups must be the days that backups are kept, from 1 to 90, or none"),
        ("backups: 30", "backups: some", "backups must be the days that backups are kept, from 1 to 90, or none"),
        ("2026-11-02", "last year", "reporting.lawyer-asked must be the day on which you asked a lawyer"),
        ("    en: Heron Street Circle", "    en: \"\\e[2J\"", "organization.name.en must be the name of your"),
        ("    es: Círculo", "    fr: Círculo", "organization.name.fr is not known here; the keys are: en, es"),
        ("reporting:", "must-report: no\nreporting:", "must-report is not known here"),
    ])
    func `an answer that is wrong is refused at once`(old: String, new: String, says: String) throws {
        let error = try #require(throws: PolicyError.self) { try form(try answers(old, new)) }
        #expect(error.description.contains(": \(says)"), "\(error)")
    }
}

/// An organization's own mark: only plain shapes pass.
@Suite struct EmblemTests {
    private static let whole =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 8 8\"><path d=\"M0 0h8\"/></svg>"

    @Test func `a drawing of plain shapes is taken over shape by shape`() throws {
        let emblem = try Emblem(Array("<?xml version=\"1.0\"?>\n\(Self.whole)\n".utf8))
        #expect(emblem.viewBox == "0 0 8 8")
        #expect(emblem.shapes == [.init(name: .path, attributes: [.init(name: "d", value: "M0 0h8")])])
        let demo = try Data(contentsOf: URL(filePath: shippedPolicies + "/../Tests/Demo/emblem.svg"))
        #expect(try Emblem(Array(demo)).shapes.count == 2)
    }

    @Test(arguments: [
        ("<path", "<script"), ("<path", "<image"), ("<path", "<use"), ("<path", "<a"), ("<path", "<style"),
        ("d=\"M", "onload=\"M"), ("d=\"M", "style=\"M"), ("d=\"M", "href=\"M"), ("d=\"M", "class=\"M"),
        ("M0 0h8", "url(https://x)"), ("M0 0h8", "&lt;"), ("M0 0h8", "a:b"), ("M0 0h8\"/>", "M0 0h8\">x</path>"),
        ("<path", "x<path"), ("</svg>", "</svg><svg>"), ("</svg>", ""), ("<path d=\"M0 0h8\"/>", ""),
        (" viewBox=\"0 0 8 8\"", ""), ("0 0 8 8", "0 0 8"), ("<svg", "<!DOCTYPE svg><svg"), ("<svg", "<!-- --><svg"),
    ])
    func `a drawing with anything else in it is refused whole`(old: String, new: String) {
        #expect(Self.whole.contains(old))
        #expect(throws: PolicyError.self) { try Emblem(Array(Self.whole.replacing(old, with: new).utf8)) }
    }

    @Test func `one that is too large, or with too many shapes, is refused and not cut`() throws {
        let many = Self.whole.replacing("</svg>", with: String(repeating: "<path d=\"M0 0\"/>", count: 40) + "</svg>")
        #expect(throws: PolicyError.self) { try Emblem(Array(many.utf8)) }
        let folder = try ScratchFolder(copyOfShipped: ())
        try folder.write("emblem.svg", Self.whole)
        #expect(try PolicySet.load(folder: folder.path).emblem?.shapes.count == 1)
        try folder.write("emblem.svg", Self.whole + String(repeating: " ", count: 4096))
        let error = #expect(throws: PolicyError.self) { try PolicySet.load(folder: folder.path) }
        #expect(error?.code == .tooLarge && error?.file == folder.path + "/emblem.svg")
    }
}
