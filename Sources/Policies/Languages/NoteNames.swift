internal import Files

/// What the content notes of the form are called: for the publisher, who needs no other text of the pages.
public enum NoteNames {
    /// Reads the section `note` of `folder/Languages/CODE/text.yaml` for each code.
    ///
    /// Notes that the form does not offer any more keep their names for the stories that have them, as long as they stand there.
    ///
    /// - Returns: by language, and by the name of a note in `form.yaml`. A language whose file is not there has none.
    /// - Throws: `PolicyError`.
    public static func load(
        folder: String, codes: [String]
    ) throws(PolicyError) -> [String: [String: String]] {
        var names: [String: [String: String]] = [:]
        for code in codes where InputFile.exists("\(folder)/Languages/\(code)/text.yaml") {
            let file = try PolicyFile(folder: "\(folder)/Languages/\(code)", name: "text.yaml")
            let reader = try file.section(keys: Language.keys)
            let notes = try reader.entries("texts", "texts, or sections of texts").filter { $0.key == "note" }
            var flat = FlatTexts(file: file.name)
            for case .section(let entries) in notes.map(\.value) { try flat.add(entries, under: "") }
            names[code] = flat.texts
        }
        return names
    }
}
