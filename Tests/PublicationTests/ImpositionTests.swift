import Files
import FoundationEssentials
import Testing

@testable import Publication

/// Where each page of a booklet stands on its sheets.
struct ImpositionTests {
    @Test(arguments: 1...64) func `a folded booklet reads from its first page to its last`(pages: Int) {
        let sheets = Imposition(pages: pages).sheets
        #expect(sheets.count == (pages + 3) / 4)
        let read = Self.fold(sheets.map { ($0.front.left, $0.front.right, $0.back.left, $0.back.right) })
        #expect(read.compactMap(\.self) == Array(1...pages))
        // Whoever picks it up sees the first page, and the last page on its back; empty pages come before the last.
        #expect(read.last == .some(pages) && (pages == 1 || read.first == .some(1)))
        #expect(read.dropLast().suffix(4 * sheets.count - pages).allSatisfy { $0 == nil })
    }

    @Test(.enabled(if: mutool), arguments: 8...40)
    func `the sheets of a real PDF fold into its pages, as text`(pages: Int) throws {
        let scratch = try ExportScratch()
        let (made, sheets) = ("\(scratch.path)/pages.pdf", "\(scratch.path)/sheets.pdf")
        try run(scratch, Self.writing, [made, "\(pages)"])
        try run(scratch, ImpositionScript.counting, [made, "\(scratch.path)/count"])
        #expect(try scratch.text("count") == "\(pages)")
        try run(scratch, ImpositionScript.imposing, [made, sheets] + ImpositionScript.sides(Imposition(pages: pages)))
        try run(scratch, Self.reading, [sheets, "\(scratch.path)/read"])
        // A side a line: its width and height, and the number that stands left and right.
        let lines: [Substring] = try scratch.text("read").split(separator: "\n")
        let sides: [[Int]] = lines.map { line in line.split(separator: " ").compactMap { Int($0) } }
        #expect(sides.count == (pages + 3) / 4 * 2)
        #expect(sides.allSatisfy { $0.count == 4 && $0[0] == 792 && $0[1] == 612 })
        let shown: [(Int, Int, Int, Int)] = stride(from: 0, to: sides.count - 1, by: 2).map { side in
            let (front, back) = (sides[side], sides[side + 1])
            return (front[2], front[3], back[2], back[3])
        }
        let read: [Int] = Self.fold(shown).filter { $0 != 0 }
        #expect(read == Array(1...pages))
    }

    /// The pages in the order in which they are read, of sheets that lie in each other and are folded.
    ///
    /// First all right halves, from the outermost inward, each with what is on its back; then all left halves, from the
    /// innermost outward.
    private static func fold<Page>(_ sheets: [(Page, Page, Page, Page)]) -> [Page] {
        sheets.flatMap { [$0.1, $0.2] } + sheets.reversed().flatMap { [$0.3, $0.0] }
    }

    private static let mutool = FileManager.default.isExecutableFile(atPath: "/usr/bin/mutool")

    private func run(_ scratch: ExportScratch, _ script: String, _ words: [String]) throws {
        try scratch.write(Array(script.utf8), to: "script.js")
        #expect(ChildProcess.run("/usr/bin/mutool", ["run", "\(scratch.path)/script.js"] + words))
    }

    /// A booklet whose pages show their numbers.
    private static let writing = """
        var made = new PDFDocument(), font = made.addSimpleFont(new Font("Times-Roman"));
        for (var page = 1; page <= scriptArgs[1]; ++page) {
          var fonts = made.newDictionary(), resources = made.newDictionary();
          fonts.put("F", font);
          resources.put("Font", fonts);
          made.insertPage(-1, made.addPage([0, 0, 396, 612], 0, resources, "BT /F 12 Tf 190 300 Td (" + page + ") Tj ET"));
        }
        made.save(scriptArgs[0], "");

        """

    private static let reading = """
        var sheets = new Document(scriptArgs[0]), out = new Buffer();
        for (var side = 0; side < sheets.countPages(); ++side) {
          var page = sheets.loadPage(side), box = page.bound(), two = ["", ""];
          page.toStructuredText("").walk({ onChar: function (sign, origin) { two[origin[0] < 396 ? 0 : 1] += sign; } });
          out.writeLine([box[2], box[3], two[0] || 0, two[1] || 0].join(" "));
        }
        out.save(scriptArgs[1]);

        """
}

extension ExportScratch {
    fileprivate func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }
}
