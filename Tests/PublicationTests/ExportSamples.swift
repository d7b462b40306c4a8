import Envelope
import FoundationEssentials
import Press
import Unsealing

@testable import Ledger
@testable import Publication

/// Texts that try to be more than text, each named for what it tries.
enum Hostile {
    static let texts: [String: String] = [
        "script": "<script>alert(1)</script></p></div><img src=x onerror=alert(1)><style>*{display:none}</style>",
        "script behind a mark": "\u{600}<script\u{600}>alert(1)\u{600}</script\u{600}> <\u{338}b \"\u{300} onclick=x",
        "CDATA": "]]></text><!-- <![CDATA[ --> &lt; &amp;lt; &#60; &nbsp;",
        "YAML": "---\ntitle: owned\n...\n- a: b\n? c\n: d\n%YAML 1.2\n!!binary x\n&a *a\n\"q\" 's'\n# c",
        "TOML": "+++\ntitle = \"owned\"\n[params]\n+++",
        "headings": "# one\n## two\nSetext\n===\nSetext\n---\nSetext\n   ---",
        "lists": "- a\n* b\n+ c\n1. d\n23) e\n  - nested\n\t1. tabbed\n- [ ] task\n: definition",
        "code": "```sh\nrm -rf\n```\n~~~\nx\n~~~\n    indented\n`code` ``more``",
        "emphasis": "*a* **b** _c_ __d__ ~~e~~ ==f== ++g++ ^h^ ~i~ a_b_c 2*3*4",
        "links": "[a](javascript:x) ![b](http://x) [c][d] [d]: http://x <http://x> https://x.org www.x.org me@x.org",
        "footnotes": "note[^1]\n\n[^1]: text\n\n*[HTML]: abbreviation\nHTML",
        "tables": "a | b\n--|--\n1 | 2\n\n| c | d |",
        "kramdown": "{:.c #id onclick=\"x\"}\n{::comment}\n{::options x=\"y\" /}\n^\n$$x^2$$ and $y$\n* toc\n{:toc}",
        "Liquid": "{% raw %}{{ site.title }}{% endraw %} {{ 'x' | upcase }} {%- include x -%} {# no #} {{{{ {%{% }}",
        "shortcodes": "{{< figure src=\"x\" >}} {{% readfile \"/etc/passwd\" %}} {{</* x */>}} <!--more-->",
        "typographer":
            "\"double\" 'single' don't -- --- ... .... <<a>> (c) 1/2 ,, ,,, -> --> :smile: :: :) ;) 8O :-( :mad: 8-)",
        "formula": "=cmd|' /C calc'!A0\n+1\n-1\n@SUM(1)",
        "backslashes": "a\\\nb\\\\\n\\* \\` \\\\* \\{ \\",
        "controls": "a\0b\u{1B}[31mc\u{7}d\u{7F}e\u{9B}f\u{FEFF}g\u{FFFE}h\u{1FFFF}i\tj",
        "line ends": "a\r\nb\rc\u{B}d\u{C}e\u{85}f\u{2028}g\u{2029}h",
        "direction": "a\u{202E}b\u{2066}c\u{2069}d\u{200E}e\u{200F}f\u{061C}g",
        "no width": "a\u{200B}b\u{2060}c\u{AD}d\u{E0041}e\u{200C}f\u{200D}g",
        "4-byte": "𝒜𝓑 👩🏽‍🦱 🏳️‍🌈 𐍈 \u{10FFFD} 漢字",
        "right to left": "كانت الساعة الثالثة (تقريبًا)، قالت: \"اهدئي\".\nنعم - 1. هكذا.",
        "poem": "one\n  two\n    three\n\tfour\n\n\n\nfive   six  \n \t \nseven",
    ]

    static let names = texts.keys.sorted()

    static func text(_ name: String) -> String { texts[name] ?? "" }

    static let long = String(repeating: "palabra 𝒜 <b>*x* ", count: 100_000 / 16)
    static let longTitle = String(repeating: "T\"<'&{%", count: 10_000 / 7 + 1)
}

/// Stories and exports for one test.
enum Sample {
    static func story(
        _ number: UInt8 = 1, title: String = "The kitchen light", text: String = "It was late.\n\nI called my sister.",
        language: String = "en", notes: [String] = [], credit: String = ""
    ) throws -> ApprovedStory {
        let manuscript = Manuscript(
            title: title, text: text, language: language, contentNotes: notes, credit: credit)
        let id = [UInt8](repeating: number, count: 8).hex
        guard let story = ApprovedStory(id: id, manuscript: manuscript, publishedMonth: "2026-11") else {
            throw Unusable()
        }
        return story
    }

    /// Every hostile text as title, text, notes and credit of one story, and the long ones.
    static func hostile() throws -> SampleExport {
        var stories = try Hostile.names.enumerated().map { index, name in
            let text = Hostile.text(name)
            return try story(
                UInt8(index), title: text, text: text, language: text, notes: [text, "grief"], credit: text)
        }
        stories.append(try story(250, title: Hostile.longTitle, text: Hostile.long, language: "es"))
        return try export(stories)
    }

    static func export(
        _ stories: [ApprovedStory], use: Use = .website, formats: [Format] = [.site, .markdown],
        tombstones: [Tombstone] = [], title: String? = nil, language: String = "en", address: String? = nil,
        surroundings: Surroundings = .none, printing: Printing = Printing(), theme: Theme = .shipped,
        campaigns: [Campaign] = [], formerCampaigns: Set<String> = []
    ) throws -> SampleExport {
        guard let day = Day("2026-11-23") else { throw Unusable() }
        let export = try PublicationExport(
            use: use, day: day, formats: formats, tombstones: tombstones, title: title, language: language,
            address: address, surroundings: surroundings, printing: printing, theme: theme, campaigns: campaigns,
            formerCampaigns: formerCampaigns)
        return SampleExport(export: export, stories: stories)
    }

    static func tombstone(_ number: UInt8, month: String = "2026-11") throws -> Tombstone {
        guard let tombstone = Tombstone(id: [UInt8](repeating: number, count: 8).hex, month: month) else {
            throw Unusable()
        }
        return tombstone
    }

    /// The text of the one file with this path.
    static func text(_ path: String, of export: SampleExport) throws -> String {
        let files = try export.files().filter { $0.path == path }
        guard files.count == 1, let text = String(validating: files[0].bytes, as: UTF8.self) else { throw Unusable() }
        return text
    }
}

/// An export with its stories, written to a folder and read back.
struct SampleExport {
    struct File: Equatable {
        let path: String
        let bytes: [UInt8]
    }

    let export: PublicationExport
    let stories: [ApprovedStory]

    /// Every file but the signature, ascending by path.
    func files(_ programs: OutsidePrograms = .none) throws -> [File] {
        let scratch = try ExportScratch()
        // Nobody checks this signature: tests that do make a key.
        let unsigned = MinisignSignature(
            number: [UInt8](repeating: 0, count: 8), signature: Signature(unchecked: [UInt8](repeating: 0, count: 64)),
            trustedComment: "", global: Signature(unchecked: [UInt8](repeating: 0, count: 64)))
        try write(to: "\(scratch.path)/out", programs) { _, _ in unsigned }
        return try scratch.contents("out").filter { $0.key != Checksums.signaturePath }
            .map { File(path: $0.key, bytes: $0.value) }.sorted { $0.path.utf8Precedes($1.path) }
    }

    @discardableResult
    func write(
        to folder: String, _ programs: OutsidePrograms = .none,
        _ sign: ([UInt8], String) throws -> MinisignSignature
    ) throws -> ExportWriter.Written {
        let writer = try ExportWriter(export, to: folder, programs: programs)
        for story in stories.sorted(by: { $0.id.utf8Precedes($1.id) }) { try writer.add(story) }
        let written = try writer.finish { sums, _, comment in try sign(sums, comment) }
        try writer.move()
        return written
    }

    func write(to folder: String, by publisher: borrowing PublisherKey) throws {
        try write(to: folder) { try publisher.minisign($0, trustedComment: $1) }
    }
}

/// A sample does not fit the test.
struct Unusable: Error {}

/// A folder of its own for one test, and a publisher's key; removed when the test lets go of it.
final class ExportScratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/export-" + randomBytes(8).hex
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A publisher's key in this folder.
    func publisher(_ name: String = "press") throws -> PublisherKey {
        let passphrase = try GuardedBytes(copying: Array("a long passphrase for a test".utf8))
        return try PublisherKey.create(
            name: name, at: "\(path)/\(name).secret", passphrase: passphrase, cost: .smallMachine)
    }

    /// Everything under a folder of this one: path to bytes.
    func contents(_ folder: String) throws -> [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)") {
            if let data = FileManager.default.contents(atPath: "\(path)/\(folder)/\(name)") { all[name] = Array(data) }
        }
        return all
    }

    func write(_ bytes: [UInt8], to name: String) throws { try Data(bytes).write(to: URL(filePath: "\(path)/\(name)")) }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
}
