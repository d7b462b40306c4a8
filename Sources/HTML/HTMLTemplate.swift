internal import Mustache

/// A text is not a template, or it writes a value without escaping it.
public struct HTMLTemplateError: Error {}

/// A piece of HTML with places for values, each escaped by `HTMLText`.
///
/// This is the only way to make a template: no other room has the template engine, whose own HTML type escapes by Swift's
/// characters and lets tags through.
public struct HTMLTemplate: Sendable {
    fileprivate let template: MustacheTemplate

    /// What begins each template; the engine forgets it at the door of a partial template, so that one has its own.
    private static let pragma = "{{% CONTENT_TYPE:\(ScalarEscape.name)}}\n"
    /// Tags that would write a value as it is, or change how values are written.
    private static let refused = ["{{{", "{{&", "{{%", "{{="]

    /// Reads Mustache, in which every value is `{{x}}`.
    public init(_ text: String) throws(HTMLTemplateError) {
        guard !Self.refused.contains(where: { text.utf8.contains($0.utf8) }) else { throw HTMLTemplateError() }
        _ = ScalarEscape.register
        do { template = try MustacheTemplate(string: Self.pragma + text) } catch { throw HTMLTemplateError() }
    }

    /// The HTML with a model's values in their places.
    public func render(_ model: Any) -> String { template.render(model) }
}

/// Templates that hold each other, by their names.
public struct HTMLTemplates: Sendable {
    private let library: MustacheLibrary

    public init(_ texts: [String: String]) throws(HTMLTemplateError) {
        var templates: [String: MustacheTemplate] = [:]
        for (name, text) in texts { templates[name] = try HTMLTemplate(text).template }
        library = MustacheLibrary(templates: templates)
    }

    /// The HTML of a template with a model's values in their places; nil if there is no template of this name.
    public func render(_ model: Any, as name: String) -> String? { library.render(model, withTemplate: name) }
}

private struct ScalarEscape: MustacheContentType {
    static let name = "FIRSTHAND-HTML"
    /// Makes the name known, once; a template that names an unknown type is refused.
    static let register: Void = MustacheContentTypes.register(ScalarEscape(), named: name)

    func escapeText(_ text: String) -> String { HTMLText.escape(text) }
}
