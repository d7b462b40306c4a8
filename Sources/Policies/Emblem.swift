internal import Files

/// An organization's own small mark, drawn on its pages: an SVG of plain shapes, in `emblem.svg` beside the policies.
///
/// Only what is named here is taken over, shape by shape, into pages of ours: no text, no style, no link, no script and
/// nothing that is fetched can come along.
public struct Emblem: Sendable, Equatable {
    public enum ShapeName: String, Sendable, CaseIterable { case path, circle, ellipse, rect, line, polyline, polygon }

    public struct Shape: Sendable, Equatable {
        public let name: ShapeName
        public let attributes: [Attribute]
    }

    public struct Attribute: Sendable, Equatable {
        public let name: String
        public let value: String
    }

    /// The four numbers of the drawing's frame.
    public let viewBox: String
    /// From back to front.
    public let shapes: [Shape]

    static let file = "emblem.svg"
    private static let maximumBytes = 4_096
    private static let maximumShapes = 40
    private static let attributes: Set<String> = [
        "d", "cx", "cy", "r", "rx", "ry", "x", "y", "width", "height", "x1", "y1", "x2", "y2", "points", "fill",
        "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "transform", "opacity",
    ]

    /// Reads `folder/emblem.svg`; nil if there is none.
    ///
    /// - Throws: `PolicyError` for anything in it that is not taken over.
    static func load(folder: String) throws(PolicyError) -> Emblem? {
        let path = "\(folder)/\(file)"
        let bytes: [UInt8]
        do throws(FileError) { bytes = try InputFile(path).bytes(limit: maximumBytes) } catch {
            guard error.code == .missing else {
                throw PolicyError(
                    error.code == .tooLong ? .tooLarge : .unreadable, file: path,
                    "the drawing must be a file of at most \(maximumBytes) bytes that can be read")
            }
            return nil
        }
        return try Emblem(bytes, name: path)
    }

    /// - Throws: `PolicyError`.
    init(_ bytes: [UInt8], name: String = Emblem.file) throws(PolicyError) {
        func refusal(_ must: String) -> PolicyError { PolicyError(.badChoice, file: name, must) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw refusal("the drawing must be text in UTF-8")
        }
        var rest = Self.withoutFrame(text)
        guard let start = rest.prefixMatch(of: Self.tag), start.output.name == "svg", start.output.end.isEmpty,
            let box = Self.pairs(start.output.attributes).first(where: { $0.name == "viewBox" }),
            box.value.wholeMatch(of: /-?[0-9.]+( -?[0-9.]+){3}/) != nil
        else { throw refusal("the drawing must be one svg element with a viewBox of four numbers") }
        rest = rest[start.range.upperBound...].trimmingPrefix(while: \.isWhitespace)
        var shapes: [Shape] = []
        while let match = rest.prefixMatch(of: Self.tag), match.output.end == "/" {
            guard let name = ShapeName(rawValue: String(match.output.name)) else {
                let known = ShapeName.allCases.map(\.rawValue).joined(separator: ", ")
                throw refusal("the drawing may hold only these shapes: \(known)")
            }
            let attributes = Self.pairs(match.output.attributes)
            guard attributes.allSatisfy({ Self.attributes.contains($0.name) && Self.isPlain($0.value) }) else {
                let known = Self.attributes.sorted().joined(separator: ", ")
                throw refusal("a shape may have only these attributes, with plain numbers, words or colors: \(known)")
            }
            shapes.append(Shape(name: name, attributes: attributes))
            rest = rest[match.range.upperBound...].trimmingPrefix(while: \.isWhitespace)
        }
        guard rest.wholeMatch(of: /<\/svg>\s*/) != nil, (1...Self.maximumShapes).contains(shapes.count) else {
            throw refusal("the drawing must hold 1 to \(Self.maximumShapes) shapes and nothing else")
        }
        viewBox = String(box.value)
        self.shapes = shapes
    }

    /// A tag whose attributes stand in double quotes, without entities.
    private static var tag: Regex<(Substring, name: Substring, attributes: Substring, end: Substring)> {
        /<(?<name>[a-z]+)(?<attributes>(?:\s+[a-zA-Z0-9-]+="[^"<>&]*")*)\s*(?<end>\/?)>/
    }

    private static func pairs(_ attributes: Substring) -> [Attribute] {
        attributes.matches(of: /([a-zA-Z0-9-]+)="([^"]*)"/).map {
            Attribute(name: String($0.output.1), value: String($0.output.2))
        }
    }

    /// Whether nothing in a value can fetch or point anywhere.
    private static func isPlain(_ value: String) -> Bool {
        value.wholeMatch(of: /[A-Za-z0-9 .,+#()%\n-]*/) != nil && !value.lowercased().contains("url")
    }

    /// Without the declaration that drawing programs write first.
    private static func withoutFrame(_ text: String) -> Substring {
        let text = text[...].trimmingPrefix(while: \.isWhitespace)
        guard let declaration = text.prefixMatch(of: /<\?xml[^>]*\?>\s*/) else { return text }
        return text[declaration.range.upperBound...]
    }
}
