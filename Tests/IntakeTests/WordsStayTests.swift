import Foundation
import Testing

@testable import Intake

/// The graph of pages and controls: none leads away from words that were typed, unless it says so.
struct WordsStayTests {
    private let office: Office

    init() throws { office = try Office() }

    @Test(arguments: ["en", "es"]) func `no control of a page that holds words leaves them behind unsaid`(
        language: String
    ) throws {
        let texts = try office.pages(language).texts
        // Each of these says what it does; all else must take the words along, or leave the page where it is.
        let said = Set(["problem.without", "return.leave", "choices.leave", "choices.pause-button"].map { texts[$0] })
        var graph: [String] = []
        var holding = 0
        for (name, page) in try PageStates(office, language).all {
            let controls = Controls(page.html)
            for control in controls.all {
                graph.append("\(name)\t\(control.label)\t\(control.target)")
                let fragment = control.target.firstIndex(of: "#").map { control.target[$0...].dropFirst() }
                if control.isLink, let fragment {
                    #expect(controls.ids.contains(String(fragment)), "\(name): \(control.target) leads nowhere")
                }
            }
            guard let form = controls.holder else { continue }
            holding += 1
            for control in controls.all where !said.contains(control.label) {
                let stays =
                    control.isLink
                    ? control.target.hasPrefix("#") || control.target == "/leave" || control.isAway
                        || ["tel:", "sms:"].contains { control.target.hasPrefix($0) }
                    : control.form == form
                #expect(stays, "\(name): “\(control.label)” to \(control.target) loses words")
            }
        }
        // All of the form, the letters and the texts, and what carries them on.
        #expect(holding > 60)
        let file = URL(filePath: Office.repository + "/.build/rendered/graph-\(language).tsv")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(graph.joined(separator: "\n").utf8).write(to: file)
    }

    @Test func `links that lead away are hidden by the style while words stand in a field`() {
        let style = StyleSheet.text
        #expect(style.contains("body:has(.own:not(:placeholder-shown)) .away,.holds .away{display:none}"))
        #expect(style.contains(".held,.next,.count{display:none}"))
    }
}

/// The links and buttons of a page, and the form that holds words, if one does.
private struct Controls {
    struct Control {
        let isLink: Bool
        let label: String
        /// An address, or where the form goes.
        let target: String
        /// The id of the form that a button sends.
        var form = ""
        /// Whether the style hides it while words are typed.
        var isAway = false
    }

    private(set) var all: [Control] = []
    private(set) var ids: Set<String> = []
    /// The form with a story, a letter or a name in it, typed or carried.
    private(set) var holder: String?

    init(_ html: String) {
        var form = (id: "", action: "")
        var actions: [String: String] = [:]
        // A form of another place may stand before the one that a button names.
        for tag in Self.tags(html) where tag.name == "form" {
            if let id = tag["id"] { actions[id] = tag["action"] }
        }
        var nameless = 0
        var isAway = false
        for tag in Self.tags(html) {
            if let id = tag["id"] { ids.insert(id) }
            let isOfWords = ["story", "words", "credit"].contains(tag["name"] ?? "")
            switch tag.name {
            case "form":
                nameless += 1
                form = (tag["id"] ?? "form \(nameless)", tag["action"] ?? "")
            case "/form": form = ("", "")
            case "p": isAway = tag["class"] == "away"
            case "a":
                let classes = (tag["class"] ?? "").split(separator: " ")
                all.append(
                    Control(
                        isLink: true, label: tag.label, target: tag["href"] ?? "",
                        isAway: isAway || classes.contains("away")))
            case "button":
                let id = tag["form"] ?? form.id
                all.append(
                    Control(
                        isLink: false, label: tag.label,
                        target: tag["formaction"] ?? actions[id] ?? form.action, form: id))
            case "textarea", "input": if isOfWords { holder = form.id }
            default: break
            }
        }
    }

    private struct Tag {
        let name: String
        let attributes: [String: String]
        let label: String
        subscript(name: String) -> String? { attributes[name] }
    }

    private static func tags(_ html: String) -> [Tag] {
        html.split(separator: "<").dropFirst().map { piece in
            let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            let inside = parts[0].split(separator: " ", maxSplits: 1)
            var attributes: [String: String] = [:]
            for match in (inside.count > 1 ? inside[1] : "").matches(of: /([a-z-]+)="([^"]*)"/) {
                attributes[String(match.output.1)] = String(match.output.2)
            }
            let label = parts.count > 1 ? String(parts[1]).replacing("&#39;", with: "'") : ""
            return Tag(name: inside.first.map(String.init) ?? "", attributes: attributes, label: label)
        }
    }
}
