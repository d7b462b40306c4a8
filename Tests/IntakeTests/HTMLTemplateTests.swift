import Foundation
import HTML
import ParsedHTML
import Testing

/// The one way to HTML from a template.
struct HTMLTemplateTests {
    private static let repository = URL(filePath: Office.repository)

    @Test func `a value is escaped scalar by scalar in every kind of place that a template has`() throws {
        let templates = try HTMLTemplates([
            "layout": "<i title=\"{{$a}}{{/a}}\">{{$b}}{{/b}}</i>{{x}}", "inner": "<b>{{x}}{{> innermost}}</b>{{x}}",
            "innermost": "{{#list}}<u>{{.}}{{y}}</u>{{/list}}",
            "page": """
            {{<layout}}{{$a}}{{x}}{{/a}}{{$b}}{{> inner}}{{#list}}
            <p>{{.}}</p>
            {{/list}}{{#map}}{{y}}{{> innermost}}{{/map}}{{x}}{{/b}}{{/layout}}
            {{^none}}{{x}}{{> inner}}{{x}}{{/none}}
            """,
        ])
        func page(_ words: String) throws -> String {
            let values: [String: any Sendable] = ["x": words, "list": [words, words], "map": ["y": words]]
            return try #require(templates.render(values, as: "page"))
        }
        let plain = ParsedHTML(try page(HostileWords.plain))
        for words in HostileWords.all {
            let parsed = ParsedHTML(try page(words))
            #expect(parsed.shape == plain.shape && parsed.errors == [], "\(words)")
        }
        #expect(plain.shape.count == 22, "\(plain.shape)")
        #expect(templates.render(["x": "y"], as: "nowhere") == nil)
    }

    @Test(arguments: ["{{{x}}}", "{{&x}}", "{{% CONTENT_TYPE:HTML}}{{x}}", "{{=<% %>=}}<%{x}%>", "{{#x}}"])
    func `a template that would write a value as it is, and one that is none, is refused`(text: String) {
        #expect(throws: HTMLTemplateError.self) { try HTMLTemplate(text) }
        #expect(throws: HTMLTemplateError.self) { try HTMLTemplates(["a": "{{x}}", "b": "<p>" + text]) }
    }

    @Test func `no other room has the template engine, and none names a way of escaping`() throws {
        let sources = Self.repository.appending(path: "Sources")
        var found: [String: Set<String>] = [:]
        for case let file as URL in try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for sign in [
                "import Mustache", "MustacheTemplate", "MustacheLibrary", "MustacheContentType", "CONTENT_TYPE",
            ]
            where text.contains(sign) {
                found[sign, default: []].insert(file.path.replacing(sources.path + "/", with: ""))
            }
        }
        #expect(found.count == 5)
        #expect(found.values.allSatisfy { $0 == ["HTML/HTMLTemplate.swift"] }, "\(found)")
        let package = try String(contentsOf: Self.repository.appending(path: "Package.swift"), encoding: .utf8)
        // What it is, and who has it.
        #expect(package.split(separator: "mustache").count - 1 == 4, "its name, its package twice, and the one room")
        #expect(package.contains("room(\"HTML\", [mustache])"))
    }
}
